"""Text that no spreadsheet takes for a formula."""

import re

LONGEST = 32_767  # characters in a cell of a spreadsheet
_RISKY = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r]")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def clean(value: str) -> str:
    """Without what no file of a spreadsheet may hold."""
    return _ILLEGAL.sub("", value)[:LONGEST]


def is_risky(value: str) -> bool:
    return bool(_RISKY.match(value))


def guard(value: str) -> str:
    """With an apostrophe before what a spreadsheet would compute."""
    return f"'{value}" if _RISKY.match(value) else value
