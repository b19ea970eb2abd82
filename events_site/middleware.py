"""What every response carries, and what no request may."""

import logging
from collections.abc import Callable

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DataError
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotAllowed
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from django.views.defaults import permission_denied

Handler = Callable[[HttpRequest], HttpResponse]
ADMIN = "/admin/"
#: What only a form that is not ours can cause: a number that no database keeps, a hidden field of Wagtail's left out,
#: the deletion of what is in use.
FORGED = (OverflowError, DataError, MultiValueDictKeyError, ProtectedError)
logger = logging.getLogger(__name__)


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
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
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


class RefuseForgedForms:
    """What changes state does so in one transaction, so that nothing of such a form is written. It is logged: an error
    of ours behind it would be found.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if request.method != "POST" or not isinstance(exception, FORGED):
            return None
        logger.warning("A form to %s was refused", request.path, exc_info=exception)
        return HttpResponseBadRequest(_("This is not what the form on that page sends. Go back, and send it again."))


def keep_personal_pages_private(get_response: Handler) -> Handler:
    """What somebody signed in sees, and every form, stays out of shared caches and of the browser's store."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        personal = request.user.is_authenticated or request.path_info.startswith(("/accounts/", "/me/"))
        if personal and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


def refuse_instead_of_asking_again(get_response: Handler) -> Handler:
    """Wagtail sends whoever may not enter to the sign-in page, which sends those signed in back: it would never end."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        asked_again = response.status_code == 302 and response["Location"].startswith(settings.LOGIN_URL)
        if asked_again and request.path_info.startswith(ADMIN) and request.user.is_authenticated:
            return permission_denied(request, PermissionDenied())
        return response

    return middleware
