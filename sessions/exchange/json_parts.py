"""What the JSON formats share: reading values that may be anything, and people named one by one."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from cms.tables.cells import LONGEST, clean

from .document import PERSON, Row, Unreadable
from .tables import MOST_ROWS

ALWAYS = frozenset({"title", "date", "start", "end", "session"})
UTF8_BOM = b"\xef\xbb\xbf"


def starts_with_brace(file: BinaryIO) -> bool:
    return file.read(1024).removeprefix(UTF8_BOM).lstrip()[:1] == b"{"


def load(file: BinaryIO) -> dict[str, Any]:
    """The object in the file. Raises Unreadable."""
    try:
        found = json.loads(file.read().decode("utf-8-sig"))
    except (ValueError, UnicodeDecodeError):
        raise Unreadable("json") from None
    if not isinstance(found, dict):
        raise Unreadable("json")
    return found


def text(value: Any) -> str:
    """A plain value as text; nothing for nulls, lists and objects."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return clean(str(value))[:LONGEST]


def part(value: Any, key: str) -> dict[str, Any]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def parts(value: Any, key: str) -> list[dict[str, Any]]:
    """The objects in the list under `key`; what else is in it is left out."""
    found = value.get(key) if isinstance(value, dict) else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def told(cells: dict[str, str]) -> dict[str, str]:
    """Without what the other system leaves empty: there our own stays."""
    return {key: value for key, value in cells.items() if value or key in ALWAYS}


def check_count(rows: list[Row]) -> None:
    if len(rows) > MOST_ROWS:
        raise Unreadable("rows")


class People:
    """Gathers people as they are met, each under a name of their own."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], Row] = {}
        self.keys: set[str] = set()

    def cell(self, found: Iterator[dict[str, str]]) -> str:
        return "; ".join(dict.fromkeys(self.key_of(facts) for facts in found if facts["name"]))

    def key_of(self, facts: dict[str, str]) -> str:
        identity = (facts["name"], facts.get("uid") or facts.get("email") or facts.get("institution") or "")
        if identity not in self.rows:
            cells = facts | {"referred_to_as": self._new_key(facts)}
            self.rows[identity] = Row(PERSON, len(self.rows) + 1, "", cells)
        return self.rows[identity].cells["referred_to_as"]

    def _new_key(self, facts: dict[str, str]) -> str:
        name = facts["name"].replace(";", ",")
        wanted = [name, f"{name} ({facts.get('institution') or 2})"]
        key = next((each for each in wanted if each not in self.keys), f"{name} [{len(self.keys)}]")
        self.keys.add(key)
        return key
