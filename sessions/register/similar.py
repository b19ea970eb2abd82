"""Recommendations like one that is being written: those that share its rarer words.

Each term weighs by its rarity (inverse document frequency); likeness is the share of the weight of the asked terms that
the other one has. No service and no model from outside: two tables and arithmetic.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log
from typing import Any

from django.db.models import Case, Count, FloatField, QuerySet, Sum, Value, When

from sessions.models import Recommendation, RegisterTerm

from .terms import terms_of

LEAST = 0.34  # of the weight of what was asked
#: The rarest of the asked terms are looked up: the others would be found in too many rows to tell them apart.
MOST_TERMS = 12
FEWEST = 2  # terms in common


@dataclass(frozen=True, slots=True)
class Similar:
    """`likeness` from 0 to 1; `words` are those of the found one's text that match."""

    recommendation: Recommendation
    likeness: float
    words: tuple[str, ...]


def similar_to(text: str, *, user: Any, excluding: Iterable[int] = (), limit: int = 5) -> list[Similar]:
    """Recommendations that `user` may read and that are like `text`, the likest first, across sessions and events.

    Seven statements, however many there are; none where `text` has fewer than two terms.
    """
    weights = _weights(list(terms_of(text)))
    if len(weights) < FEWEST:
        return []
    scores = _scores(weights, user, excluding, limit)
    rows = Recommendation.objects.for_documents().in_bulk(list(scores))
    return [Similar(rows[pk], likeness, _common(text, rows[pk].text)) for pk, likeness in scores.items() if pk in rows]


def _weights(terms: list[str]) -> dict[str, float]:
    """Of the rarest of `terms`. One that no recommendation has counts as the rarest: it, too, tells them apart."""
    total = Recommendation.objects.count() + 1
    counted = RegisterTerm.objects.filter(term__in=terms).order_by().values_list("term").annotate(Count("pk"))
    having = dict(counted)
    weights = {term: log(1 + total / (1 + having.get(term, 0))) for term in terms}
    rarest = sorted(weights, key=lambda term: -weights[term])[:MOST_TERMS]
    return {term: weights[term] for term in rarest}


def _scores(weights: dict[str, float], user: Any, excluding: Iterable[int], limit: int) -> dict[int, float]:
    whole = sum(weights.values())
    weight = Case(*(When(term=term, then=Value(value)) for term, value in weights.items()), output_field=FloatField())
    readable: QuerySet = Recommendation.objects.visible_to(user).order_by().values("pk")
    found = RegisterTerm.objects.filter(term__in=weights, recommendation__in=readable)
    found = found.exclude(recommendation__in=list(excluding)).order_by().values_list("recommendation")
    found = found.annotate(weight=Sum(weight), terms=Count("pk"))
    enough = found.filter(terms__gte=FEWEST, weight__gte=whole * LEAST).order_by("-weight", "recommendation")
    return {pk: weight / whole for pk, weight, _terms in enough[:limit]}


def _common(asked: str, found: str) -> tuple[str, ...]:
    terms = terms_of(asked)
    return tuple(word for term, word in terms_of(found).items() if term in terms)
