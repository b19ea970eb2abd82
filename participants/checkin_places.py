"""Where badges are read besides the door of the event. Apps add places under the hook `check_in_places`.

A registered function takes the event and returns its places, in order.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from wagtail import hooks

from cms.models import Event
from participants.models import Registration, User


@dataclass(frozen=True, slots=True)
class CheckInPlace:
    """`key` has 40 characters at most. `note` and `take_back` return whether anything changed by them."""

    key: str
    label: str
    note: Callable[[Registration, User | None, datetime], bool]
    take_back: Callable[[Registration, User | None], bool]


def of(event: Event) -> list[CheckInPlace]:
    found: Iterable[list[CheckInPlace]] = (register(event) for register in hooks.get_hooks("check_in_places"))
    return [place for places in found for place in places]
