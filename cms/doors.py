"""The door of every page below an event's address."""

from typing import Any

from django.http import Http404

from cms.kept import keep
from cms.models import Event


def open_event(user: Any, slug: str) -> Event:
    """The event at `slug`, with its place, if `user` may open it; raises Http404 where not, so that nothing is told."""
    event = _find(user, slug) if user.is_authenticated else keep(f"open:{slug}", lambda: _find(user, slug))
    if event is None:
        raise Http404
    return event


def _find(user: Any, slug: str) -> Event | None:
    return Event.objects.visible_to(user).with_place().filter(slug=slug).first()
