"""Open answers are no fault while the programme is being drawn up: they count from the day on which papers are due."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.models import Confirmation
from sessions.warnings.base import Check, Finding
from sessions.warnings.plan import Plan, Sitting

SLUG = "unconfirmed"
BEFORE = timedelta(days=30)


def find(plan: Plan) -> Iterator[Finding]:
    today = timezone.localdate(timezone=plan.event.tz)
    if not plan.event.start_date - BEFORE <= today <= plan.event.end_date:
        return
    text = _("Not confirmed yet for %(session)s: %(people)s.")
    for session in plan.sessions:
        if people := _asked(plan, session):
            yield Finding(SLUG, text % {"session": plan.named(session), "people": ", ".join(people)}, (session.pk,))


def _asked(plan: Plan, session: Sitting) -> list[str]:
    parts = (part.name for part in plan.parts.get(session.pk, ()) if part.answer == Confirmation.OPEN)
    return list(dict.fromkeys(parts))


CHECK = Check(SLUG, gettext_lazy("Somebody has not confirmed"), find, order=60)
