"""The public programme, answered from what a release left in store; the team also sees the working programme."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms import places
from cms.models import Event
from sessions import exporters
from sessions.exporters import Exporter
from sessions.forms.choice import ChoiceForm
from sessions.models import Release
from sessions.permissions import may_read_working_programme
from sessions.programme import outline
from sessions.programme.choice import Choice, read_choice
from sessions.programme.latest import Latest
from sessions.programme.links import WORKING
from sessions.programme.rows import change_rows
from sessions.programme.zones import USUAL, with_local_times
from sessions.stars import stars_of, text_of

from .base import is_open, not_modified, visible_event, with_validators
from .sources import Source, source_of
from .subscribe import feeds


@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    event = visible_event(request, slug)
    source = source_of(request, event)
    context = page_context(request, event)
    if source is not None:
        with timezone.override(event.tz):
            context |= shown(request, event, source)
    response = render(request, "sessions/programme.html", context)
    if not is_open(event) or "stars" in request.GET:
        response["Cache-Control"] = "private, no-cache"
    return response


def page_context(request: HttpRequest, event: Event) -> dict[str, Any]:
    may_preview = may_read_working_programme(request.user, event)
    return places.head(event, request, "programme") | {"may_preview": may_preview, "working": WORKING}


def shown(request: HttpRequest, event: Event, source: Source) -> dict[str, Any]:
    choice, ignored = read_choice(request.GET, source.facets)
    choice = replace(choice, working=source.latest is None)
    is_known = request.user.is_authenticated
    stars = stars_of(request, event) if is_known or choice.stars else []
    context = release_context(event, source.latest) if source.latest else {"is_working": True}
    return (
        context
        | sessions_shown(source, choice, stars)
        | {
            "choice": choice,
            "ignored": ignored,
            "stars": text_of(stars) if is_known else None,
            "views": views_of(choice),
            "form": ChoiceForm(choice, source.facets),
            "feeds": feeds(event, source.facets) if source.latest else [],
            "zones": [choice.tz, *USUAL] if choice.tz and choice.tz not in USUAL else USUAL,
        }
    )


def sessions_shown(source: Source, choice: Choice, stars: list[int]) -> dict[str, Any]:
    count = 0
    if choice.is_narrowed:
        html, count = source.part(choice, frozenset(stars))
    else:
        html = source.whole(choice.by, choice.shape)
    return {"days": with_local_times(html, choice.tz) if choice.tz else html, "count": count}


def release_context(event: Event, latest: Latest) -> dict[str, Any]:
    return {
        "release": latest.release,
        "changes": change_rows(latest.release.changes, event.tz),
        "now": now_and_next(event, latest),
    }


def views_of(choice: Choice) -> list[dict[str, Any]]:
    """The links to the other views of the same choice: by what it is ordered, and as what it is laid out."""
    orders = {"day": _("By day"), "room": _("By room"), "theme": _("By subject")}
    shapes = {"list": _("List"), "grid": _("Grid")}
    return [
        {"label": _("Order"), "links": [_link(choice, "by", *item) for item in orders.items()]},
        {"label": _("Layout"), "links": [_link(choice, "shape", *item) for item in shapes.items()]},
    ]


def _link(choice: Choice, name: str, value: str, label: str) -> dict[str, Any]:
    is_current = getattr(choice, name) == value
    return {"label": label, "url": choice.query(**{name: value}), "is_current": is_current}


def now_and_next(event: Event, latest: Latest) -> dict[str, Any] | None:
    """On the days of the event only."""
    now = timezone.now()
    if not event.start_date <= now.astimezone(event.tz).date() <= event.end_date:
        return None
    return outline.now_and_next(latest.content("outline"), now)


@require_safe
def programme_file(request: HttpRequest, slug: str, exporter: Exporter) -> HttpResponse:
    """A stored form of the latest release."""
    event = visible_event(request, slug)
    release = Release.objects.filter(event=event).defer("programme").order_by("-number").first()
    if release is None:
        raise Http404
    file = exporters.file_of(release.pk, exporter, get_language())
    response = not_modified(request, etag=file.etag, at=release.released_at)
    response = response or HttpResponse(bytes(file.content), content_type=exporter.media_type)
    return with_validators(response, event, etag=file.etag, at=release.released_at)
