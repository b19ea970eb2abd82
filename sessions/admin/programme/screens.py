"""The screens of the working programme, side by side above each of them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.models import Event

SCREENS: dict[str, str | Promise] = {
    "editor:index": _("Timetable"),
    "programme:index": _("List"),
    "programme:rooms": _("Rooms"),
    "programme:agenda": _("Agenda"),
    "programme:speakers": _("People"),
    "programme:release": _("Release"),
    "programme:import": _("From a file"),
    "programme:export": _("Into a file"),
}


@dataclass(frozen=True, slots=True)
class Screen:
    label: str | Promise
    url: str
    is_here: bool


def screens_of(event: Event, here: str) -> list[Screen]:
    """All screens of `event`, with `here`, the name of one, marked; none where `here` is below one of them."""
    if here not in SCREENS:
        return []
    return [Screen(label, reverse(name, args=[event.slug]), name == here) for name, label in SCREENS.items()]
