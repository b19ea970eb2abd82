"""Finding papers in the library; what somebody may read is asked of the database in the same statement."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, IntegerField, Value, When

from cms.facets import Found, narrow
from cms.full_text import asked, contains, having
from sessions.models import LibraryEntry, Paper

FACETS = ("theme", "country", "event", "kind", "language", "year")
SORTS = {"newest": ("-since", "paper"), "oldest": ("since", "paper"), "title": ("heading", "paper")}


def find(user: Any, *, text: str = "", chosen: Mapping[str, str] | None = None, sort: str = "newest") -> Found:
    """Papers that `user` may read, with all the words of `text`, and of the values `chosen` by facet. One statement."""
    words = asked(text)
    entries = having(LibraryEntry.objects.filter(paper__in=Paper.objects.readable(user)), words)
    return narrow(entries.order_by(*_order(words, sort)), "paper", chosen or {}, FACETS)


def _order(words: list[str], sort: str) -> list[Any]:
    """With words and no other wish, those with all of them in title or authors come first."""
    if words and sort not in SORTS:
        best = When(contains("heading", words), then=Value(0))
        return [Case(best, default=Value(1), output_field=IntegerField()), *SORTS["newest"]]
    return list(SORTS.get(sort, SORTS["newest"]))
