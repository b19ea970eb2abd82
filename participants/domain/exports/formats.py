"""Rows of texts into a file, one after the other: the memory it takes does not grow with their number."""

import csv
import io
from collections.abc import Iterable
from typing import IO, Any

from .cells import clean, guard, is_risky

WIDTH = 24  # characters; a name or an institution fits, and a title breaks
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write_csv(file: IO[bytes], rows: Iterable[list[str]]) -> None:
    """In UTF-8 with the mark by which spreadsheets know it."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    csv.writer(text).writerows([guard(cell) for cell in row] for row in rows)
    text.flush()
    text.detach()


def write_xlsx(file: IO[bytes], rows: Iterable[list[str]]) -> None:
    """The first row is the heading. What looks like a formula is typed as text, and stays text when it is edited."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Registrations")
    sheet.freeze_panes = "A2"
    rows = iter(rows)
    heading = next(rows)
    for place in range(1, len(heading) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTH
    sheet.append([_bold(sheet, cell) for cell in heading])
    for row in rows:
        sheet.append([_cell(sheet, cell) for cell in row])
    book.save(file)


def _bold(sheet: Any, value: str) -> Any:
    from openpyxl.styles import Font

    cell = _text(sheet, value)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: str) -> Any:
    value = clean(value)
    return _text(sheet, value) if is_risky(value) or value.startswith("#") else value or None


def _text(sheet: Any, value: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type, cell.quotePrefix = "s", True
    return cell


WRITERS = {"csv": write_csv, "xlsx": write_xlsx}
