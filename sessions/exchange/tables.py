"""Tables: finding the columns in one that people made, and laying out one of our own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from cms.tables.cells import LONGEST, clean, unguard

from . import columns
from .document import PERSON, ROOM, SESSION, TALK, Row
from .state import ROLES, Sitting, State

MOST_ROWS = 2000
#: Below this many rows without a heading the table has none.
HEADING_WITHIN = 20
MOST_COLUMNS = 80


class TooManyRows(Exception):
    """More than MOST_ROWS rows that say something."""


class NoHeading(Exception):
    """No row names a column with a title and another one that is known."""


@dataclass(slots=True)
class Line:
    """A row of a table as it was read; `faults` by the place of the cell."""

    number: int
    cells: list[str]
    faults: dict[int, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not any(self.cells) and not self.faults


@dataclass(slots=True)
class Heading:
    """Which column of the table is which of ours, and the headers that nobody knows."""

    keys: dict[int, str]
    unknown: list[str]

    @classmethod
    def of(cls, cells: list[str]) -> "Heading":
        found: dict[int, str] = {}
        unknown = []
        for place, cell in enumerate(cells[:MOST_COLUMNS]):
            key = columns.FOUND_AS.get(columns.plain(cell))
            if key and key not in found.values():
                found[place] = key
            elif cell.strip():
                unknown.append(cell.strip()[:40])
        return cls(found, unknown)

    def named(self, type: str) -> dict[int, str]:
        """As `keys`; a table of sessions may call their titles "Session" or "Name"."""
        keys = set(self.keys.values())
        other = next((key for key in ("session", "name") if key in keys), "")
        if type != SESSION or "title" in keys or not other:
            return self.keys
        return {place: "title" if key == other else key for place, key in self.keys.items()}

    def fits(self, type: str) -> bool:
        return columns.NEEDED[type] in self.named(type).values() and len(self.keys) > 1


def rows_of(
    lines: Iterable[Line], *, type: str = SESSION, sheet: str = "", used: int = 0
) -> tuple[list[Row], list[str]]:
    """The rows below the heading, and the headers that were not understood. `used` rows came from other sheets.

    Raises NoHeading and TooManyRows.
    """
    lines = (line for line in lines if not line.is_empty)
    heading = _find_heading(lines, type)
    rows: list[Row] = []
    for line in lines:
        if used + len(rows) >= MOST_ROWS:
            raise TooManyRows
        rows.append(_row(line, heading, type, sheet))
    return rows, heading.unknown


def _find_heading(lines: Iterator[Line], type: str) -> Heading:
    for line, _tries in zip(lines, range(HEADING_WITHIN), strict=False):
        heading = Heading.of(line.cells)
        if heading.fits(type):
            return heading
    raise NoHeading


def _row(line: Line, heading: Heading, type: str, sheet: str) -> Row:
    keys = heading.named(type)
    values = dict(zip_longest(range(len(line.cells)), line.cells))
    cells = {key: unguard(clean(values.get(place) or "")) for place, key in keys.items()}
    faults = {keys[place]: code for place, code in line.faults.items() if place in keys}
    faults |= {key: "too_long" for key, text in cells.items() if len(text) > LONGEST}
    of = _type(cells, type)
    known = {column.key for column in columns.of(of)}
    cells = {key: text[:LONGEST] for key, text in cells.items() if key in known}
    return Row(of, line.number, sheet, cells, {key: code for key, code in faults.items() if key in known})


def _type(cells: dict[str, str], default: str) -> str:
    """What the row is of; in a table that has no other column for it, "Type" may be the kind of session."""
    said = cells.pop("type", "")
    known = columns.TYPE_NAMES.get(columns.plain(said), "")
    if said and not known and "kind" not in cells:
        cells["kind"] = said
    return known or default


# --- Our own ------------------------------------------------------------------------------------------------


def lines_of(state: State, type: str) -> Iterator[dict[str, str]]:
    """What an export says of each row of `type`, by column."""
    return _LINES[type](state)


def _sessions(state: State) -> Iterator[dict[str, str]]:
    letters = {pk: letter(place) for place, pk in enumerate(state.objectives)}
    for each in state.sittings:
        yield session_line(state, each, letters)


def session_line(state: State, each: Sitting, letters: dict[int, str]) -> dict[str, str]:
    people = {column: state.names(each.people.get(role, ())) for column, role in ROLES.items()}
    return (
        people
        | moments(each)
        | {
            "uid": each.uid,
            "number": each.number,
            "title": each.title,
            "kind": each.kind,
            "description": each.description,
            "room": each.room,
            "status": each.status,
            "themes": "; ".join(map(state.theme, each.themes)),
            "objectives": "; ".join(letters[pk] for pk in each.objectives),
            "agenda_item": str(list(state.agenda).index(each.agenda_item) + 1) if each.agenda_item else "",
            "languages": "; ".join(each.languages),
            "interpretation": "; ".join(each.interpretation),
            "expected": "" if each.expected is None else str(each.expected),
            "external_ref": each.external_ref,
        }
    )


def moments(each: Sitting) -> dict[str, str]:
    """Date, weekday and times in words that lead back to exactly these moments."""
    if not (each.start and each.end):
        return {"date": "", "weekday": "", "start": "", "end": ""}
    start, end = each.start, each.end
    is_plain = start.date() == end.date()
    return {
        "date": start.date().isoformat(),
        "weekday": start.strftime("%A"),
        "start": start.isoformat(" ", "minutes") if start.fold else start.strftime("%H:%M"),
        "end": end.strftime("%H:%M") if is_plain and not end.fold else _whole(end),
    }


def _whole(moment: object) -> str:
    text = moment.isoformat(" ", "minutes")  # type: ignore[attr-defined]
    return text if getattr(moment, "fold", 0) else text[:16]


def _contributions(state: State) -> Iterator[dict[str, str]]:
    for each in state.sittings:
        for talk in each.talks:
            yield {
                "session": each.uid,
                "title": talk.title,
                "abstract": talk.abstract,
                "minutes": str(talk.minutes or ""),
                "speakers": state.names(talk.speakers),
                "external_ref": talk.external_ref,
            }


def _people(state: State) -> Iterator[dict[str, str]]:
    for each in state.people.values():
        yield {
            "uid": each.uid,
            "name": each.name,
            "honorific": each.honorific,
            "post": each.post,
            "institution": each.institution,
            "country": each.country,
            "referred_to_as": each.key if each.key != each.name else "",
        }


def _rooms(state: State) -> Iterator[dict[str, str]]:
    for each in state.rooms:
        seats = "" if each.capacity is None else str(each.capacity)
        yield {"name": each.name, "building": each.building, "floor": each.floor, "seats": seats}


_LINES: dict[str, Callable[[State], Iterator[dict[str, str]]]] = {
    SESSION: _sessions,
    TALK: _contributions,
    PERSON: _people,
    ROOM: _rooms,
}


def letter(place: int) -> str:
    """a to z, then aa, ab and so on."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("a") + rest) + text
    return text
