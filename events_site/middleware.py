"""What every response carries, and what no request may."""

from collections.abc import Callable

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotAllowed

Handler = Callable[[HttpRequest], HttpResponse]
ADMIN = "/admin/"


class ContentSecurityPolicy(CSPMiddleware):
    """A strict policy for the public side, and Wagtail's own needs in the back office."""

    def get_policy_parts(self, request, response, report_only: bool = False) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(ADMIN) and not report_only:
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY["DIRECTIVES"]
        return parts


def security_headers(get_response: Handler) -> Handler:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", "camera=(self), microphone=(), geolocation=()")
        return response

    return middleware


def refuse_bad_requests(get_response: Handler) -> Handler:
    """NUL is refused before it reaches a database (PostgreSQL has no such character), and TRACE before any view."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method == "TRACE":
            return HttpResponseNotAllowed(["GET", "POST"])
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest("This address holds a character that no address may hold.")
        return get_response(request)

    return middleware


def keep_personal_pages_private(get_response: Handler) -> Handler:
    """What somebody signed in sees, and every form, stays out of shared caches and of the browser's store."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        personal = request.user.is_authenticated or request.path_info.startswith(("/accounts/", "/me/"))
        if personal and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware
