"""What the system itself knows of an expert: parts in released programmes, published papers, events attended.

Each app tells its own under the hook `expert_evidence`: a function that takes ids of people and yields Evidence, what
everybody may know, in as many statements for twenty as for two. Under `seen_at` one takes events and returns a queryset
of ids of people who took part in them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

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


def evidence_of(people: Collection[int]) -> dict[int, list[Evidence]]:
    """By person, the newest first."""
    found: dict[int, list[Evidence]] = {pk: [] for pk in people}
    told = chain.from_iterable(tell(people) for tell in hooks.get_hooks("expert_evidence")) if people else ()
    for each in sorted(told, key=lambda each: each.day, reverse=True):
        found[each.person].append(each)
    return found


def seen_at(events: Iterable[Event]) -> list[Any]:
    """Querysets of ids of people who took part in one of `events`."""
    there = list(events)
    return [find(there) for find in hooks.get_hooks("seen_at")]
