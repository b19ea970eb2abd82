"""What hangs on an event in lists of its own: objectives, organizers and contacts, read in one statement."""

from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.db.models import F, QuerySet, Value

from cms.models.events import Contact, Event, Objective, Organizer
from cms.prepared import prepared

OBJECTIVE, ORGANIZER, CONTACT = "objective", "organizer", "contact"
COLUMNS = ("a", "b", "c", "d")


@dataclass(frozen=True, slots=True)
class Lists:
    """Each in the order in which it is printed; `organizers` are pairs of role and name."""

    objectives: list[str]
    organizers: list[tuple[str, str]]
    contacts: list[dict[str, str]]


def lists_of(event: Event) -> Lists:
    rows = sorted(_rows(event.pk), key=itemgetter("position", "pk"))
    of = {name: [row for row in rows if row["list"] == name] for name in (OBJECTIVE, ORGANIZER, CONTACT)}
    return Lists(
        objectives=[row["a"] for row in of[OBJECTIVE]],
        organizers=[(row["a"], row["b"]) for row in of[ORGANIZER]],
        contacts=[{"name": row["a"], "title": row["b"], "unit": row["c"], "email": row["d"]} for row in of[CONTACT]],
    )


@prepared
def _rows(event: int) -> QuerySet:
    objectives = _as_rows(Objective.objects.filter(event=event), OBJECTIVE, "text")
    organizers = _as_rows(Organizer.objects.filter(event=event), ORGANIZER, "role", "organization__name")
    contacts = _as_rows(Contact.objects.filter(event=event), CONTACT, "name", "title", "unit", "email")
    return objectives.union(organizers, contacts, all=True)


def _as_rows(rows: QuerySet, name: str, *fields: str) -> QuerySet:
    values: list[Any] = [F(field) for field in fields] + [Value("")] * (len(COLUMNS) - len(fields))
    columns = dict(zip(COLUMNS, values, strict=True))
    return rows.order_by().values("position", "pk", list=Value(name), **columns)
