"""Addresses of what a programme names. A working programme is only seen by its team, so its links say so."""

from django.conf import settings
from django.urls import reverse

from .tree import Programme

WORKING = "?working=1"


def programme_url(programme: Programme) -> str:
    return reverse("sessions:programme", args=[programme.slug]) + _query(programme)


def session_url(programme: Programme, session_id: int) -> str:
    return reverse("sessions:session", args=[programme.slug, session_id]) + _query(programme)


def speaker_url(programme: Programme, person_id: int) -> str:
    return reverse("sessions:speaker", args=[programme.slug, person_id]) + _query(programme)


def absolute(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


def webcal(address: str) -> str:
    """The same address for calendars: programs that know the scheme offer to subscribe instead of downloading."""
    return "webcal:" + address.partition(":")[2] if address else ""


def _query(programme: Programme) -> str:
    return "" if programme.number else WORKING
