"""What a new event takes over from another, part by part. Each app registers its own under the hook `event_part`.

A registered function returns the parts of its app. What a part takes is plain JSON without dates: days are counted from
the first day of the event (see `moments`), so that a template has no dates of its own.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from wagtail import hooks

from cms.models import Event

from .base import Data, Option, Part

__all__ = ["Data", "Option", "Part", "all_parts", "take"]


def all_parts() -> list[Part]:
    """In the order in which they are shown, and given: those of the lower apps first."""
    found = chain.from_iterable(register() for register in hooks.get_hooks("event_part"))
    return sorted(found, key=lambda part: part.order)


def take(event: Event, wanted: Iterable[str]) -> dict[str, Data]:
    """What `event` has to give, by the slugs of the `wanted` parts; those that have nothing are left out.

    An option of a part is wanted as "part:option".
    """
    return dict(_take(event, frozenset(wanted)))


def _take(event: Event, wanted: frozenset[str]) -> Iterator[tuple[str, Data]]:
    for part in all_parts():
        if part.slug in wanted and (data := part.take(event, part.chosen(wanted))):
            yield part.slug, data
