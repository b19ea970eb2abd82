"""What the pages of signing in say beyond allauth."""

import re

from allauth.socialaccount.adapter import get_adapter
from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.utils.translation import gettext as _

from participants.second_factor import GO_ON, must_give_second_factor

register = template.Library()
#: The first that fits: Edge calls itself Chrome too, and Chrome calls itself Safari.
BROWSERS = [("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari")]
SYSTEMS = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
]


@register.filter
def device(user_agent: str) -> str:
    """For example "Firefox on Windows"; what a browser says of itself may be anything."""
    browser = next((name for mark, name in BROWSERS if re.search(rf"{mark}\w*/", user_agent)), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Another program")


@register.simple_tag(takes_context=True)
def sign_in_server(context: Context, process: str = "login") -> dict[str, str] | None:
    """Name and address of the institution's server, where one is set."""
    if not settings.OIDC_SERVER_URL:
        return None
    request: HttpRequest = context["request"]
    [provider] = get_adapter().list_providers(request)
    wanted = {"next": request.GET["next"]} if request.GET.get("next") else {}
    return {"name": provider.name, "url": provider.get_login_url(request, process=process, **wanted)}


@register.simple_tag(takes_context=True)
def go_on(context: Context) -> str:
    """Where somebody wanted to go when the back office asked for a second factor."""
    return context["request"].session.get(GO_ON, "")


@register.simple_tag(takes_context=True)
def needs_second_factor(context: Context) -> bool:
    return must_give_second_factor(context["request"].user)
