"""The board of an output: each recommendation of its event, and what became of it there."""

from __future__ import annotations

from dataclasses import dataclass

from outputs.kinds import KINDS
from outputs.models import Disposition, Output
from outputs.reading import Reading
from sessions.models import Recommendation
from sessions.record.reading import operative_sentence


@dataclass(frozen=True, slots=True)
class Row:
    """`suggestion` is what the kind proposes; `is_changed` says that the text was changed since it was disposed of."""

    recommendation: Recommendation
    disposition: Disposition | None
    suggestion: str

    @property
    def sentence(self) -> str:
        return operative_sentence(self.recommendation)

    @property
    def is_changed(self) -> bool:
        return self.disposition is not None and self.disposition.revision < self.recommendation.revision

    @property
    def is_open(self) -> bool:
        return self.disposition is None or self.is_changed


def rows_of(output: Output) -> list[Row]:
    """In the order of the programme; in a number of queries that does not grow."""
    if not KINDS[output.kind].takes_recommendations or output.is_partial:
        return []
    decided = {one.recommendation_id: one for one in output.dispositions.select_related("decided_by")}
    reading = Reading(output.event, suggest=KINDS[output.kind].suggest)
    return [Row(one, decided.get(one.pk), reading.verdict_on(one)) for one in reading.recommendations]


def open_rows(output: Output) -> list[Row]:
    """Those that keep the output from being adopted."""
    return [row for row in rows_of(output) if row.is_open]
