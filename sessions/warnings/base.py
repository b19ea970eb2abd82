from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django_stubs_ext import StrPromise

from .plan import Plan


@dataclass(frozen=True, slots=True)
class Finding:
    """`text` says in one sentence what may be wrong; `sessions` are the ids of those it is about (none: the event)."""

    check: str
    text: str
    sessions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """Finds one kind of thing that may be wrong. Adding one is adding a module to `checks`, with a `CHECK`.

    Checks are listed by their `order`: what cannot happen first, what is only missing last.
    """

    slug: str
    label: StrPromise
    find: Callable[[Plan], Iterable[Finding]]
    order: int
