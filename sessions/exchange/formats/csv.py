"""One table with all rows, told apart by a column "Type"; with any usual separator, in any usual encoding."""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from cms.tables.cells import LONGEST, clean, guard
from cms.tables.decoding import BOM, NotText, decode
from sessions.exchange import columns
from sessions.exchange.document import TYPES, Document, Unreadable
from sessions.exchange.state import State
from sessions.exchange.tables import Heading, Line, NoHeading, TooManyRows, lines_of, rows_of

from .base import Format

DELIMITERS = ",;\t|"


def recognises(file: BinaryIO) -> bool:
    """Whatever is text, after all others said no."""
    return True


def read(file: BinaryIO) -> Document:
    text, encoding = _decoded(file.read())
    notes = [("encoding", "Windows-1252")] if encoding == "cp1252" else []
    try:
        rows, unknown = rows_of(_lines(text, _delimiter(text)))
    except NoHeading:
        raise Unreadable("heading") from None
    except TooManyRows:
        raise Unreadable("rows") from None
    except csv.Error:
        raise Unreadable("quotes") from None
    return Document("csv", rows, notes + [("columns", ", ".join(unknown))] * bool(unknown))


def _decoded(data: bytes) -> tuple[str, str]:
    try:
        return decode(data)
    except NotText as error:
        raise Unreadable(error.code) from None


def _delimiter(text: str) -> str:
    """The one that makes the most known columns of one of the first lines."""
    found = dict.fromkeys(DELIMITERS, 0)
    for line in text.splitlines()[:20]:
        for delimiter in DELIMITERS:
            found[delimiter] = max(found[delimiter], len(Heading.of(next(_reader([line], delimiter), [])).keys))
    return max(DELIMITERS, key=found.__getitem__)


def _reader(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=delimiter)
    except csv.Error:
        return


def _lines(text: str, delimiter: str) -> Iterator[Line]:
    csv.field_size_limit(LONGEST * 4)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    for cells in reader:
        if not (len(cells) == 1 and cells[0].startswith("sep=")):
            yield Line(number, cells)
        number = reader.line_num + 1


def write(state: State) -> Iterator[bytes]:
    used = [column for column in columns.COLUMNS if column.types]
    yield (BOM + _text(["Type", *(column.header for column in used)])).encode()
    for each in TYPES:
        for line in lines_of(state, each):
            yield _text([each, *(guard(clean(line.get(column.key, ""))) for column in used)]).encode()


def _text(cells: list[str]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()


FORMAT = Format("csv", "csv", "text/csv; charset=utf-8", recognises, read, write, rank=9)
