"""What the views of the programme share: the event, what of its programme, and who may keep the answer."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language

from cms.doors import open_event
from cms.models import Event
from sessions.permissions import may_read_working_programme
from sessions.programme.latest import read_latest
from sessions.programme.read import working_programme
from sessions.programme.tree import Programme

MAX_AGE = 300  # seconds


@dataclass(frozen=True, slots=True)
class Shown:
    """What a visitor is shown of an event's programme: a release, or the working programme."""

    event: Event
    programme: Programme
    is_working: bool


def visible_event(request: HttpRequest, slug: str) -> Event:
    return open_event(request.user, slug)


def wants_working(request: HttpRequest, event: Event) -> bool:
    return "working" in request.GET and may_read_working_programme(request.user, event)


def shown_programme(request: HttpRequest, slug: str) -> Shown:
    """Raises Http404 where nothing was released."""
    event = visible_event(request, slug)
    if wants_working(request, event):
        return Shown(event, working_programme(event), is_working=True)
    event.latest_programme = latest = read_latest(event, language=get_language())
    if latest is None:
        raise Http404
    return Shown(event, latest.programme, is_working=False)


def is_open(event: Event) -> bool:
    return event.visibility != Event.Visibility.PRIVATE


def keep_by_visibility(response: HttpResponse, event: Event) -> HttpResponse:
    """Public data may be kept by anybody; what only some may read stays with them, and is asked for again each time."""
    response["Cache-Control"] = f"public, max-age={MAX_AGE}" if is_open(event) else "private, no-cache"
    return response


def not_modified(request: HttpRequest, *, etag: str, at: datetime) -> HttpResponse | None:
    """The answer to a visitor who has it already, or whose condition fails; None for everybody else."""
    return get_conditional_response(request, etag=quote_etag(etag), last_modified=int(at.timestamp()))


def with_validators(response: HttpResponse, event: Event, *, etag: str, at: datetime) -> HttpResponse:
    return keep_by_visibility(with_tags(response, etag=etag, at=at), event)


def with_tags(response: HttpResponse, *, etag: str, at: datetime) -> HttpResponse:
    response["ETag"] = quote_etag(etag)
    response["Last-Modified"] = http_date(at.timestamp())
    return response
