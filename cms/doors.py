"""The door of every page below an event's address."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404

from cms.models import Event
from cms.prepared import first, prepared


def open_event(user: Any, slug: str) -> Event:
    """The event at `slug`, with its place, if `user` may open it; raises Http404 where not, so that nothing is told.

    Most events are open to all, which is cheaper to ask than what somebody in particular may read. The event knows for
    whom it was opened (see `permissions.may_read_event`).
    """
    event: Event | None = first(_open_to_all(slug))
    if event is None and user.is_authenticated:
        event = _open_to(user, slug).first()
    if event is None:
        raise Http404
    event.opened_for = user.pk
    return event


def _open_to(user: Any, slug: str) -> QuerySet[Event]:
    return Event.objects.visible_to(user).with_place().filter(slug=slug)


@prepared
def _open_to_all(slug: str) -> QuerySet[Event]:
    return _open_to(AnonymousUser(), slug)
