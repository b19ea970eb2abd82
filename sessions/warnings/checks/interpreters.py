"""A team of interpreters works for three hours, the length of a meeting at the United Nations: 10 to 1 and 3 to 6."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.warnings.base import Check, Finding
from sessions.warnings.plan import Plan, Sitting, when

from .room_twice import by_room

SLUG = "interpreters"
LONGEST = timedelta(hours=3)
REST = timedelta(hours=1)


def find(plan: Plan) -> Iterator[Finding]:
    interpreted = [session for session in plan.working if session.start and _is_interpreted(plan, session)]
    for sessions in by_room(interpreted).values():
        for run in _runs(sessions):
            if _end(run) - run[0].start > LONGEST:
                yield Finding(SLUG, _sentence(plan, run), tuple(session.pk for session in run))


def _is_interpreted(plan: Plan, session: Sitting) -> bool:
    """A session that says nothing is interpreted as its event is."""
    return bool(session.interpretation or plan.event.interpretation)


def _runs(sessions: Iterable[Sitting]) -> Iterator[list[Sitting]]:
    """Sessions of one room that follow each other without an hour's rest; a shorter break does not end the work."""
    run: list[Sitting] = []
    for session in sessions:
        if run and session.start - _end(run) >= REST:
            yield run
            run = []
        run.append(session)
    if run:
        yield run


def _end(run: list[Sitting]) -> datetime:
    return max(session.end for session in run)


def _sentence(plan: Plan, run: list[Sitting]) -> str:
    if len(run) == 1:
        return _("%(session)s needs interpreters for over three hours.") % {"session": plan.named(run[0])}
    text = _("%(room)s needs interpreters for over three hours without an hour's rest: %(when)s, in %(sessions)s.")
    titles = ", ".join(_("“%(title)s”") % {"title": session.title} for session in run)
    return text % {"room": run[0].room, "when": when(run[0].start, _end(run)), "sessions": titles}


CHECK = Check(SLUG, gettext_lazy("Interpreters over three hours"), find, order=42)
