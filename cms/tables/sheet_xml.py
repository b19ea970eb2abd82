"""What openpyxl does not tell of a sheet that it reads row by row: where formulas stand, and which cells are merged."""

import re
from dataclasses import dataclass, field
from typing import IO, Any

ERRORS = frozenset({"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"})
MOST_MERGED = 5000
WIDE = 3
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})$")


@dataclass(slots=True)
class Merged:
    """Ranges (first row, first column, last row, last column), rows counted from one, columns from nought."""

    ranges: list[tuple[int, int, int, int]] = field(default_factory=list)
    seen: dict[int, str] = field(default_factory=dict)

    def fill(self, number: int, cells: list[str]) -> bool:
        """Repeats the value of a range's top in the rows below it; whether the row has a part in any range."""
        here = [(place, found) for place, found in enumerate(self.ranges) if found[0] <= number <= found[2]]
        for place, (first, left, _last, _right) in here:
            if left >= len(cells):
                continue
            if number == first:
                self.seen[place] = cells[left]
            elif not cells[left]:
                cells[left] = self.seen.get(place, "")
        return bool(here)

    def is_banner(self, number: int, cells: list[str]) -> bool:
        """A line of text across the table: "Tuesday", "Lunch break"."""
        wide = any(top == number and right - left >= WIDE for top, left, _bottom, right in self.ranges)
        return wide and sum(map(bool, cells)) == 1


def open_part(book: Any, sheet: Any) -> IO[bytes]:
    return book._archive.open(sheet._worksheet_path)  # noqa: SLF001 -- there is no public way


def facts(part: IO[bytes]) -> tuple[set[tuple[int, int]], Merged]:
    """The places (row, column) of formulas, and the merged ranges."""
    from lxml import etree

    formulas: set[tuple[int, int]] = set()
    merged = Merged()
    for _event, element in etree.iterparse(part, resolve_entities=False, no_network=True, load_dtd=False):
        name = etree.QName(element).localname
        if name == "f" and (cell := element.getparent()) is not None:
            formulas.add(place_of(cell.get("r", "")))
        elif name == "mergeCell" and len(merged.ranges) < MOST_MERGED:
            first, _, last = element.get("ref", "").partition(":")
            merged.ranges.append((*place_of(first), *place_of(last or first)))
        elif name == "row":
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    return formulas, merged


def place_of(reference: str) -> tuple[int, int]:
    """Row and column of "C7": (7, 2). Nowhere for what is no reference."""
    found = _REFERENCE.match(reference)
    if not found:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column - 1


def faults(number: int, cells: list[str], formulas: set[tuple[int, int]]) -> dict[int, str]:
    """Codes by place: "error" for a cell that the spreadsheet has an error in, "formula" for one never computed."""
    found = {place: "error" for place, cell in enumerate(cells) if cell in ERRORS}
    return found | {place: "formula" for place, cell in enumerate(cells) if not cell and (number, place) in formulas}
