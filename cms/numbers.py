"""Whole numbers and keys of rows, as they come in addresses, forms and files."""

from collections.abc import Iterable
from typing import Any

#: The largest key that a database keeps.
LARGEST = 2**63 - 1
MOST_KEYS = 5000


def whole_number(text: Any, *, most: int = LARGEST) -> int | None:
    """From 0 to `most`, in the digits 0 to 9; None for anything else, however long it is."""
    digits = str(text)
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= len(str(most))):
        return None
    number = int(digits)
    return number if number <= most else None


def key_of(text: Any) -> int:
    """The key of a row, which there may be; 0 for what can be none."""
    return whole_number(text) or 0


def keys_in(texts: Iterable[Any]) -> list[int]:
    """Those of the first MOST_KEYS that can be keys, in order."""
    return [key for text in list(texts)[:MOST_KEYS] if (key := key_of(text))]
