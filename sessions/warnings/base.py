from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from django_stubs_ext import StrPromise

from cms.models import Event
from sessions.models import Session


@dataclass(frozen=True, slots=True)
class Finding:
    """`text` says in one sentence what may be wrong; `sessions` are the ids of those it is about (none: the event)."""

    check: str
    text: str
    sessions: tuple[int, ...] = ()


@dataclass
class Plan:
    """The working programme as checks read it: each part is read once, when the first check asks for it."""

    event: Event

    @cached_property
    def sessions(self) -> list[Session]:
        """Those that take place, in the order of time, with their rooms; those without a time come last."""
        return list(Session.objects.filter(event=self.event).exclude(status="cancelled").select_related("room"))


@dataclass(frozen=True, slots=True)
class Check:
    """Finds one kind of thing that may be wrong. Adding one is adding a module beside this one, with a `CHECK`."""

    slug: str
    label: StrPromise
    find: Callable[[Plan], Iterable[Finding]]
