"""How the event works: its languages, hours, numbering, and who may see it."""

from datetime import time
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _

from cms.models import Event
from cms.overview import languages

from .base import Part

PLAIN = ("language", "working_languages", "interpretation", "visibility", "session_numbering")
HOURS = ("hours_start", "hours_end")


def take(event: Event, options: frozenset[str]) -> dict[str, Any]:
    return {name: getattr(event, name) for name in PLAIN} | {
        name: getattr(event, name).isoformat("minutes") for name in HOURS
    }


def give(event: Event, data: dict[str, Any], by: AbstractUser) -> list[str]:
    for name in PLAIN:
        setattr(event, name, data.get(name, getattr(event, name)))
    for name in HOURS:
        if name in data:
            setattr(event, name, time.fromisoformat(data[name]))
    event.full_clean()
    event.save()
    return []


def tell(data: dict[str, Any], event: Event) -> str:
    spoken = languages(Event(language=data.get("language", "en"), working_languages=data.get("working_languages")))
    hours = f"{data['hours_start']}–{data['hours_end']}" if "hours_start" in data else ""
    hidden = data.get("visibility", Event.Visibility.PUBLIC) != Event.Visibility.PUBLIC
    visibility = str(Event.Visibility(data["visibility"]).label) if hidden else ""
    return "; ".join(filter(None, [spoken, hours, visibility]))


PART = Part("facts", _("Languages, hours, numbering and visibility"), 10, take, give, tell)
