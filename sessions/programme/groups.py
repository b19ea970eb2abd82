"""The sessions of a programme under the headings of a view: its days, its rooms, or its subjects."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from sessions.kinds import KINDS

from .tree import Day, Programme, Room, Session, Theme


@dataclass(frozen=True, slots=True)
class Group:
    """`id` is an anchor; `day` is set where the group is a day. `days` hold its sessions, in the order of time."""

    id: str
    title: str
    days: tuple[Day, ...]
    day: date | None = None


def day_id(day: date) -> str:
    return f"day-{day.isoformat()}"


def by_day(programme: Programme) -> Iterator[Group]:
    for day in programme.days:
        yield Group(day_id(day.date), "", (day,), day=day.date)


def by_room(programme: Programme) -> Iterator[Group]:
    """What has no room yet comes last; a pause without a room is held in none."""
    for room in rooms_of(programme.shown):
        found = _only(programme, lambda session, room=room: session.room == room)
        yield Group(f"room-{room.id}", room.label, found)
    if rest := _only(programme, lambda session: session.room is None and not is_pause(session)):
        yield Group("no-room", _("Room to be announced"), rest)


def by_theme(programme: Programme) -> Iterator[Group]:
    """A session stands under each of its subjects; pauses have none."""
    for theme in themes_of(programme.shown):
        found = _only(programme, lambda session, theme=theme: theme in session.themes)
        yield Group(f"theme-{theme.slug}", theme.name, found)
    if rest := _only(programme, lambda session: not session.themes and not is_pause(session)):
        yield Group("no-theme", _("Without a subject"), rest)


GROUPINGS: dict[str, Callable[[Programme], Iterator[Group]]] = {"day": by_day, "room": by_room, "theme": by_theme}


def rooms_of(sessions: Iterable[Session]) -> list[Room]:
    found = {session.room for session in sessions if session.room}
    return sorted(found, key=lambda room: (room.position, room.name, room.id))


def themes_of(sessions: Iterable[Session]) -> list[Theme]:
    return sorted({theme for session in sessions for theme in session.themes}, key=lambda theme: theme.name.casefold())


def is_pause(session: Session) -> bool:
    return KINDS[session.kind].is_pause


def slots_of(day: Day) -> Iterator[list[Session]]:
    """The sessions of a day, those together that begin at the same moment."""
    for _start, found in groupby(day.sessions, key=lambda session: session.start):
        yield list(found)


def _only(programme: Programme, belongs: Callable[[Session], bool]) -> tuple[Day, ...]:
    found = (Day(day.date, tuple(filter(belongs, day.sessions))) for day in programme.days)
    return tuple(day for day in found if day.sessions)
