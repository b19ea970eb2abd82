"""What a file would change: row by row, what is new, changed (old and new), unchanged, or wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from .columns import BY_KEY
from .crowd import Crowd, Named
from .document import Row
from .state import Place, Sitting, State

NEW, CHANGED, UNCHANGED, BAD = "new", "changed", "unchanged", "bad"
STATES = (BAD, NEW, CHANGED, UNCHANGED)


@dataclass(frozen=True, slots=True)
class Remark:
    """About one cell: the header of its column, what was read, and what is to be said about it."""

    column: str
    read: str
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    field: str
    label: str
    old: str
    new: str


@dataclass(slots=True)
class Planned:
    """What becomes of one row."""

    row: Row
    title: str
    problems: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    is_new: bool = False

    @property
    def state(self) -> str:
        if self.problems:
            return BAD
        if self.is_new:
            return NEW
        return CHANGED if self.changes else UNCHANGED

    def say(self, column: str, words: str, *, as_note: bool = False) -> None:
        header = BY_KEY[column].header if column in BY_KEY else column
        (self.notes if as_note else self.problems).append(Remark(header, self.row.cells.get(column, "")[:200], words))


@dataclass(slots=True)
class PlannedSession(Planned):
    """`before` is the session as it is (None for a new one), `after` as it is to be, contributions included."""

    before: Sitting | None = None
    after: Sitting = field(default_factory=Sitting)
    talks: list[Planned] = field(default_factory=list)


@dataclass(slots=True)
class PlannedRoom(Planned):
    place: Place = field(default_factory=lambda: Place(""))


@dataclass(slots=True)
class Plan:
    """`rooms` are those of the file, and those that its sessions name and that have no row (nor cells) of their own.

    `crowd` knows who is new; `absent` counts sessions that the file leaves out.
    """

    state: State
    crowd: Crowd
    sessions: list[PlannedSession]
    strays: list[Planned]
    rooms: list[PlannedRoom]
    absent: int

    @property
    def rows(self) -> Iterator[Planned]:
        for session in self.sessions:
            if session.row.number:
                yield session
            yield from session.talks
        yield from self.strays
        yield from (room for room in self.rooms if room.row.cells)

    @property
    def bad(self) -> list[Planned]:
        return [row for row in self.rows if row.state == BAD]

    @property
    def counts(self) -> dict[str, int]:
        found = dict.fromkeys(STATES, 0)
        for row in self.rows:
            found[row.state] += 1
        return found

    @property
    def to_write(self) -> list[PlannedSession]:
        """Sessions without a problem of their own that are new or changed, or have such contributions."""
        return [each for each in self.sessions if each.state != BAD and (each.state != UNCHANGED or _has_news(each))]

    @property
    def rooms_to_write(self) -> list[PlannedRoom]:
        return [room for room in self.rooms if room.state in {NEW, CHANGED}]

    @property
    def new_people(self) -> list[Named]:
        """Those that a session to be written needs."""
        needed = {who for each in self.to_write for who in each.after.everybody()}
        return [named for named in self.crowd.new if named.key in needed]

    @property
    def digest(self) -> str:
        """Differs where something else would be written: somebody changed the programme in between."""
        said = [(row.row.number, row.row.type, row.state, tuple(row.changes)) for row in self.rows]
        return sha256(repr(said).encode()).hexdigest()[:32]


def _has_news(session: PlannedSession) -> bool:
    return any(talk.state in {NEW, CHANGED} for talk in session.talks)
