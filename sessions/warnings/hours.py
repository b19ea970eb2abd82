from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.models import Session

from .base import Check, Finding, Plan

SLUG = "hours"


def find(plan: Plan) -> Iterator[Finding]:
    for session in plan.sessions:
        if session.start and not _is_within(plan, session):
            yield Finding(
                SLUG, _("“%(title)s” lies outside the hours of the event.") % {"title": session.title}, (session.pk,)
            )


def _is_within(plan: Plan, session: Session) -> bool:
    event = plan.event
    start, end = session.start.astimezone(event.tz), session.end.astimezone(event.tz)
    on_its_days = event.start_date <= start.date() and end.date() <= event.end_date
    return on_its_days and event.hours_start <= start.time() and end.time() <= event.hours_end


CHECK = Check(SLUG, gettext_lazy("Outside the event's hours"), find)
