"""What hangs on an event and its page in lists: objectives, organizers, contacts, winners, read in one statement."""

from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.apps import apps
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from cms.models.events import Contact, Event, Objective, Organizer
from cms.models.taxonomy import Country
from cms.prepared import prepared

OBJECTIVE, ORGANIZER, CONTACT, WINNER = "objective", "organizer", "contact", "winner"
COLUMNS = ("a", "b", "c", "d")


@dataclass(frozen=True, slots=True)
class Lists:
    """Each in the order in which it is printed; `organizers` are pairs of role and name, `winners` of the page."""

    objectives: list[str]
    organizers: list[tuple[str, str]]
    contacts: list[dict[str, str]]
    winners: list[dict[str, str]]


def lists_of(event: Event, *, page: int = 0) -> Lists:
    """Of the `event`, and of its page with that id."""
    rows = sorted(_rows(event.pk, page), key=itemgetter("place", "pk"))
    of = {name: [row for row in rows if row["list"] == name] for name in (OBJECTIVE, ORGANIZER, CONTACT, WINNER)}
    return Lists(
        objectives=[row["a"] for row in of[OBJECTIVE]],
        organizers=[(row["a"], row["b"]) for row in of[ORGANIZER]],
        contacts=[{"name": row["a"], "title": row["b"], "unit": row["c"], "email": row["d"]} for row in of[CONTACT]],
        winners=[winner(row["a"], row["b"], row["c"], row["d"]) for row in of[WINNER]],
    )


def winner(category: str, institution: str, initiative: str, country: str) -> dict[str, str]:
    return {"category": category, "institution": institution, "initiative": initiative, "country": country}


@prepared
def _rows(event: int, page: int) -> QuerySet:
    objectives = _as_rows(Objective.objects.filter(event=event), OBJECTIVE, "text")
    organizers = _as_rows(Organizer.objects.filter(event=event), ORGANIZER, "role", "organization__name")
    contacts = _as_rows(Contact.objects.filter(event=event), CONTACT, "name", "title", "unit", "email")
    country = f"country__{Country.name_field(get_language())}"
    awards = apps.get_model("cms", "AwardWinner").objects.filter(page=page)
    winners = _as_rows(awards, WINNER, "category", "institution", "initiative", country, position="sort_order")
    return objectives.union(organizers, contacts, winners, all=True)


def _as_rows(rows: QuerySet, name: str, *fields: str, position: str = "position") -> QuerySet:
    values: list[Any] = [F(field) for field in fields] + [Value("")] * (len(COLUMNS) - len(fields))
    columns = dict(zip(COLUMNS, values, strict=True))
    place = Coalesce(F(position), 0)
    return rows.order_by().values("pk", place=place, list=Value(name), **columns)
