"""What the system itself knows of an expert: parts in released programmes, published papers, events attended.

Each app tells its own under the hook `expert_evidence`: a function that returns Sources, of what everybody may know.
All of them are read in one statement. Under `seen_at` one takes events and returns a queryset of ids of people who took
part in them.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from wagtail import hooks

from cms.models import Event


@dataclass(frozen=True, slots=True)
class Evidence:
    """`text` is a sentence without its point: "spoke in “Opening”"; `url` leads to it."""

    person: int
    day: date
    event: str
    text: str
    url: str


class Row(NamedTuple):
    """One part that somebody had; `key` and `title` are those of what it was in, `role` is empty where all had one."""

    sort: str
    person: int
    day: date
    event: str
    slug: str
    key: int
    title: str
    role: str


@dataclass(frozen=True, slots=True)
class Source:
    """`rows` have a `person`; `event`, `key`, `title` and `role` name columns of theirs. `tell` makes the
    sentence and its address.
    """

    sort: str
    rows: QuerySet
    tell: Callable[[Row], tuple[str, str]]
    event: str
    key: str
    title: str
    role: str = ""

    def of(self, people: Collection[int]) -> QuerySet:
        """As the fields of Row, for a union."""
        short, long = f"{self.event}__short_title", f"{self.event}__title"
        return (
            self.rows.filter(person__in=people)
            .order_by()
            .values_list(
                Value(self.sort, TextField()),
                *("person_id", f"{self.event}__start_date", Coalesce(NullIf(F(short), Value("")), F(long))),
                *(f"{self.event}__slug", self.key, Cast(self.title, TextField())),
                Cast(self.role, TextField()) if self.role else Value("", TextField()),
            )
        )


def evidence_of(people: Collection[int]) -> dict[int, list[Evidence]]:
    """By person, the newest first. One statement."""
    found: dict[int, list[Evidence]] = {pk: [] for pk in people}
    for each in sorted(_read(people) if people else (), key=lambda each: each.day, reverse=True):
        found[each.person].append(each)
    return found


def _read(people: Collection[int]) -> Iterable[Evidence]:
    told = chain.from_iterable(sources_of() for sources_of in hooks.get_hooks("expert_evidence"))
    sources = {source.sort: source for source in told}
    first, *others = [source.of(people) for source in sources.values()]
    for row in map(Row._make, first.union(*others, all=True)):
        yield Evidence(row.person, row.day, row.event, *sources[row.sort].tell(row))


def seen_at(events: Iterable[Event]) -> list[Any]:
    """Querysets of ids of people who took part in one of `events`."""
    there = list(events)
    return [find(there) for find in hooks.get_hooks("seen_at")]
