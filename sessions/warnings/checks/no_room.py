from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.warnings.base import Check, Finding
from sessions.warnings.plan import Plan

SLUG = "no_room"


def find(plan: Plan) -> Iterator[Finding]:
    text = _("%(session)s has no room.")
    for session in plan.working:
        if session.start and not session.room_id:
            yield Finding(SLUG, text % {"session": plan.named(session)}, (session.pk,))


CHECK = Check(SLUG, gettext_lazy("No room"), find, order=70)
