"""One's own registration, and what may be done with it now."""

from django.http import Http404, HttpRequest
from django.views.decorators.http import require_http_methods

from cms.doors import open_event
from cms.models import Event
from participants.domain.places import STANDING
from participants.domain.setup import may_still_change, setup_of
from participants.models import Registration

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def own_registration(request: HttpRequest, event: Event) -> Registration | None:
    """Read anew each time, and kept with the event object for what the page's frame shows."""
    if not request.user.is_authenticated:
        return None
    rows = Registration.objects.select_related("category", "person__country", "person__user")
    registration = rows.filter(event=event, person__user=request.user).first()
    if registration:
        registration.event = event
    event.own_registration = registration  # type: ignore[attr-defined]
    return registration


def find_own(request: HttpRequest, slug: str) -> tuple[Event, Registration]:
    event = open_event(request.user, slug)
    registration = own_registration(request, event)
    if registration is None:
        raise Http404
    return event, registration


def is_changeable(registration: Registration) -> bool:
    return registration.status in STANDING and may_still_change(setup_of(registration.event))


def is_registered_meanwhile(request: HttpRequest, event: Event) -> bool:
    """A double click, or another device: the first request won, and this one shows what it left."""
    registration = own_registration(request, event)
    return registration is not None and registration.status != Registration.Status.WITHDRAWN
