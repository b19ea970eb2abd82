"""Calendars to subscribe to: of a programme or a part of it, and one's own at a secret address."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.models import Event
from sessions import exporters
from sessions.domain.calendars import remove_calendar_key, renew_calendar_key
from sessions.exporters import EXPORTERS
from sessions.exporters.ics import export_mine
from sessions.models import CalendarKey
from sessions.programme.latest import Latest, read_latest
from sessions.programme.links import absolute, webcal
from sessions.programme.personal import programmes_of, read_own
from sessions.programme.tree import Programme, Session

from .base import not_modified, visible_event, with_tags, with_validators
from .programme import programme_file

MEDIA_TYPE = "text/calendar; charset=utf-8"
PARTS = ("day", "theme")
Part = tuple[tuple[str, str], ...]


@require_safe
def programme_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole programme from store, or one day (`?day=2014-06-24`) or subject (`?theme=slug`) of it."""
    part = tuple((name, request.GET[name]) for name in PARTS if name in request.GET)
    if not part:
        return programme_file(request, slug, EXPORTERS["ics"])
    event = visible_event(request, slug)
    latest = read_latest(event, language=get_language())
    if latest is None:
        raise Http404
    return part_calendar(request, event, latest, part)


def part_calendar(request: HttpRequest, event: Event, latest: Latest, part: Part) -> HttpResponse:
    own = part_of(latest.programme, part)
    made = (EXPORTERS["ics"].kept_as, latest.release.pk, latest.release.released_at, latest.language, part)
    etag, at = hashlib.sha256(repr(made).encode()).hexdigest()[:32], latest.release.released_at
    response = not_modified(request, etag=etag, at=at)
    if response is None:
        content = exporters.export(EXPORTERS["ics"], own, latest.language)
        response = HttpResponse(content, content_type=MEDIA_TYPE)
    return with_validators(response, event, etag=etag, at=at)


def part_of(programme: Programme, part: Part) -> Programme:
    """What is no longer held stays in its part, to be told as cancelled. Raises Http404 for what never was there."""
    for name, value in part:
        found = tuple(session for session in programme.sessions if value in VALUES[name](session))
        if not found and not (name == "day" and is_day_of(programme, value)):
            raise Http404
        programme = replace(programme, sessions=found)
    return programme


VALUES: dict[str, Callable[[Session], Iterable[str]]] = {
    "day": lambda session: [day.isoformat() for day in session.days()],
    "theme": lambda session: [theme.slug for theme in session.themes],
}


def is_day_of(programme: Programme, value: str) -> bool:
    return programme.start_date.isoformat() <= value <= programme.end_date.isoformat() and is_date(value)


def is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


# --- One's own ----------------------------------------------------------------------------------------------


@require_safe
def own_calendar(request: HttpRequest, key: str) -> HttpResponse:
    """For whoever has the address: it asks for no sign-in, and nobody but its owner is told that it is there."""
    found = CalendarKey.objects.select_related("user").filter(key=key, user__is_active=True).first()
    if found is None:
        raise Http404
    own = read_own(found.user)
    etag = own.tag(EXPORTERS["ics"].kept_as, get_language())
    at = since_when(found, etag)
    response = not_modified(request, etag=etag, at=at)
    if response is None:
        content = export_mine(list(programmes_of(own)), reverse("sessions:my_calendar"))
        response = HttpResponse(content, content_type=MEDIA_TYPE)
    return hidden(with_tags(response, etag=etag, at=at))


def since_when(key: CalendarKey, etag: str) -> datetime:
    """Since when the calendar is as it is: noted with the first request after a change, whatever the change was."""
    if key.content != etag or key.changed_at is None:
        key.content, key.changed_at = etag, timezone.now()
        CalendarKey.objects.filter(pk=key.pk).update(content=key.content, changed_at=key.changed_at)
    return key.changed_at


def hidden(response: HttpResponse) -> HttpResponse:
    """In no shared cache, in no index, and told to no other site."""
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_calendar(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return change(request)
    key = CalendarKey.objects.filter(user=request.user).first()
    address = absolute(reverse("sessions:own_calendar", args=[key.key])) if key else ""
    context = {"address": address, "webcal": webcal(address), "key": key}
    response = render(request, "sessions/my_calendar.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def change(request: HttpRequest) -> HttpResponse:
    had_one = CalendarKey.objects.filter(user=request.user).exists()
    if "off" in request.POST:
        remove_calendar_key(request.user)
        messages.success(request, _("Your calendar is switched off. Its address answers nobody any more."))
    elif "renew" in request.POST:
        renew_calendar_key(request.user)
        again = _("Your calendar has a new address. The one before answers nobody any more.")
        messages.success(request, again if had_one else _("Your calendar is ready. Subscribe to it with its address."))
    return redirect("sessions:my_calendar")
