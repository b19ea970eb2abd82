"""What was read from a table: lines of text, not yet understood. Plain, so that it can wait as JSON in the database."""

from dataclasses import asdict, dataclass, field
from typing import Any

MOST_COLUMNS = 60
#: With the heading, and with whatever stands above it.
MOST_LINES = 5_050


class Unreadable(Exception):
    """`code` is a key of `words.REFUSALS`, `detail` a word or two to fill in."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code, self.detail = code, detail


@dataclass(slots=True)
class Line:
    """`number` counts from one, as a spreadsheet does; `faults` are codes (see `words.FAULTS`) by the cell's place."""

    number: int
    cells: list[str]
    faults: dict[int, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not any(self.cells) and not self.faults


@dataclass(slots=True)
class Table:
    """`lines` are those that say something; `notes` are pairs of a code (see `words.NOTES`) and a detail."""

    format: str
    lines: list[Line]
    notes: list[tuple[str, str]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Table":
        """JSON has texts for keys: the places of faults become numbers again."""
        lines = [
            Line(row["number"], row["cells"], {int(place): code for place, code in row["faults"].items()})
            for row in data["lines"]
        ]
        return cls(data["format"], lines, [(code, detail) for code, detail in data["notes"]])
