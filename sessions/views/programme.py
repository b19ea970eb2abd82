"""The public programme, answered from what a release left in store; the team also sees the working programme."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms import places
from cms.models import Event
from sessions import exporters
from sessions.exporters import EXPORTERS, Exporter
from sessions.models import Release
from sessions.permissions import may_read_working_programme
from sessions.programme import outline
from sessions.programme.latest import Latest, read_latest
from sessions.programme.links import WORKING
from sessions.programme.read import working_programme
from sessions.programme.rows import change_rows

from .base import is_open, not_modified, visible_event, wants_working, with_validators


@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    event = visible_event(request, slug)
    if wants_working(request, event):
        context: dict[str, Any] = working_context(event)
    else:
        event.latest_programme = read_latest(event, "html", language=get_language())
        context = released_context(event, event.latest_programme)
    response = render(request, "sessions/programme.html", page_context(request, event) | context)
    if not is_open(event):
        response["Cache-Control"] = "private, no-cache"
    return response


def page_context(request: HttpRequest, event: Event) -> dict[str, Any]:
    may_preview = may_read_working_programme(request.user, event)
    return places.head(event, request, "programme") | {"may_preview": may_preview, "working": WORKING}


def working_context(event: Event) -> dict[str, Any]:
    days = exporters.export(EXPORTERS["html"], working_programme(event), get_language())
    return {"is_working": True, "days": SafeString(days.decode())}


def released_context(event: Event, latest: Latest | None) -> dict[str, Any]:
    if latest is None:
        return {}
    return {
        "release": latest.release,
        "days": SafeString(latest.content("html").decode()),
        "changes": change_rows(latest.release.changes, event.tz),
        "now": now_and_next(event, latest),
    }


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
