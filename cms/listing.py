"""Lists of events on the home page and the event index."""

from typing import Any

from cms.models import Event


def upcoming_and_recent() -> dict[str, Any]:
    return {"events": Event.objects.listed().with_place()}


def event_listing(query: Any) -> dict[str, Any]:
    return {"events": Event.objects.listed().with_place()}
