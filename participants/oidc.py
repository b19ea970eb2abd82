"""Signing in through the server of an institution (OpenID Connect), known from the environment alone."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.internal.userkit import filter_users_by_email
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from participants.domain.text import one_line
from participants.models import User, normalize_email

TIMEOUT_SECONDS = 5
NAME_LENGTH = User._meta.get_field("first_name").max_length


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Somebody is known by the server's subject id and nothing that can change; a verified address makes an account."""

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[Any]:
        """Those of the settings: none comes from the database."""
        return [app for app in super().list_apps(request, provider, client_id) if app.pk is None]

    def get_requests_session(self) -> Any:
        return one_server()

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        parts = data.get("name") or " ".join(filter(None, [data.get("first_name"), data.get("last_name")]))
        user = sociallogin.user
        user.email = normalize_email(data.get("email") or "")
        user.first_name, user.last_name = one_line(str(parts or ""))[:NAME_LENGTH], ""
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Raises ImmediateHttpResponse with the reason for those who cannot get in this way."""
        if sociallogin.is_existing:
            return
        address = verified_address(sociallogin)
        if address is None:
            self.refuse(request, "unverified")
        if not request.user.is_authenticated and filter_users_by_email(address.email):
            self.refuse(request, "taken")

    def refuse(self, request: HttpRequest, reason: str) -> None:
        page = render(request, "socialaccount/refused.html", {"reason": reason}, status=403)
        raise ImmediateHttpResponse(page)


def verified_address(sociallogin: Any) -> Any:
    """The address, in our spelling, if the server says `true` and not merely something like it; else None."""
    addresses = [address for address in sociallogin.email_addresses if address.verified is True]
    for address in addresses:
        address.email = normalize_email(address.email)
    sociallogin.email_addresses = addresses
    return addresses[0] if addresses else None


def one_server() -> Any:
    """A session of `requests` that asks the server of the settings, follows it nowhere, and asks no other."""
    import requests

    class OneServer(requests.Session):
        def request(self, method: str, url: str, **kwargs: Any) -> Any:  # type: ignore[override]
            if urlsplit(url)[:2] != urlsplit(settings.OIDC_SERVER_URL)[:2]:
                raise requests.exceptions.InvalidURL(f"{url} is not on {settings.OIDC_SERVER_URL}")
            kwargs.setdefault("timeout", TIMEOUT_SECONDS)
            return super().request(method, url, **kwargs | {"allow_redirects": False})

    return OneServer()
