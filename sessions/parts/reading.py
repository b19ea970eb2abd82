"""Taking the skeleton of a programme, in a number of statements that does not grow with it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from cms.models import Event, Objective
from cms.parts import moments
from sessions.models import AgendaItem, Contribution, ContributionSpeaker, Room, Session, SessionRole

TALKS, PEOPLE = "talks", "people"
ROOM = ("name", "building", "floor", "capacity")
ITEM = ("title", "annotation", "documents")
PLAIN = (
    "kind",
    "number",
    "title",
    "description",
    "status",
    "expected",
    "languages",
    "interpretation",
    "needs_sign_up",
    "places",
)


def take(event: Event, options: frozenset[str]) -> dict[str, Any]:
    """Rooms, agenda items and objectives are told by their place in the event's own list of them.

    What was cancelled is no part of the skeleton.
    """
    sessions = list(Session.objects.filter(event=event).exclude(status=Session.Status.CANCELLED))
    rooms, items = list(Room.objects.filter(event=event)), list(AgendaItem.objects.filter(event=event))
    if not (sessions or rooms or items):
        return {}
    parts = _Parts(event, sessions, rooms, items, options)
    return {
        "rooms": [{name: getattr(room, name) for name in ROOM} for room in rooms],
        "items": [{name: getattr(item, name) for name in ITEM} for item in items],
        "sessions": [parts.of(session) for session in sessions],
    }


class _Parts:
    """What belongs to the sessions, read once for all of them."""

    def __init__(self, event: Event, sessions: list, rooms: list, items: list, options: frozenset[str]) -> None:
        self.event = event
        self.rooms, self.items = _places(rooms), _places(items)
        here = {"session__in": [session.pk for session in sessions]}
        objectives = _places(Objective.objects.filter(event=event))
        links = Session.objectives.through.objects.filter(**here).values_list("session", "objective")
        self.objectives = _grouped((pk, objectives.get(objective)) for pk, objective in links)
        links = Session.themes.through.objects.filter(**here).order_by("pk")
        self.themes = _grouped(links.values_list("session", "theme__slug"))
        self.people, self.talks = {}, {}
        if PEOPLE in options:
            roles = SessionRole.objects.filter(**here).values_list("session", "role", "person")
            self.people = _grouped((pk, {"role": role, "person": person}) for pk, role, person in roles)
        if TALKS in options:
            self.talks = _talks(here, with_speakers=PEOPLE in options)

    def of(self, session: Session) -> dict[str, Any]:
        return {
            **{name: getattr(session, name) for name in PLAIN},
            **self._time(session),
            "room": self.rooms.get(session.room_id),
            "item": self.items.get(session.agenda_item_id),
            "objectives": sorted(place for place in self.objectives.get(session.pk, []) if place is not None),
            "themes": self.themes.get(session.pk, []),
            "people": self.people.get(session.pk, []),
            "talks": self.talks.get(session.pk, []),
        }

    def _time(self, session: Session) -> dict[str, Any]:
        if not session.start:
            return {"start": None, "minutes": 0}
        minutes = moments.minutes_between(session.start, session.end, self.event)
        return {"start": moments.relative(session.start, self.event), "minutes": minutes}


def _talks(here: dict[str, Any], *, with_speakers: bool) -> dict[int, list]:
    speakers: dict[int, list] = {}
    if with_speakers:
        links = ContributionSpeaker.objects.filter(contribution__session__in=here["session__in"])
        speakers = _grouped(links.values_list("contribution", "person"))
    rows = Contribution.objects.filter(**here).values_list("session", "pk", "title", "minutes")
    return _grouped(
        (session, {"title": title, "minutes": minutes, "speakers": speakers.get(pk, [])})
        for session, pk, title, minutes in rows
    )


def _places(rows: Iterable[Any]) -> dict[int, int]:
    return {row.pk: place for place, row in enumerate(rows)}


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list]:
    groups: dict[int, list] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups
