"""Public pages for visitors without a session, answered before anything else runs.

A page is kept under its host, path and query, and the stamp that every change of public data renews. The time limit
covers what changes with the clock (an embargo that lifts, registration that closes) and writes that send no signals.
"""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from cms.stamps import Stamp

LIFETIME = 60  # seconds
APPS = frozenset({"cms", "participants", "event_sessions", "outputs"})
#: What is on no public page: the heartbeat of a compilation, the history, letters, what people keep for themselves.
UNSEEN = frozenset(
    {
        *("CalendarKey", "Consent", "DataExport", "Delegation", "EventLogEntry", "Invitation", "Job", "Letter"),
        *("ListImport", "Nomination", "ProgrammeChange", "ProgrammeImport", "Scan", "SessionAttendance", "SessionStar"),
    }
)
STAMP = Stamp("page-cache-stamp", APPS, but_not=UNSEEN)
NEVER = ("/admin/", "/accounts/", "/me/", "/calendars/", "/invitations/", "/healthz", "/documents/", "/media/")
LONGEST_QUERY = 200


class PageCacheMiddleware:
    """First in the list, so that it keeps the finished response with all its headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_anonymous_read(request):
            return self.get_response(request)
        key = key_of(request)
        if kept := cache.get(key):
            return answer(request, restore(kept))
        response = self.get_response(request)
        if not is_keepable(response):
            return response
        response.headers.setdefault("ETag", quote_etag(hashlib.sha256(response.content).hexdigest()[:32]))
        cache.set(key, (response.status_code, dict(response.headers), response.content), LIFETIME)
        return answer(request, response)


def is_anonymous_read(request: HttpRequest) -> bool:
    """A GET or HEAD that nothing ties to a person: no session, no message waiting, no credentials."""
    personal = {
        settings.SESSION_COOKIE_NAME,
        "messages",
    } & request.COOKIES.keys() or "HTTP_AUTHORIZATION" in request.META
    plain = len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY and not request.path_info.startswith(NEVER)
    return request.method in {"GET", "HEAD"} and plain and not personal


def is_keepable(response: HttpResponse) -> bool:
    """Not what is counted: the count would miss those who are answered from here."""
    control = response.headers.get("Cache-Control", "")
    closed = any(word in control for word in ("private", "no-store", "no-cache"))
    counted = hasattr(response, "is_counted")
    return response.status_code == 200 and not (response.streaming or response.cookies or closed or counted)


def key_of(request: HttpRequest) -> str:
    address = f"{request.scheme}|{request.META.get('HTTP_HOST')}|{request.method}|{request.get_full_path()}"
    return f"page:{STAMP.read()}:{hashlib.sha256(address.encode()).hexdigest()}"


def restore(kept: tuple[int, dict[str, str], bytes]) -> HttpResponse:
    status, headers, content = kept
    return HttpResponse(content, status=status, headers=headers)


def answer(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page, or 304 where the visitor has it already."""
    found = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    if isinstance(found, HttpResponseNotModified):
        for name in KEPT_ON_304 & response.headers.keys():
            found[name] = response[name]
    return found or response


KEPT_ON_304 = {"Cache-Control", "Content-Security-Policy", "Vary", "ETag"}
