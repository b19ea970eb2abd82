"""The sessions somebody starred: in their account, or without one in a cookie for each event.

The cookie holds ids and no more ("12.45"), so that scripts and forms can write it alike, and public pages, which are
kept for everybody, need not know it: `sessions/stars.js` draws the stars on them.
"""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cms.models import Event
from sessions.models import SessionStar

MOST = 200  # stars of one event; more would be cut off by browsers
MOST_EVENTS = 50
MAX_AGE = 365 * 24 * 3600
_COOKIE = re.compile(r"stars-([0-9]{1,15})")
_ID = re.compile(r"[0-9]{1,15}")


def is_id(text: str) -> bool:
    return bool(_ID.fullmatch(text))


def stars_of(request: HttpRequest, event: Event) -> list[int]:
    """Ids of sessions, in the order in which they were starred. As they were kept: some may be gone."""
    if request.user.is_authenticated:
        stars = SessionStar.objects.filter(user=request.user, event=event)
        return list(stars.order_by("created_at", "pk").values_list("session_id", flat=True))
    return ids_in(request.COOKIES.get(cookie_name(event.pk), ""))


def cookie_name(event_id: int) -> str:
    return f"stars-{event_id}"


def ids_in(value: str) -> list[int]:
    """What of a cookie can be an id; anybody may have written it."""
    found = [int(part) for part in value.split(".") if is_id(part)]
    return list(dict.fromkeys(found))[:MOST]


def text_of(ids: list[int]) -> str:
    return ".".join(map(str, ids))


def keep_in_cookie(response: HttpResponse, event: Event, ids: list[int]) -> None:
    name = cookie_name(event.pk)
    if not ids:
        response.delete_cookie(name)
        return
    response.set_cookie(
        name, text_of(ids), max_age=MAX_AGE, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=False
    )


def kept_in_cookies(request: HttpRequest) -> dict[int, list[int]]:
    """By id of event."""
    found = ((_COOKIE.fullmatch(name), value) for name, value in request.COOKIES.items())
    kept = {int(match[1]): ids_in(value) for match, value in found if match}
    return dict(list(kept.items())[:MOST_EVENTS])
