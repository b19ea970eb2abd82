"""The places of an event: what each app shows of it. The event page offers them, and every app fills its own.

An app registers a function under the hook `event_place`; it takes the event and the request, and returns a Place
or None where it has nothing to show to this visitor. So an app can be added without touching the page. In the same
way functions under the hook `home_section` take the request and give the home page a section.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from wagtail import hooks

from cms.models.events import Event


@dataclass(frozen=True, slots=True)
class Place:
    """`url` is where the tab leads; `template` with `context` is the summary on the event's own page, if there is one.

    `link` are the words that lead from the summary to the place itself: "Whole programme".
    `action` are the words of a button in the head of the event, where this place waits for the visitor: "Register".
    """

    slug: str
    label: str
    url: str
    order: int
    template: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    action: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class HomeSection:
    label: str
    order: int
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


def of(event: Event, request: HttpRequest) -> list[Place]:
    """The places of `event` that this visitor may open, in order."""
    found = [register(event, request) for register in hooks.get_hooks("event_place")]
    return sorted((place for place in found if place), key=lambda place: place.order)


def home_sections(request: HttpRequest) -> list[HomeSection]:
    found = [register(request) for register in hooks.get_hooks("home_section")]
    return sorted((section for section in found if section), key=lambda section: section.order)


def head(event: Event, request: HttpRequest, current: str, *, found: list[Place] | None = None) -> dict[str, Any]:
    """The context that `cms/event_base.html` needs, for any page of `event`; `current` is the slug of its place.

    `event` should come from `Event.objects.with_place()`. `found` are its places, where they have been read already.
    """
    places = of(event, request) if found is None else found
    overview = {"label": gettext("Overview"), "url": event.get_absolute_url(), "current": current == "overview"}
    tabs = [{"label": place.label, "url": place.url, "current": place.slug == current} for place in places]
    actions = [{"label": place.action, "url": place.url} for place in places if place.action and place.slug != current]
    return {"event": event, "tabs": [overview, *tabs], "head_actions": actions}
