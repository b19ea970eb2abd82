"""What `manage.py check --deploy` asks beyond Django's own questions: faults that only show when it is too late."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Doubt


@register(Tags.security, deploy=True)
def check_hosts(app_configs: Any, **_: Any) -> list[CheckMessage]:
    if "*" in settings.ALLOWED_HOSTS:
        return [Error("ALLOWED_HOSTS must name hosts: “*” lets a forged one into reset mails.", id="rostrum.E001")]
    return []


@register(Tags.security, deploy=True)
def check_private_files(app_configs: Any, **_: Any) -> list[CheckMessage]:
    public = [settings.MEDIA_ROOT, settings.STATIC_ROOT]
    if any(settings.PRIVATE_ROOT.is_relative_to(root) for root in public):
        return [Error("Private files must not lie in a public folder.", id="rostrum.E002")]
    return []


@register(Tags.security, deploy=True)
def check_mail(app_configs: Any, **_: Any) -> list[CheckMessage]:
    if settings.PRODUCTION and not settings.EMAIL_HOST:
        return [Doubt("EMAIL_HOST is not set: mail is written to files and reaches nobody.", id="rostrum.W001")]
    return []


@register(Tags.security, deploy=True)
def check_identifiers(app_configs: Any, **_: Any) -> list[CheckMessage]:
    if settings.PRODUCTION and settings.SITE_DOMAIN == "rostrum.localhost":
        return [Doubt("SITE_DOMAIN is not set: calendars would know events by a name of nobody.", id="rostrum.W002")]
    return []


@register(Tags.security, deploy=True)
def check_second_factor(app_configs: Any, **_: Any) -> list[CheckMessage]:
    if settings.PRODUCTION and not settings.REQUIRE_SECOND_FACTOR:
        return [Doubt("REQUIRE_SECOND_FACTOR is off: one stolen password opens the back office.", id="rostrum.W003")]
    return []
