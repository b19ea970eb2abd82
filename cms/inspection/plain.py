"""Looks at a file without a mark of its own: is it a table as text (CSV, RFC 4180), and nothing a browser would run?"""

import csv
from typing import BinaryIO

from cms.inspection.findings import Refused

MOST_BYTES = 20 * 1024 * 1024
SEPARATORS = ",;\t|"
LINES = 20


def examine(file: BinaryIO) -> None:
    """UTF-8 without control characters, whose first lines have the same two or more columns. Raises Refused."""
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Refused("too_complex")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("unknown") from None
    if any(character < " " and character not in "\t\r\n" for character in text) or not _is_table(text):
        raise Refused("unknown")


def _is_table(text: str) -> bool:
    lines = text.splitlines()[:LINES]
    found = (_widths(lines, mark) for mark in SEPARATORS)
    return any(len(widths) == 1 and widths != {1} for widths in found)


def _widths(lines: list[str], separator: str) -> set[int]:
    return {len(row) for row in csv.reader(lines, delimiter=separator) if row}
