"""Finding papers in the library, and counting what narrows them down.

What somebody may read is asked of the database in one statement; the facets of what was found are counted here, since
one pass over some thousand short rows costs less than a statement for each facet.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from cms.search_words import words_of
from sessions.models import LibraryEntry, Paper

from .words import asked

FACETS = ("theme", "country", "event", "kind", "language", "year")
SORTS = {"newest": ("-since", "paper"), "oldest": ("since", "paper"), "title": ("heading", "paper")}


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of papers in the order asked for, and how many papers each value of each facet would leave."""

    ids: list[int]
    counts: Mapping[str, Counter[str]]


def find(user: Any, *, text: str = "", chosen: Mapping[str, str] | None = None, sort: str = "newest") -> Found:
    """Papers that `user` may read, with all the words of `text`, and of the values `chosen` by facet. One statement.

    A facet's own choice does not narrow its own counts: one sees what else could be chosen.
    """
    entries = LibraryEntry.objects.filter(paper__in=Paper.objects.readable(user))
    words = asked(" ".join(words_of(text)))
    entries = _with_words(entries, words).order_by(*_order(words, sort))
    rows = [(pk, frozenset(facets.split())) for pk, facets in entries.values_list("paper", "facets")]
    wanted = {facet: f"{facet}:{value}" for facet, value in (chosen or {}).items() if facet in FACETS and value}
    ids = [pk for pk, codes in rows if codes.issuperset(wanted.values())]
    return Found(ids, _counts([codes for _pk, codes in rows], wanted))


def _with_words(entries: QuerySet[LibraryEntry], words: list[str]) -> QuerySet[LibraryEntry]:
    if not words:
        return entries
    if connection.vendor == "postgresql":
        vector = SearchVector("words", config="simple")
        return entries.annotate(vector=vector).filter(vector=_query(words))
    condition = Q()
    for word in words:
        condition &= Q(words__contains=f" {word}")
    return entries.filter(condition)


def _query(words: list[str]) -> SearchQuery:
    """Each word as a beginning, characters of one phrase next to each other; words have no operators left in them."""
    parts = [" <-> ".join(f"{token}:*" for token in word.split()) for word in words]
    return SearchQuery(" & ".join(parts), config="simple", search_type="raw")


def _order(words: list[str], sort: str) -> list[Any]:
    """With words and no other wish, those with all of them in title or authors come first."""
    if words and sort not in SORTS:
        condition = Q()
        for word in words:
            condition &= Q(heading__contains=f" {word}")
        return [Case(When(condition, then=Value(0)), default=Value(1), output_field=IntegerField()), *SORTS["newest"]]
    return list(SORTS.get(sort, SORTS["newest"]))


def _counts(rows: list[frozenset[str]], wanted: Mapping[str, str]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    for skipped in {"", *wanted}:
        others = [code for facet, code in wanted.items() if facet != skipped]
        total = Counter(code for codes in rows if codes.issuperset(others) for code in codes)
        for code, count in total.items():
            facet, _colon, value = code.partition(":")
            if facet in found and (facet == skipped or (not skipped and facet not in wanted)):
                found[facet][value] = count
    return found
