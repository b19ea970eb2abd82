"""What was read from a file: rows of text, not yet understood. Plain, so that it can wait as JSON in the database."""

from dataclasses import asdict, dataclass, field
from typing import Any

SESSION, TALK, PERSON, ROOM = "session", "contribution", "person", "room"
TYPES = (SESSION, TALK, PERSON, ROOM)


class Unreadable(Exception):
    """`code` is a key of `words.REFUSALS`, `detail` a word or two to fill in."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code, self.detail = code, detail


@dataclass(slots=True)
class Row:
    """`number` is where people find it: the row of `sheet`, or the entry of a JSON file, counted from one.

    `cells` holds what stands under the known columns; columns that the file does not have are missing. `faults` are
    codes (see `words.FAULTS`) of what could not even be read as text, by column.
    """

    type: str
    number: int
    sheet: str = ""
    cells: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Document:
    """`notes` are pairs of a code (see `words.NOTES`) and a detail: what was left out or guessed in reading."""

    format: str
    rows: list[Row]
    notes: list[tuple[str, str]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Document":
        notes = [(code, detail) for code, detail in data["notes"]]
        return cls(data["format"], [Row(**row) for row in data["rows"]], notes)
