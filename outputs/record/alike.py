"""Which recommendations of a board are alike, and why: rarer words and subjects that two of them share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from sessions.models import Recommendation
from sessions.register.terms import terms_of

LEAST = 0.25  # of the weight of the words of the lighter one
FEWEST = 2  # words in common
MOST = 3


@dataclass(frozen=True, slots=True)
class Alike:
    """`words` and `themes` are what the two share; `likeness` goes from 0 to 1."""

    recommendation: Recommendation
    likeness: float
    words: tuple[str, ...]
    themes: tuple[str, ...]


def alike(found: Sequence[Recommendation]) -> dict[int, list[Alike]]:
    """For each by its id the likest of the others, at most three; in no query, if their themes are read already.

    Each word weighs by its rarity among `found` (inverse document frequency), as in `sessions.register.similar`.
    """
    terms = {one.pk: terms_of(one.text) for one in found}
    weights = _weights(terms.values())
    whole = {pk: sum(weights[term] for term in words) for pk, words in terms.items()}
    by_id = {one.pk: one for one in found}
    answer: dict[int, list[Alike]] = defaultdict(list)
    for (one, other), shared in _pairs(terms).items():
        likeness = sum(weights[term] for term in shared) / (min(whole[one], whole[other]) or 1)
        if len(shared) < FEWEST or likeness < LEAST:
            continue
        for here, there in ((one, other), (other, one)):
            words = tuple(terms[there][term] for term in shared)
            answer[here].append(Alike(by_id[there], likeness, words, _themes(by_id[here], by_id[there])))
    return {pk: sorted(likes, key=_order)[:MOST] for pk, likes in answer.items()}


def _order(like: Alike) -> tuple[float, int]:
    return -like.likeness - 0.1 * bool(like.themes), like.recommendation.number


def _weights(each: Iterable[dict[str, str]]) -> dict[str, float]:
    """A word that most of them have tells nothing: it weighs next to nothing."""
    counts: dict[str, int] = defaultdict(int)
    total = 0
    for terms in each:
        total += 1
        for term in terms:
            counts[term] += 1
    return {term: log(1 + total / count) for term, count in counts.items()}


def _pairs(terms: dict[int, dict[str, str]]) -> dict[tuple[int, int], list[str]]:
    """The terms that two have in common, by their ids; words of more than a third of many pair nobody."""
    having: dict[str, list[int]] = defaultdict(list)
    for pk, words in terms.items():
        for term in words:
            having[term].append(pk)
    pairs: dict[tuple[int, int], list[str]] = defaultdict(list)
    for term, ids in having.items():
        if len(ids) > max(5, len(terms) // 3):
            continue
        for place, one in enumerate(ids):
            for other in ids[place + 1 :]:
                pairs[one, other].append(term)
    return pairs


def _themes(one: Recommendation, other: Recommendation) -> tuple[str, ...]:
    theirs = {theme.pk for theme in other.themes.all()}
    return tuple(theme.name for theme in one.themes.all() if theme.pk in theirs)
