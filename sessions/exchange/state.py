"""A working programme as plain values: what a format writes, and what a file is compared with."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

#: Somebody in a programme: the id of a person, or the name under which a file brings a new one.
Who = int | str

ROLES = {"chair": "chair", "moderators": "moderator", "rapporteurs": "rapporteur", "panellists": "panellist"}


@dataclass(slots=True, eq=False)
class Talk:
    title: str
    abstract: str = ""
    minutes: int = 0
    speakers: tuple[Who, ...] = ()
    external_ref: str = ""
    id: int | None = None


@dataclass(slots=True, eq=False)
class Sitting:
    """A session. `themes` and `objectives` are ids in their order, `room` a name, the roles are in `people`."""

    title: str = ""
    uid: str = ""
    number: str = ""
    kind: str = "thematic"
    description: str = ""
    start: datetime | None = None
    end: datetime | None = None
    room: str = ""
    status: str = "confirmed"
    people: dict[str, tuple[Who, ...]] = field(default_factory=dict)
    themes: tuple[int, ...] = ()
    objectives: tuple[int, ...] = ()
    agenda_item: int | None = None
    languages: tuple[str, ...] = ()
    interpretation: tuple[str, ...] = ()
    expected: int | None = None
    external_ref: str = ""
    talks: list[Talk] = field(default_factory=list)
    id: int | None = None
    version: int = 0

    def copy(self) -> "Sitting":
        return replace(self, people=dict(self.people), talks=[replace(talk) for talk in self.talks])

    def everybody(self) -> set[Who]:
        in_roles = {who for people in self.people.values() for who in people}
        return in_roles | {who for talk in self.talks for who in talk.speakers}


@dataclass(slots=True)
class Place:
    name: str
    building: str = ""
    floor: str = ""
    capacity: int | None = None
    id: int | None = None


@dataclass(slots=True)
class Someone:
    """`key` is the name by which a file refers to them: the name, and more where two have the same."""

    id: int
    uid: str
    name: str
    key: str
    honorific: str = ""
    post: str = ""
    institution: str = ""
    country: str = ""


@dataclass(slots=True)
class State:
    """`themes` are those that sessions of the event may have; `agenda` is in order; `objectives` have letters."""

    slug: str
    title: str
    language: str
    languages: tuple[str, ...]
    timezone: str
    start_date: date
    end_date: date
    is_numbered: bool
    url: str
    sittings: list[Sitting]
    rooms: list[Place]
    people: dict[int, Someone]
    themes: dict[int, tuple[str, str]]
    objectives: dict[int, str]
    agenda: dict[int, str]
    kinds: dict[str, str]

    def theme(self, pk: int) -> str:
        """The name, or the slug where the name has the sign that stands between several."""
        slug, name = self.themes[pk]
        return slug if ";" in name else name

    def names(self, people: tuple[Any, ...]) -> str:
        return "; ".join(self.people[who].key if isinstance(who, int) else who for who in people)
