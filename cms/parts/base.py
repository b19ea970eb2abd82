from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django_stubs_ext import StrPromise

from cms.models import Event

Data = Any  # whatever json.dumps takes


@dataclass(frozen=True, slots=True)
class Option:
    """More of a part, for whoever asks for it. What is `personal` is never kept in a template."""

    slug: str
    label: StrPromise
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """`take` reads an event, with the slugs of the options asked for; nothing to give is an empty value.

    `give` writes what was taken into a new event, in whose transaction it runs, for the user who sets it up; it returns
    sentences on what could not be taken over. `tell` says in a few words what there is ("14 sessions, 3 rooms"), and
    when that would be at the event to be, which is not saved yet.
    """

    slug: str
    label: StrPromise
    order: int
    take: Callable[[Event, frozenset[str]], Data]
    give: Callable[[Event, Data, Any], Iterable[str]]
    tell: Callable[[Data, Event], str]
    options: tuple[Option, ...] = ()
    personal: bool = False

    def key(self, option: Option) -> str:
        return f"{self.slug}:{option.slug}"

    def chosen(self, wanted: Iterable[str]) -> frozenset[str]:
        return frozenset(option.slug for option in self.options if self.key(option) in wanted)
