"""What a link, a saved view, a file and a letter to a group keep of a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

FILTERS = (
    "q", "status", "category", "country", "group", "special", "gender", "way", "tag", "came", "account", "since",
    "until",
)  # fmt: skip
ANSWER = "answer-"
COLUMNS, ORDERING = "column", "ordering"
MOST_VALUES, LONGEST = 250, 200


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters as they were typed (name → values), columns and order by their names. Nothing of it is checked yet."""

    filters: Mapping[str, list[str]] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    ordering: str = ""

    @classmethod
    def of_query(cls, query: QueryDict) -> Selection:
        filters = {name: query.getlist(name) for name in query if is_filter(name)}
        return cls(_tidy(filters), tuple(query.getlist(COLUMNS)[:MOST_VALUES]), query.get(ORDERING, "")[:LONGEST])

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> Selection:
        return cls(_tidy(kept.get("filters", {})), tuple(kept.get("columns", ())), kept.get("ordering", ""))

    def to_json(self) -> dict[str, Any]:
        return {"filters": dict(self.filters), "columns": list(self.columns), "ordering": self.ordering}

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """For hidden fields and for a link."""
        found = self.filter_pairs + [(COLUMNS, name) for name in self.columns]
        return found + ([(ORDERING, self.ordering)] if self.ordering else [])

    @property
    def filter_pairs(self) -> list[tuple[str, str]]:
        return [(name, value) for name, values in self.filters.items() for value in values]

    @property
    def query(self) -> str:
        return urlencode(self.pairs)

    def without(self, name: str, value: str) -> Selection:
        left = {key: [v for v in values if (key, v) != (name, value)] for key, values in self.filters.items()}
        return replace(self, filters=_tidy(left))

    def filtered_by(self, **filters: list[str]) -> Selection:
        """With these filters set; an empty one is taken out."""
        return replace(self, filters=_tidy({**self.filters, **filters}))

    def ordered_by(self, ordering: str) -> Selection:
        return replace(self, ordering=ordering)


def is_filter(name: str) -> bool:
    return name in FILTERS or name.startswith(ANSWER)


def _tidy(filters: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    typed = {name: [v[:LONGEST] for v in values if v][:MOST_VALUES] for name, values in filters.items()}
    return {name: values for name, values in typed.items() if values}
