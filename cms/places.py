"""The places of an event: what each app shows of it. The event page offers them, and every app fills its own.

An app registers a function under the hook `event_place`; it takes the event and the request, and returns a Place
or None where it has nothing to show to this visitor. So an app can be added without touching the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from cms.models.events import Event


@dataclass(frozen=True, slots=True)
class Place:
    """`url` is where the tab leads; `template` with `context` is the summary on the event's page, if there is one."""

    slug: str
    label: str
    url: str
    order: int
    template: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)


def of(event: Event, request: HttpRequest) -> list[Place]:
    """The places of `event` that this visitor may open, in order."""
    found = [register(event, request) for register in hooks.get_hooks("event_place")]
    return sorted((place for place in found if place), key=lambda place: place.order)
