"""Events as the lines of a list. Read as values: a list of models would cost five times as much."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from cms.models.events import Event
from cms.models.taxonomy import Country

FIELDS = ("slug", "title", "kind__name", "start_date", "end_date", "timezone", "is_cancelled", "parent_id")
PLACE = ("venue__city", "venue__country__name_en")


@dataclass(frozen=True, slots=True)
class Card:
    title: str
    url: str
    kind: str
    starts: date
    ends: date
    place: str
    status: dict[str, str] | None
    parent: int | None


def card_rows(events: QuerySet[Event]) -> QuerySet:
    """What `cards` takes, in the order of `events`; one query."""
    local = f"venue__country__{Country.name_field(get_language())}"
    return events.values_list(*FIELDS, *PLACE, local)


def cards(rows: Iterable[tuple[Any, ...]]) -> list[Card]:
    base = reverse("wagtail_serve", args=["events/"])
    return [_card(base, row) for row in rows]


def _card(base: str, row: tuple[Any, ...]) -> Card:
    slug, title, kind, starts, ends, zone, is_cancelled, parent, *place = row
    status = status_of(starts, ends, ZoneInfo(zone), is_cancelled=is_cancelled)
    return Card(title, f"{base}{slug}/", kind, starts, ends, _place(*place), status, parent)


def _place(city: str | None, country_en: str, country: str) -> str:
    """As `Venue.place`; empty where there is no venue yet."""
    name = country or country_en
    return "" if city is None else city if city == name else f"{city}, {name}"


def status_of(starts: date, ends: date, zone: ZoneInfo, *, is_cancelled: bool) -> dict[str, Any] | None:
    """A badge for an event that has not ended or will not take place; days are those of its place."""
    if is_cancelled:
        return {"kind": "danger", "label": gettext("Cancelled")}
    today = timezone.localdate(timezone=zone)
    if ends < today:
        return None
    if starts <= today:
        return {"kind": "success", "label": gettext("Under way")}
    return {"kind": "info", "label": gettext("Upcoming")}
