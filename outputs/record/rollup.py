"""What a document took over of the reports below it, and what not: by session, and by event inside its event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from outputs.models import Disposition, Output
from sessions.models import Lineage, Recommendation

from .reading import place_of

OPEN, STAYED = "open", "stayed"
LABELS = {**dict(Disposition.Verdict.choices), OPEN: _("open"), STAYED: _("not forwarded")}


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one recommendation: `verdict` of Disposition, "open", or "stayed" for one of an event inside that
    was never forwarded. `clause` is the one in whose words it stands in the document, `place` that one's number there.
    """

    recommendation: Recommendation
    verdict: str
    reason: str = ""
    clause: Recommendation | None = None
    place: int = 0

    @property
    def label(self) -> str:
        return str(LABELS[self.verdict])


@dataclass(frozen=True, slots=True)
class Level:
    """One session, or one event inside; `label` names it."""

    label: str
    is_event: bool
    fates: tuple[Fate, ...]

    @property
    def counts(self) -> dict[str, int]:
        found: dict[str, int] = dict.fromkeys(LABELS, 0)
        for fate in self.fates:
            found[fate.verdict] += 1
        return found


def levels_of(output: Output) -> list[Level]:
    """The sessions of the event in the order of their recommendations' numbers, then the events inside; six queries.

    What was forwarded from an event inside is told there, not once more as one of no session.
    """
    decided = {one.recommendation_id: one for one in output.dispositions.select_related("into__event")}
    links = Lineage.objects.filter(kind=Lineage.Kind.FORWARDED_FROM, child__event=output.event_id)
    forwarded = {link.parent_id: link.child for link in links.select_related("child__event")}
    places = _places(decided.values())
    own = Recommendation.objects.filter(event=output.event_id).select_related("session").order_by("number")
    levels: dict[tuple[bool, str], list[Fate]] = defaultdict(list)
    carriers = {child.pk for child in forwarded.values()}
    made = {one.into_id for one in decided.values()}
    for one in own:
        if one.pk not in carriers and not (one.session_id is None and one.pk in made):
            levels[False, str(one.session or output.event)].append(_fate(one, decided.get(one.pk), places))
    inner = Recommendation.objects.filter(event__parent=output.event_id).select_related("event")
    for one in inner.order_by("event__start_date", "event", "number"):
        levels[True, str(one.event)].append(_inner(one, forwarded.get(one.pk), decided, places))
    return [Level(label, is_event, tuple(fates)) for (is_event, label), fates in levels.items()]


def _places(decided: Iterable[Disposition]) -> dict[int, int]:
    """The place of each clause in the document, from 1, by the id of its recommendation."""
    included = [one for one in decided if one.verdict == Disposition.Verdict.INCLUDED and not one.into_id]
    included.sort(key=lambda one: (place_of(one.position), one.recommendation_id))
    return {one.recommendation_id: number for number, one in enumerate(included, 1)}


def _fate(one: Recommendation, found: Disposition | None, places: dict[int, int]) -> Fate:
    if found is None:
        return Fate(one, OPEN)
    clause = found.into or (one if found.verdict == Disposition.Verdict.INCLUDED else None)
    return Fate(one, found.verdict, found.reason, clause, places.get(clause.pk, 0) if clause else 0)


def _inner(
    one: Recommendation, child: Recommendation | None, decided: dict[int, Disposition], places: dict[int, int]
) -> Fate:
    """As it was forwarded, if it was; else what was decided on it here."""
    if child is None:
        return _fate(one, decided[one.pk], places) if one.pk in decided else Fate(one, STAYED)
    found = _fate(child, decided.get(child.pk), places)
    return Fate(one, found.verdict, found.reason, found.clause, found.place)
