"""What a list would do, row by row."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """`column` is the heading as the file has it, empty for the whole row; `read` is what stands there."""

    column: str
    words: str
    read: str = ""


@dataclass(slots=True)
class Row:
    """`number` is where people find it in their file; `values` are by the key of the column; `note` says what else
    becomes of it.
    """

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    note: str = ""

    @property
    def is_good(self) -> bool:
        return not self.faults


@dataclass(slots=True)
class Plan:
    """`notes` say what reading guessed or left out."""

    rows: list[Row]
    notes: list[str]

    @property
    def good(self) -> list[Row]:
        return [row for row in self.rows if row.is_good]

    @property
    def bad(self) -> list[Row]:
        return [row for row in self.rows if not row.is_good]

    @property
    def kinds_of_fault(self) -> list[tuple[str, int]]:
        """Each reason with the number of rows, the commonest first."""
        return Counter(words for row in self.rows for words in {fault.words for fault in row.faults}).most_common()

    @property
    def kinds_of_note(self) -> list[tuple[str, int]]:
        """What else becomes of good rows, with their number."""
        return Counter(row.note for row in self.good if row.note).most_common()

    def digest(self, options: dict[str, Any]) -> str:
        """The same as long as the same would be written."""
        told = [[row.number, _plain(row.values), [each.words for each in row.faults], row.note] for row in self.rows]
        return hashlib.sha256(json.dumps([told, options], default=str, sort_keys=True).encode()).hexdigest()


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {key: getattr(value, "pk", value) for key, value in values.items()}
