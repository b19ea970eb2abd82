"""Where it is held, which the form of a new event only proposes, and what participants must know."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cms.models import Event, PracticalNote

from .base import Part


def take(event: Event, options: frozenset[str]) -> dict[str, Any]:
    notes = list(PracticalNote.objects.filter(event=event).values("topic", "text"))
    return {"venue": event.venue_id, "notes": notes} if event.venue_id or notes else {}


def give(event: Event, data: dict[str, Any], by: AbstractUser) -> list[str]:
    for row in data.get("notes", []):
        PracticalNote.objects.create(event=event, **row)
    return []


def tell(data: dict[str, Any], event: Event) -> str:
    count = len(data.get("notes", []))
    notes = ngettext("%(count)d note", "%(count)d notes", count) % {"count": count} if count else ""
    venue = gettext("venue, as a proposal") if data.get("venue") else ""
    return ", ".join(filter(None, [venue, notes]))


PART = Part("place", _("Venue and practical notes"), 50, take, give, tell)
