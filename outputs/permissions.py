"""Who may do what with an output. Views, templates and the back office ask these; for reading there is
`Output.objects.visible_to`.
"""

from __future__ import annotations

from typing import Any

from cms.models import Event, Role
from cms.roles import holds, is_secretariat
from outputs.kinds import KINDS
from outputs.models import Output
from participants.permissions import may_manage_registrations

WRITERS = (Role.ORGANISER, Role.RAPPORTEUR)
PUBLISHERS = (Role.ORGANISER,)


def may_write_outputs(user: Any, event: Event) -> bool:
    """Setting up, editing, disposing of recommendations and compiling."""
    return is_secretariat(user) or holds(user, event.pk, WRITERS)


def may_publish_outputs(user: Any, event: Event) -> bool:
    """Adopting and issuing."""
    return is_secretariat(user) or holds(user, event.pk, PUBLISHERS)


def may_read_file(user: Any, event: Event, kind: str) -> bool:
    """The files of an event that are always current: for those who write its documents; what is personal, for those of
    them who look after its registrations.
    """
    if not may_write_outputs(user, event):
        return False
    return may_manage_registrations(user, event) if KINDS[kind].is_personal else True


def may_issue_file(user: Any, event: Event, kind: str) -> bool:
    return KINDS[kind].is_issuable and may_publish_outputs(user, event)


def may_edit_output(user: Any, output: Output) -> bool:
    """Nobody edits what is adopted, or what the system makes."""
    return output.is_draft and KINDS[output.kind].is_written and may_write_outputs(user, output.event)


def may_compile_output(user: Any, output: Output) -> bool:
    return may_read_file(user, output.event, output.kind)


def may_adopt_output(user: Any, output: Output) -> bool:
    kind = KINDS[output.kind]
    return output.is_draft and (kind.is_written or kind.is_issuable) and may_publish_outputs(user, output.event)


def may_issue_output(user: Any, output: Output) -> bool:
    return output.state == Output.State.ADOPTED and may_publish_outputs(user, output.event)
