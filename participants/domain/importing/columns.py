"""The columns that a kind of list knows, and the names under which they are found in other people's tables."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cms.tables.table import Line

#: Below this many rows without a heading the table has none.
HEADING_WITHIN = 20


@dataclass(frozen=True, slots=True)
class Column:
    """`reads` names a function of `values`; `longest` is in characters; `help` says what belongs there."""

    key: str
    header: str
    reads: str
    longest: int
    help: Any
    aliases: tuple[str, ...] = ()
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Which cell is which column; `heading` is the index of the line with the names, -1 where there is none."""

    heading: int
    places: Mapping[str, int]

    def to_json(self) -> dict[str, Any]:
        return {"heading": self.heading, "places": dict(self.places)}


def plain(header: str) -> str:
    return re.sub(r"[\W_]+", "", header.casefold())


def matched(lines: Sequence[Line], columns: Sequence[Column]) -> Layout:
    """The heading is the line that names the most of them; with less than two, cells are taken in our order."""
    names = {plain(name): each.key for each in columns for name in (each.key, each.header, *each.aliases)}
    found = [(number, _places(line.cells, names)) for number, line in enumerate(lines[:HEADING_WITHIN])]
    heading, places = max(found, key=lambda pair: len(pair[1]), default=(-1, {}))
    if len(places) < 2:
        return Layout(-1, {each.key: place for place, each in enumerate(columns)})
    return Layout(heading, places)


def _places(cells: Sequence[str], names: Mapping[str, str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, cell in enumerate(cells):
        key = names.get(plain(cell))
        if key and key not in places:
            places[key] = place
    return places
