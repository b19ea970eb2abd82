from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.warnings.base import Check, Finding
from sessions.warnings.plan import Plan, Sitting

SLUG = "hours"


def find(plan: Plan) -> Iterator[Finding]:
    for session in plan.timed:
        if not _is_within(plan, session):
            text = _("%(session)s lies outside the days and hours of the event.")
            yield Finding(SLUG, text % {"session": plan.named(session)}, (session.pk,))


def _is_within(plan: Plan, session: Sitting) -> bool:
    event, start, end = plan.event, session.start, session.end
    on_its_days = event.start_date <= start.date() and end.date() <= event.end_date
    is_in_a_day = start.date() == end.date()
    return on_its_days and is_in_a_day and event.hours_start <= start.time() and end.time() <= event.hours_end


CHECK = Check(SLUG, gettext_lazy("Outside the event's hours"), find, order=40)
