"""Starring a session, and the programme of what one has starred."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from cms import places
from cms.models import Event
from sessions.domain.stars import add_star, remove_star, too_many
from sessions.programme import mine
from sessions.programme.draw import draw
from sessions.programme.latest import Latest, read_latest
from sessions.stars import MOST, is_id, keep_in_cookie, stars_of, text_of

from .base import visible_event

PRIVATE = "private, no-store"


@csrf_exempt  # the form stands on pages that are kept for everybody, and cannot have a token: see `is_from_here`
@require_POST
def star(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds the session `add` to one's own programme, or takes `remove` out. A script gets an empty answer."""
    event = visible_event(request, slug)
    if not is_from_here(request):
        raise PermissionDenied
    session_id, is_on = asked(request, event)
    response = answer(request, event, session_id)
    try:
        change(request, response, event, session_id, is_on)
    except ValidationError as error:
        if response.status_code == 204:
            return HttpResponse(" ".join(error.messages), status=409, content_type="text/plain")
        messages.error(request, " ".join(error.messages))
    response["Cache-Control"] = PRIVATE
    return response


def is_from_here(request: HttpRequest) -> bool:
    """Browsers say with every form that is sent where it stands, and no page can make them say something else."""
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()


def asked(request: HttpRequest, event: Event) -> tuple[int, bool]:
    """The session and whether it is to have a star. One that is gone can only lose it. Raises Http404."""
    value, is_on = request.POST.get("add", ""), "add" in request.POST
    value = value or request.POST.get("remove", "")
    if not is_id(value):
        raise Http404
    if is_on and not mine.may_be_starred(newest(event).programme, int(value)):
        raise Http404
    return int(value), is_on


def newest(event: Event) -> Latest:
    event.latest_programme = latest = read_latest(event, language=get_language())
    if latest is None:
        raise Http404
    return latest


def change(request: HttpRequest, response: HttpResponse, event: Event, session_id: int, is_on: bool) -> None:
    if request.user.is_authenticated:
        (add_star if is_on else remove_star)(event, session_id, user=request.user)
        return
    ids = [other for other in stars_of(request, event) if other != session_id]
    if is_on and len(ids) >= MOST:
        raise ValidationError(too_many())
    keep_in_cookie(response, event, [*ids, session_id] if is_on else ids)


def answer(request: HttpRequest, event: Event, session_id: int) -> HttpResponse:
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    return redirect("sessions:mine", event.slug)


def account_stars(request: HttpRequest, event: Event) -> str | None:
    """For the form of the stars: those of an account. None where a cookie has them, which the script reads itself."""
    return text_of(stars_of(request, event)) if request.user.is_authenticated else None


@require_safe
def my_programme(request: HttpRequest, slug: str) -> HttpResponse:
    event = visible_event(request, slug)
    latest, ids = newest(event), stars_of(request, event)
    with timezone.override(event.tz):
        context = places.head(event, request, "programme") | own_context(latest, ids)
        context["stars"] = text_of(ids) if request.user.is_authenticated else None
        response = render(request, "sessions/my_programme.html", context)
    response["Cache-Control"] = PRIVATE
    return response


def own_context(latest: Latest, ids: list[int]) -> dict[str, Any]:
    programme = latest.programme
    own = mine.starred(programme, ids)
    overlapping = list(mine.overlapping(own))
    return {
        "days": draw(own, "day", "list", drawn=latest.drawn, is_whole=False, starred=True) if own.sessions else "",
        "count": len(own.sessions),
        "overlapping": overlapping,
        "in_conflict": sum(map(len, overlapping)),
        "removed": mine.removed(programme, ids),
    }
