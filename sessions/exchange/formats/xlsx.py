"""A workbook with a sheet each for sessions, contributions, people and rooms; or one sheet that somebody made."""

import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from cms.tables import sheet_xml
from cms.tables.cells import as_text, clean, guard
from sessions.exchange import columns
from sessions.exchange.document import SESSION, TYPES, Document, Row, Unreadable
from sessions.exchange.state import State
from sessions.exchange.tables import MOST_COLUMNS, Line, NoHeading, TooManyRows, lines_of, rows_of

from .base import Format

HELP = "How to"
MOST_LINES = 20_000
CHUNK = 64 * 1024


def recognises(file: BinaryIO) -> bool:
    return file.read(4) == b"PK\x03\x04"


def read(file: BinaryIO) -> Document:
    from openpyxl import load_workbook

    book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    chosen = _sheets(book)
    rows: list[Row] = []
    notes: list[tuple[str, str]] = []
    try:
        for sheet, each in chosen:
            found, unknown = rows_of(_lines(book, sheet, notes), type=each, sheet=sheet.title[:60], used=len(rows))
            rows += found
            notes += [("columns", ", ".join(unknown))] * bool(unknown)
    except TooManyRows:
        raise Unreadable("rows") from None
    if not rows and not any(each == SESSION for _sheet, each in chosen):
        raise Unreadable("heading")
    return Document("xlsx", rows, notes)


def _sheets(book: Any) -> list[tuple[Any, str]]:
    """The sheets that carry our names; else the first that has the columns of sessions. Raises Unreadable."""
    named = [(sheet, columns.TYPE_NAMES.get(columns.plain(sheet.title), "")) for sheet in book.worksheets]
    ours = [(sheet, each) for sheet, each in named if each and _has_heading(sheet, each)]
    if ours:
        return sorted(ours, key=lambda pair: TYPES.index(pair[1]))
    for sheet in book.worksheets:
        if _has_heading(sheet, SESSION):
            return [(sheet, SESSION)]
    raise Unreadable("heading")


def _has_heading(sheet: Any, type: str) -> bool:
    sheet.reset_dimensions()
    try:
        rows_of(_plain_lines(sheet, most=40), type=type)
    except NoHeading:
        return False
    return True


def _plain_lines(sheet: Any, *, most: int) -> Iterator[Line]:
    for number, cells in enumerate(sheet.iter_rows(max_row=most, max_col=MOST_COLUMNS, values_only=True), start=1):
        yield Line(number, [as_text(cell) for cell in cells])


def _lines(book: Any, sheet: Any, notes: list[tuple[str, str]]) -> Iterator[Line]:
    """The rows with what merged cells hide filled in, and with faults for formulas that were never computed."""
    with sheet_xml.open_part(book, sheet) as part:
        formulas, merged = sheet_xml.facts(part)
    for line in _plain_lines(sheet, most=MOST_LINES):
        faults = sheet_xml.faults(line.number, line.cells, formulas)
        if merged.fill(line.number, line.cells):
            if ("merged", sheet.title[:60]) not in notes:
                notes.append(("merged", sheet.title[:60]))
            if merged.is_banner(line.number, line.cells):
                notes.append(("banner", f"{line.number}: {''.join(line.cells)[:60]}"))
                continue
        yield Line(line.number, line.cells, faults)


def write(state: State) -> Iterator[bytes]:
    yield from _pieces({each: lines_of(state, each) for each in TYPES}, _explained(state))


def write_template(state: State) -> Iterator[bytes]:
    """The sheets without rows, and one that explains them."""
    yield from _pieces({each: iter(()) for each in TYPES}, _explained(state))


def _pieces(lines: dict[str, Iterator[dict[str, str]]], explained: list[list[str]]) -> Iterator[bytes]:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for each, rows in lines.items():
        used = columns.of(each)
        sheet = _new_sheet(book, columns.SHEETS[each], [_width(column.key) for column in used])
        sheet.append(_bold(sheet, [column.header for column in used]))
        for row in rows:
            sheet.append([guard(clean(row.get(column.key, ""))) or None for column in used])
    sheet = _new_sheet(book, HELP, [16, 22, 90])
    for number, row in enumerate(explained):
        sheet.append(row if number else _bold(sheet, row))
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def _new_sheet(book: Any, title: str, widths: list[int]) -> Any:
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    return sheet


def _width(key: str) -> int:
    return {"title": 44, "description": 50, "abstract": 50, "name": 30, "uid": 12, "post": 24, "institution": 34}.get(
        key, 16
    )


def _bold(sheet: Any, texts: list[str]) -> list[Any]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cells = [WriteOnlyCell(sheet, value=text) for text in texts]
    for cell in cells:
        cell.font = Font(bold=True)
    return cells


def _explained(state: State) -> list[list[str]]:
    """Each column in words, then the values that this event knows."""
    rows = [["Sheet", "Column", "What belongs there"]]
    for each in TYPES:
        rows += [[columns.SHEETS[each], column.header, column.help] for column in columns.of(each)]
    rows += [["", "", ""], ["Values", "Kind", "; ".join(state.kinds)]]
    rows += [["Values", "Themes", "; ".join(name for _slug, name in state.themes.values())]]
    rows += [["Values", "Time zone", state.timezone], ["Values", "Days", f"{state.start_date} – {state.end_date}"]]
    note = "Names with semicolons between them. With the institution in brackets where two have the same name:"
    rows += [["People", "", f"{note} Amara Okonjo (Institute of Invented Affairs); Noor Adeyemi"]]
    return [[guard(cell) for cell in row] for row in rows]


FORMAT = Format(
    "xlsx",
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    recognises,
    read,
    write,
    rank=1,
)
