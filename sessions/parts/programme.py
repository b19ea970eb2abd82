"""Rooms, agenda items and sessions; people and presentations for whoever asks for them."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cms.models import Event
from cms.parts import Option, Part
from cms.wording import date_range

from .reading import PEOPLE, TALKS, take
from .writing import falls_outside, give


def tell(data: dict[str, Any], event: Event) -> str:
    """For example "14 sessions, 3 rooms; 11–13 May 2027"."""
    sessions, rooms, items = data["sessions"], data.get("rooms", []), data.get("items", [])
    counts = [
        ngettext("%(count)d session", "%(count)d sessions", len(sessions)) % {"count": len(sessions)},
        ngettext("%(count)d room", "%(count)d rooms", len(rooms)) % {"count": len(rooms)} if rooms else "",
        ngettext("%(count)d agenda item", "%(count)d agenda items", len(items)) % {"count": len(items)}
        if items
        else "",
    ]
    return "; ".join(filter(None, [", ".join(filter(None, counts)), _days(sessions, event), _lost(sessions, event)]))


def _days(sessions: list[dict[str, Any]], event: Event) -> str:
    days = [row["start"]["day"] for row in sessions if row["start"] and not falls_outside(row, event)]
    first = event.start_date
    return date_range(first + timedelta(min(days)), first + timedelta(max(days))) if days else ""


def _lost(sessions: list[dict[str, Any]], event: Event) -> str:
    count = sum(falls_outside(row, event) for row in sessions)
    words = ngettext("%(count)d comes without a time", "%(count)d come without a time", count)
    return words % {"count": count} if count else ""


OPTIONS = (
    Option(TALKS, _("with its presentations, by their titles")),
    Option(PEOPLE, _("with the people named in it, to be asked again"), personal=True),
)
PART = Part("programme", _("Rooms and agenda"), 200, take, give, tell, OPTIONS)
