"""The second factor: whom the back office asks for one, and how its secrets are kept."""

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode

from cms.models import Role
from cms.roles import held_by, is_secretariat

Handler = Callable[[HttpRequest], HttpResponse]
OFFICE = "/admin/"
GO_ON = "second_factor_for"
REAL = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def must_give_second_factor(user: Any) -> bool:
    """Whoever organises an event or is of the secretariat."""
    if not settings.REQUIRE_SECOND_FACTOR:
        return False
    return is_secretariat(user) or any(role == Role.ORGANISER for _event, role in held_by(user))


def gave_second_factor(request: HttpRequest) -> bool:
    """In this session, be it when signing in, afterwards, or by setting one up. Asks no database."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def require_second_factor(get_response: Handler) -> Handler:
    """Leads to it before the back office opens, and remembers where its owner wanted to go."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not (settings.REQUIRE_SECOND_FACTOR and request.path_info.startswith(OFFICE)):
            return get_response(request)
        if gave_second_factor(request):
            if GO_ON in request.session:
                del request.session[GO_ON]
            return get_response(request)
        return lead_to_second_factor(request) if must_give_second_factor(request.user) else get_response(request)

    return middleware


def lead_to_second_factor(request: HttpRequest) -> HttpResponse:
    wanted = request.get_full_path() if request.method == "GET" else reverse("wagtailadmin_home")
    held = set(Authenticator.objects.filter(user=request.user, type__in=REAL).values_list("type", flat=True))
    if not held:
        request.session[GO_ON] = wanted
        return redirect("mfa_index")
    door = "mfa_reauthenticate" if Authenticator.Type.TOTP in held else "mfa_reauthenticate_webauthn"
    return redirect(f"{reverse(door)}?{urlencode({'next': wanted})}")


def count_as_given(sender: Any, request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    """Whoever has just set one up has proved that they hold it."""
    if authenticator.type in REAL:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


def forget_if_none_is_left(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Whoever removed their last one is asked to set one up before the back office opens again."""
    if not Authenticator.objects.filter(user=user, type__in=REAL).exists():
        records = get_authentication_records(request, user)
        left = [record for record in records if record.get("method") != "mfa"]
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = left


class MFAAdapter(DefaultMFAAdapter):
    """Keeps the secrets of authenticator apps and of recovery codes encrypted; SECRET_KEY_FALLBACKS open older ones."""

    @cached_property
    def _box(self) -> Any:
        from cryptography.fernet import Fernet, MultiFernet

        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        digests = [hashlib.sha256(f"second factor:{key}".encode()).digest() for key in keys]
        return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])

    def encrypt(self, text: str) -> str:
        return self._box.encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._box.decrypt(encrypted_text.encode()).decode()
