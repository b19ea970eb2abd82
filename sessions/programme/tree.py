"""The programme as it is released: plain, immutable, and without a link to the database."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any, Self
from zoneinfo import ZoneInfo

REMOVED = "removed"
CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody named in the programme, with the post held on the event's first day; texts in the event's language."""

    id: int
    name: str
    honorific: str = ""
    post: str = ""
    country: str = ""

    @property
    def full_name(self) -> str:
        return f"{self.honorific} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class Role:
    """`role` is a value of `SessionRole.Role`."""

    role: str
    person: Speaker


@dataclass(frozen=True, slots=True)
class Contribution:
    """`minutes` is its length, 0 where that was not fixed."""

    id: int
    title: str
    abstract: str = ""
    minutes: int = 0
    speakers: tuple[Speaker, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """`position` is its place among the rooms of the event; another place makes no other room of it."""

    id: int
    name: str
    building: str = ""
    floor: str = ""
    position: int = field(default=0, compare=False)

    @property
    def label(self) -> str:
        return ", ".join(filter(None, [self.name, self.floor, self.building]))


@dataclass(frozen=True, slots=True)
class Theme:
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Session:
    """`start` and `end` are in the event's zone. `status` is that of the model, or "removed": gone from the programme,
    and kept for the calendars that still show it. `sequence` and `last_modified` (UTC) are RFC 5545's. `languages` are
    codes; empty where they are those of the programme.
    """

    id: int
    uid: str
    kind: str
    number: str
    title: str
    start: datetime
    end: datetime
    description: str = ""
    room: Room | None = None
    status: str = "confirmed"
    roles: tuple[Role, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    themes: tuple[Theme, ...] = ()
    languages: tuple[str, ...] = ()
    sequence: int = 0
    last_modified: datetime | None = None

    @property
    def is_cancelled(self) -> bool:
        return self.status in {CANCELLED, REMOVED}

    def days(self) -> Iterator[date]:
        """The days on which it takes place; a session that ends at midnight does not reach into the next day."""
        day, last = self.start.date(), (self.end - timedelta(microseconds=1)).date()
        while day <= last:
            yield day
            day += timedelta(days=1)

    def people(self) -> Iterator[Speaker]:
        yield from (role.person for role in self.roles)
        for contribution in self.contributions:
            yield from contribution.speakers


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    sessions: tuple[Session, ...]


@dataclass(frozen=True)
class Programme:
    """`number` is 0 and `released_at` None in the working programme. `sessions` are in the order of time."""

    slug: str
    title: str
    start_date: date
    end_date: date
    timezone: str
    language: str
    venue: str = ""
    place: str = ""
    number: int = 0
    released_at: datetime | None = None
    languages: tuple[str, ...] = ()
    sessions: tuple[Session, ...] = ()

    @property
    def shown(self) -> Iterator[Session]:
        return (session for session in self.sessions if session.status != REMOVED)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Each day that has sessions; one that runs across midnight stands on both of its days."""
        found: dict[date, list[Session]] = {}
        for session in self.shown:
            for day in session.days():
                found.setdefault(day, []).append(session)
        return tuple(Day(day, tuple(found[day])) for day in sorted(found))

    def session(self, session_id: int) -> Session | None:
        return next((session for session in self.shown if session.id == session_id), None)

    def speaker(self, person_id: int) -> Speaker | None:
        """Who speaks publicly under this id; None for everybody else."""
        people = (person for session in self.shown for person in session.people())
        return next((person for person in people if person.id == person_id), None)

    def languages_of(self, session: Session) -> tuple[str, ...]:
        return session.languages or self.languages or (self.language,)

    def sessions_of(self, person_id: int) -> list[Session]:
        return [session for session in self.shown if any(person.id == person_id for person in session.people())]

    def to_json(self) -> dict[str, Any]:
        """Plain lists, texts and numbers; people stand once in `people` and are named by their id elsewhere."""
        people = {str(p.id): _plain(p) for session in self.sessions for p in session.people()}
        sessions = [_session_to_json(session) for session in self.sessions]
        return _plain(self) | {"languages": list(self.languages), "sessions": sessions, "people": people}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        zone = ZoneInfo(data["timezone"])
        people = {int(key): Speaker(**value) for key, value in data["people"].items()}
        return cls(
            **{key: value for key, value in data.items() if key not in _READ_APART},
            start_date=date.fromisoformat(data["start_date"]),
            end_date=date.fromisoformat(data["end_date"]),
            released_at=_moment(data["released_at"], UTC),
            languages=tuple(data.get("languages", ())),
            sessions=tuple(_session_from_json(s, people, zone) for s in data["sessions"]),
        )


_READ_APART = {"people", "start_date", "end_date", "released_at", "languages", "sessions"}


def _plain(item: Any) -> dict[str, Any]:
    """The fields of a dataclass that need no further care."""
    values = ((field.name, getattr(item, field.name)) for field in fields(item))
    return {
        name: value.isoformat() if isinstance(value, date | time) else value
        for name, value in values
        if not isinstance(value, tuple)
    }


def _session_to_json(session: Session) -> dict[str, Any]:
    return _plain(session) | {
        "room": _plain(session.room) if session.room else None,
        "roles": [{"role": role.role, "person": role.person.id} for role in session.roles],
        "contributions": [_plain(c) | {"speakers": [s.id for s in c.speakers]} for c in session.contributions],
        "themes": [_plain(theme) for theme in session.themes],
        "languages": list(session.languages),
    }


def _session_from_json(data: dict[str, Any], people: dict[int, Speaker], zone: ZoneInfo) -> Session:
    contributions = (
        Contribution(**c | {"speakers": tuple(people[key] for key in c["speakers"])}) for c in data["contributions"]
    )
    return Session(
        **data
        | {
            "start": _moment(data["start"], zone),
            "end": _moment(data["end"], zone),
            "last_modified": _moment(data["last_modified"], UTC),
            "room": Room(**data["room"]) if data["room"] else None,
            "roles": tuple(Role(role["role"], people[role["person"]]) for role in data["roles"]),
            "contributions": tuple(contributions),
            "themes": tuple(Theme(**theme) for theme in data["themes"]),
            "languages": tuple(data.get("languages", ())),
        }
    )


def _moment(text: str | None, zone: Any) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(zone) if text else None
