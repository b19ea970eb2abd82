"""Lines out of the bytes of a CSV or a workbook. Neither Django nor our models: the child imports it."""

import csv
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from .cells import LONGEST, as_text, clean, unguard
from .decoding import NotText, decode
from .table import MOST_COLUMNS, MOST_LINES, Line, Table, Unreadable

DELIMITERS = ",;\t|"


def read_csv(data: bytes) -> Table:
    """Any usual separator, any usual encoding. Raises Unreadable."""
    try:
        text, encoding = decode(data)
    except NotText as error:
        raise Unreadable(error.code) from None
    notes = [("encoding", "Windows-1252")] if encoding == "cp1252" else []
    csv.field_size_limit(LONGEST * 4)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        return _table("csv", _csv_lines(reader), notes)
    except csv.Error:
        raise Unreadable("quotes") from None


def _csv_lines(reader: Any) -> Iterator[Line]:
    number = 1
    for cells in reader:
        if not (len(cells) == 1 and cells[0].startswith("sep=")):
            yield Line(number, cells)
        number = reader.line_num + 1


def _delimiter(text: str) -> str:
    """The one that most of the first lines hold equally often, and the most often."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]

    def share(delimiter: str) -> int:
        counts = sorted(line.count(delimiter) for line in lines)
        return counts[len(counts) // 2] if counts else 0

    return max(DELIMITERS, key=share)


def read_xlsx(file: BinaryIO) -> Table:
    """The first sheet that says something. Raises Unreadable."""
    from openpyxl import load_workbook

    book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        notes: list[tuple[str, str]] = []
        table = _table("xlsx", _sheet_lines(book, sheet, notes), notes)
        if table.lines:
            return table
    raise Unreadable("blank")


def _sheet_lines(book: Any, sheet: Any, notes: list[tuple[str, str]]) -> Iterator[Line]:
    from . import sheet_xml

    with sheet_xml.open_part(book, sheet) as part:
        formulas, merged = sheet_xml.facts(part)
    sheet.reset_dimensions()
    for number, values in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
        cells = [as_text(value) for value in values]
        faults = sheet_xml.faults(number, cells, formulas)
        merged_here = {
            place: "merged"
            for top, left, bottom, right in merged.ranges
            if top <= number <= bottom
            for place in range(left, min(right + 1, len(cells)))
            if (number, place) != (top, left)
        }
        if merged_here and merged.is_banner(number, cells):
            notes.append(("banner", f"{number}: {''.join(cells)[:60]}"))
            continue
        yield Line(number, cells, merged_here | faults)


def _table(format: str, lines: Iterator[Line], notes: list[tuple[str, str]]) -> Table:
    kept: list[Line] = []
    for line in lines:
        tidy = _tidied(line)
        if tidy.is_empty:
            continue
        if len(kept) == MOST_LINES:
            raise Unreadable("rows")
        kept.append(tidy)
    return Table(format, kept, notes)


def _tidied(line: Line) -> Line:
    """Clean text, with a fault where a control character or a lost letter stood."""
    faults = dict(line.faults)
    cells = []
    for place, cell in enumerate(line.cells[:MOST_COLUMNS]):
        text = clean(cell)
        if "\ufffd" in text:
            faults.setdefault(place, "letters")
        elif any(ord(c) < 32 and c not in "\t\r\n\v\f" for c in cell):
            faults.setdefault(place, "control")
        elif text.startswith("="):
            faults.setdefault(place, "formula")
        elif len(text) > LONGEST:
            faults.setdefault(place, "too_long")
        cells.append(unguard(text)[:LONGEST])
    while cells and not cells[-1] and len(cells) - 1 not in faults:
        cells.pop()
    return Line(line.number, cells, {place: code for place, code in faults.items() if place < len(cells)})
