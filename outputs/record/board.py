"""The board of an output: each recommendation of its event and of the events inside it, what became of it there, and
the clauses that the document consists of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from outputs.kinds import KINDS
from outputs.models import Disposition, Output
from sessions.models import Lineage, Recommendation
from sessions.record.reading import operative_sentence

from .reading import Reading, place_of

INCLUDED = Disposition.Verdict.INCLUDED
ABSORBED = (Lineage.Kind.MERGED_FROM, Lineage.Kind.REWORDED_FROM, Lineage.Kind.SPLIT_FROM)


@dataclass(frozen=True, slots=True)
class Row:
    """`suggestion` is what the kind proposes; `is_changed` says that the text was changed since it was disposed of.

    One of an event inside that of the output is not `is_own` before it was forwarded; where that event did not adopt it
    yet, it is offered, and not `is_required`.
    """

    recommendation: Recommendation
    disposition: Disposition | None
    suggestion: str
    is_own: bool = True
    is_required: bool = True

    @property
    def sentence(self) -> str:
        return operative_sentence(self.recommendation)

    @property
    def is_changed(self) -> bool:
        return self.disposition is not None and self.disposition.revision < self.recommendation.revision

    @property
    def is_open(self) -> bool:
        return self.disposition is None or self.is_changed

    @property
    def verdict(self) -> str:
        return self.disposition.verdict if self.disposition else ""

    @property
    def token(self) -> str:
        """What somebody who looks at this row has seen: another one after each decision and each change of the text."""
        decided = self.disposition and f"{self.disposition.pk}-{self.disposition.decided_at.timestamp()}"
        return f"{self.recommendation.revision}/{decided or 'open'}"


@dataclass(frozen=True, slots=True)
class Clause:
    """One that the document includes, and those that stand in its words."""

    row: Row
    taken: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    clauses: tuple[Clause, ...]


def rows_of(output: Output, user: Any = None) -> list[Row]:
    """In the order of the programme, then those of inner events; in a number of queries that does not grow.

    Of inner events those adopted there, and what of their record `user` writes, as long as they are not forwarded.
    """
    if not KINDS[output.kind].takes_recommendations or output.is_partial:
        return []
    decided = {one.recommendation_id: one for one in output.dispositions.select_related("decided_by", "into")}
    reading = Reading(output.event, suggest=KINDS[output.kind].suggest)
    own = [Row(one, decided.get(one.pk), reading.verdict_on(one)) for one in reading.recommendations]
    return own + [
        Row(one, decided.get(one.pk), INCLUDED, is_own=False, is_required=one.status == "adopted")
        for one in _of_inner_events(output, user)
    ]


def _of_inner_events(output: Output, user: Any) -> QuerySet[Recommendation]:
    offered = Q(status=Recommendation.Status.ADOPTED)
    if user is not None:
        offered |= Q(pk__in=Recommendation.objects.written_by(user).values("pk"))
    forwarded = Q(kind=Lineage.Kind.FORWARDED_FROM, child__event=output.event_id)
    absorbed = Q(kind__in=ABSORBED, child__event=F("parent__event"))
    gone = Lineage.objects.filter(forwarded | absorbed).values("parent")
    found = Recommendation.objects.for_documents().filter(offered, event__parent=output.event_id)
    return found.exclude(pk__in=gone).order_by("event__start_date", "event", "number")


def open_rows(output: Output) -> list[Row]:
    """Those that keep the output from being adopted."""
    return [row for row in rows_of(output) if row.is_open and row.is_required]


def clauses_of(rows: Sequence[Row]) -> list[Clause]:
    """The clauses of the document in their order: as arranged, those never arranged after them, by the programme."""
    included = [row for row in rows if row.disposition and row.verdict == INCLUDED and row.is_own]
    taken: dict[int, list[Row]] = {}
    for row in rows:
        if row.disposition and row.disposition.into_id:
            taken.setdefault(row.disposition.into_id, []).append(row)
    included.sort(key=lambda row: place_of(row.disposition.position if row.disposition else 0))
    return [Clause(row, tuple(taken.get(row.recommendation.pk, ()))) for row in included]


def groups_of(clauses: Iterable[Clause]) -> list[Group]:
    """Clauses under their headings, in the order in which these first come."""
    groups: dict[str, list[Clause]] = {}
    for clause in clauses:
        groups.setdefault(clause.row.disposition.heading if clause.row.disposition else "", []).append(clause)
    return [Group(heading, tuple(found)) for heading, found in groups.items()]
