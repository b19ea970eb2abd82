from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.warnings.base import Check, Finding
from sessions.warnings.plan import Plan, Sitting, overlapping

SLUG = "room_twice"


def find(plan: Plan) -> Iterator[Finding]:
    text = _("%(room)s is taken twice: by %(first)s and by %(second)s.")
    for sessions in by_room(plan.timed).values():
        for first, second in overlapping(sessions):
            names = {"room": first.room, "first": plan.named(first), "second": plan.named(second)}
            yield Finding(SLUG, text % names, (first.pk, second.pk))


def by_room(sessions: Iterable[Sitting]) -> dict[int, list[Sitting]]:
    rooms: dict[int, list[Sitting]] = defaultdict(list)
    for session in sessions:
        if session.room_id:
            rooms[session.room_id].append(session)
    return rooms


CHECK = Check(SLUG, gettext_lazy("A room taken twice"), find, order=20)
