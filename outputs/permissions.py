"""Who may do what with an output. Views, templates and the back office ask these; for reading there is
`Output.objects.visible_to`.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from cms.models import Event, Role
from cms.roles import holds, is_secretariat
from outputs.kinds import KINDS
from outputs.models import CommentPeriod, Output, PrintRun
from participants.models import Certificate, OfficialLetter
from participants.permissions import (
    is_approved,
    may_issue_papers,
    may_manage_registrations,
    may_read_needs,
    may_write_letters,
)
from sessions.permissions import may_record

WRITERS = (Role.ORGANISER, Role.RAPPORTEUR)
PUBLISHERS = (Role.ORGANISER,)
READERS = (*WRITERS, Role.DESK)


def may_write_outputs(user: Any, event: Event) -> bool:
    """Setting up, editing, disposing of recommendations and compiling."""
    return is_secretariat(user) or holds(user, event.pk, WRITERS)


def may_publish_outputs(user: Any, event: Event) -> bool:
    """Adopting and issuing."""
    return is_secretariat(user) or holds(user, event.pk, PUBLISHERS)


def may_manage_kinds(user: Any) -> bool:
    """Kinds of documents are the whole site's."""
    return is_secretariat(user)


def may_read_file(user: Any, event: Event, kind: str) -> bool:
    """The files of an event that are always current: for those who write its documents; what is personal, and what the
    desk needs, for those who look after its registrations.
    """
    if KINDS[kind].is_personal:
        return may_manage_registrations(user, event)
    return may_write_outputs(user, event) or (KINDS[kind].is_for_desk and may_manage_registrations(user, event))


def may_issue_file(user: Any, event: Event, kind: str) -> bool:
    return KINDS[kind].is_issuable and may_publish_outputs(user, event)


def may_edit_output(user: Any, output: Output) -> bool:
    """Nobody edits what is adopted, or what the system makes."""
    return output.is_draft and KINDS[output.kind].is_written and may_write_outputs(user, output.event)


def may_hand_on(user: Any, output: Output, role: str) -> bool:
    """Whoever holds the `role` that has the document, and the secretariat in their place; nobody once it is cleared."""
    if not role or not output.is_draft or not KINDS[output.kind].is_written:
        return False
    return is_secretariat(user) or holds(user, output.event_id, [role])


def is_locked_for(user: Any, output: Output) -> bool:
    """Whether a colleague locked its text."""
    return output.locked and output.locked_by_id != user.pk


def may_break_lock(user: Any, output: Output) -> bool:
    """One's own, or as one who publishes documents."""
    own = output.locked_by_id == user.pk
    return output.locked and may_edit_output(user, output) and (own or may_publish_outputs(user, output.event))


def may_set_house_style(user: Any) -> bool:
    """Which rules of house style are off, in all documents."""
    return is_secretariat(user)


def may_compile_output(user: Any, output: Output) -> bool:
    if output.session:
        return may_record(user, output.session)
    return may_read_file(user, output.event, output.kind)


def may_adopt_output(user: Any, output: Output) -> bool:
    kind = KINDS[output.kind]
    return output.is_draft and (kind.is_written or kind.is_issuable) and may_publish_outputs(user, output.event)


def may_issue_output(user: Any, output: Output) -> bool:
    return output.state == Output.State.ADOPTED and may_publish_outputs(user, output.event)


def may_modify_output(user: Any, output: Output) -> bool:
    """Beginning a revision, an addendum or a corrigendum of what is adopted."""
    return not output.is_draft and KINDS[output.kind].is_written and may_write_outputs(user, output.event)


def may_open_comments(user: Any, output: Output) -> bool:
    """Putting a draft out for comments: letters go with it, so who writes letters."""
    is_open = output.is_draft and KINDS[output.kind].is_written
    return is_open and may_publish_outputs(user, output.event) and may_write_letters(user, output.event)


def may_comment_on(user: Any, output: Output) -> bool:
    """While a draft is out for comments: its readers, or all approved participants, and whoever writes it."""
    period: CommentPeriod | None = getattr(output, "comment_period", None)
    is_open = output.state == Output.State.FOR_COMMENTS and period is not None and period.ends_at > timezone.now()
    return is_open and (may_write_outputs(user, output.event) or _is_reader(user, output, period))


def may_answer_comments(user: Any, output: Output) -> bool:
    return may_write_outputs(user, output.event)


def may_read_comments(user: Any, output: Output) -> bool:
    """The page of comments: its readers until the document is adopted, also after the last day, for the answers."""
    period: CommentPeriod | None = getattr(output, "comment_period", None)
    is_reader = period is not None and output.is_draft and _is_reader(user, output, period)
    return is_reader or may_answer_comments(user, output)


def _is_reader(user: Any, output: Output, period: CommentPeriod | None) -> bool:
    if period is None or not user.is_authenticated:
        return False
    if period.audience == CommentPeriod.Audience.PARTICIPANTS:
        return is_approved(user, output.event)
    return period.readers.filter(user=user).exists()


def may_announce(user: Any, output: Output) -> bool:
    return not output.is_draft and may_write_letters(user, output.event)


def may_set_symbols(user: Any) -> bool:
    """How symbols are made: one office keeps them apart for all events."""
    return is_secretariat(user)


def may_read_run(user: Any, run: PrintRun) -> bool:
    """What is printed for many: badges for the desk, letters and certificates for organisers, and to each their own.

    Letters for visas, which may show passport data, of others only for those named to read it.
    """
    if run.kind == PrintRun.Kind.BADGES:
        return may_manage_registrations(user, run.event)
    if _is_own_paper(user, run):
        return True
    return may_issue_papers(user, run.event) and (may_read_needs(user, run.event) or not _has_visas(run))


def _has_visas(run: PrintRun) -> bool:
    letters = OfficialLetter.objects.filter(event=run.event, pk__in=run.options["ids"])
    return run.kind == PrintRun.Kind.LETTERS and letters.filter(kind=OfficialLetter.Kind.VISA).exists()


def _is_own_paper(user: Any, run: PrintRun) -> bool:
    if not user.is_authenticated or len(run.options["ids"]) != 1:
        return False
    if run.kind == PrintRun.Kind.LETTERS:
        own = OfficialLetter.objects.filter(registration__person__user=user, registration__event=run.event)
    else:
        own = Certificate.objects.standing().filter(person__user=user, event=run.event)
    return own.filter(pk__in=run.options["ids"]).exists()
