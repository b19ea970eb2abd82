"""Cells as a spreadsheet puts them into the clipboard, or as a CSV file has them."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from io import StringIO

from django.utils.translation import gettext as _

from outputs.tree import Cell, Column, Table

from .richtext import MAX_COLUMNS, written_inlines

MAX_ROWS = 5000
MAX_CELL = 2000
FEW_COLUMNS = 6
#: Digits with their separators, a sign, per cent; a dash stands for nothing.
_NUMBER = re.compile(r"[-–+−]?[\d][\d\s.,’']*%?|[-–]|")


class Unreadable(ValueError):
    """Text that is no table; the message says in words what is wrong, and in which line."""


def read(text: str) -> list[list[str]]:
    """Rows of cells, all of the same length. Cells are parted by tabs or, where there is none, by semicolons or commas.

    Raises Unreadable.
    """
    text = text.strip("\r\n")
    try:
        lines = list(csv.reader(StringIO(text), delimiter=delimiter(text), strict=True))
    except csv.Error:
        raise Unreadable(_("A quotation mark is opened and not closed.")) from None
    rows = [row for row in lines if any(map(str.strip, row))]
    if not rows:
        raise Unreadable(_("There are no cells."))
    _check_size(rows)
    width = len(rows[0])
    return [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows]


def delimiter(text: str) -> str:
    if "\t" in text:
        return "\t"
    first = text.split("\n", 1)[0]
    return ";" if first.count(";") >= first.count(",") and ";" in first else ","


def _check_size(rows: list[list[str]]) -> None:
    width = len(rows[0])
    if width < 2:
        raise Unreadable(_("There is only one column. Paste the cells from a spreadsheet, or part them by semicolons."))
    if width > MAX_COLUMNS:
        words = {"count": width, "most": MAX_COLUMNS}
        raise Unreadable(_("The first line has %(count)d cells; %(most)d columns fit on a page.") % words)
    if len(rows) > MAX_ROWS:
        raise Unreadable(
            _("There are %(count)d lines; a table may have %(most)d.") % {"count": len(rows), "most": MAX_ROWS}
        )
    for number, row in enumerate(rows, 1):
        if len(row) > width:
            words = {"line": number, "count": len(row), "width": width}
            raise Unreadable(_("Line %(line)d has %(count)d cells, the first line has %(width)d.") % words)
        if any(len(cell) > MAX_CELL for cell in row):
            words = {"line": number, "most": MAX_CELL}
            raise Unreadable(_("Line %(line)d has a cell of more than %(most)d characters.") % words)


def table(id: str, rows: list[list[str]], caption: str, *, has_head: bool, head_column: bool) -> Table:
    """A table of `rows` of the same length; columns of nothing but numbers are set to the end of the line. Where
    there are many, the first has room for words.
    """
    heads, body = (rows[0], rows[1:]) if has_head else ([""] * len(rows[0]), rows)
    numeric = [_is_numeric([row[place] for row in body]) for place in range(len(heads))]
    columns = [Column(head, numeric=is_numeric) for head, is_numeric in zip(heads, numeric, strict=True)]
    if len(columns) > FEW_COLUMNS and not numeric[0]:
        columns[0] = replace(columns[0], width="medium")
    cells = tuple(
        tuple(Cell(written_inlines(cell), numeric=is_numeric) for cell, is_numeric in zip(row, numeric, strict=True))
        for row in body
    )
    return Table(id, tuple(columns), cells, caption=caption, head_column=head_column)


def _is_numeric(cells: list[str]) -> bool:
    return any(cells) and all(_NUMBER.fullmatch(cell) for cell in cells)
