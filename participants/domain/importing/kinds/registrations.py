"""A list of people to register. The list itself writes to nobody."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cms.domain.changes import log_each
from cms.models import Event
from participants.domain.importing.columns import Column
from participants.domain.importing.plan import Fault, Row
from participants.domain.locking import hold_people
from participants.domain.places import lacking, recount
from participants.domain.records import add_records, records_of
from participants.domain.setup import REFUSALS, State, locked_setup
from participants.models import CategoryPlaces, Person, Registration, RegistrationSetup, User

from .base import Kind, Report
from .people import CATEGORY, COUNTRY, EMAIL, HONORIFIC, NAME

CHUNK = 500
Status = Registration.Status
COLUMNS = (
    NAME,
    HONORIFIC,
    EMAIL,
    replace(CATEGORY, is_needed=True),
    Column("title", "Title", "text", 150, _("The post: Director."), ("post", "position", "function", "job title")),
    Column(
        *("institution", "Institution", "text", 200, _("Ministry, agency, university.")),
        ("organization", "organisation", "affiliation", "company", "employer"),
    ),
    COUNTRY,
    Column("gender", "Gender", "gender", 10, _("f, m, x or empty."), ("sex",)),
    Column("phone", "Telephone", "text", 40, "", ("phone", "mobile", "tel")),
    Column(
        *("list_consent", "On the list", "yes_no", 10, _("yes where they agreed to be named on the list.")),
        ("consent", "list of participants", "may be listed"),
    ),
    Column("role_in_list", "Role in brackets", "text", 60, _("Chairperson."), ("role in list",)),
    Column(
        *("protocol_rank", "Protocol rank", "number", 20, _("The head of a delegation has the lowest.")),
        ("rank", "order"),
    ),
    Column(
        *("submitted", "Sent", "past_day", 30, _("The day they registered: 2014-06-23.")),
        ("registered", "submitted at"),
    ),
)
OF_REGISTRATION = ("category", "title", "institution", "role_in_list")


def check(event: Event, rows: list[Row]) -> None:
    known = records_of(row.values["email"] for row in rows if row.values.get("email"))
    people = {person.pk for person in known.values()}
    found = Registration.objects.filter(event=event, person__in=people).values_list("person", "status")
    statuses, seen = dict(found), dict[int, int]()
    for row in rows:
        person = known.get(row.values.get("email") or "")
        if person and person.pk in statuses:
            row.faults.append(Fault("", _standing(statuses[person.pk]), row.values["email"]))
        elif person and seen.setdefault(person.pk, row.number) != row.number:
            words = _now("The same person as in row %(number)d.") % {"number": seen[person.pk]}
            row.faults.append(Fault("", words, row.values["email"]))
    _check_places(event, rows)


def _standing(status: str) -> str:
    if status == Status.WITHDRAWN:
        return _now("Withdrew a registration: take it up again by hand.")
    return _now("Registered already.")


def _check_places(event: Event, rows: list[Row]) -> None:
    """In the order of the list: the last ones find no place, and wait for one where there is a waiting list."""
    setup = RegistrationSetup.objects.filter(pk=event.pk).first()
    if setup is None:
        for row in rows:
            row.faults.append(Fault("", str(REFUSALS[State.NOT_OFFERED])))
        return
    quotas = {each.category_id: each for each in setup.category_places.all()}
    for row in (row for row in rows if row.is_good):
        category = row.values["category"]
        quota = quotas.get(category.pk)
        lacks = lacking(setup, quota)
        row.values["waits"] = bool(lacks and setup.has_waiting_list)
        if row.values["waits"]:
            row.note = _now("No place is left: goes on the waiting list.")
        elif lacks == "event":
            row.faults.append(Fault("", _now("No place is left at the event.")))
        elif lacks:
            row.faults.append(Fault("", _now("No place is left in this category."), str(category)))
        else:
            _count(setup, quota)


def _count(setup: RegistrationSetup, quota: CategoryPlaces | None) -> None:
    """One place more is taken, in the plan only: what is written is counted anew."""
    setup.places_taken += 1
    if quota:
        quota.places_taken += 1


def write(event: Event, by: User | None, rows: list[Row], options: Mapping[str, Any], report: Report) -> dict[str, int]:
    """Under the lock of the set-up, by chunks. The rows were checked against what is left under the same lock."""
    setup = locked_setup(event)
    is_settled = bool(options.get("is_approved") or not setup.needs_approval)
    people = 0
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        known = records_of(row.values["email"] for row in chunk if row.values.get("email"))
        hold_people(known.values())
        new = [row for row in chunk if (row.values.get("email") or "") not in known]
        made = dict(zip((row.number for row in new), add_records([_facts(row) for row in new]), strict=True))
        pairs = [(row, made.get(row.number) or known[row.values["email"]]) for row in chunk]
        registered = [_registration(event, row, person, by, is_settled=is_settled) for row, person in pairs]
        Registration.objects.bulk_create(registered)
        log_each(((row, {}) for row in registered), event=event, action="participants.register", by=by)
        people += len(new)
        report(start + len(chunk))
    recount(setup)
    return {"written": len(rows), "people": people, "waiting": sum(bool(row.values.get("waits")) for row in rows)}


def _facts(row: Row) -> dict[str, Any]:
    country = row.values.get("country")
    return row.values | {"country": country.code if country else None}


def _registration(event: Event, row: Row, person: Person, by: User | None, *, is_settled: bool) -> Registration:
    now, status = timezone.now(), Status.APPROVED if is_settled else Status.SUBMITTED
    registration = Registration(event=event, person=person, status=status, way_in=Registration.WayIn.IMPORT)
    for field in OF_REGISTRATION:
        setattr(registration, field, row.values.get(field) or "")
    registration.protocol_rank = row.values.get("protocol_rank") or registration.protocol_rank
    if row.values.get("list_consent"):
        registration.list_consent, registration.consented_at = True, now
    if day := row.values.get("submitted"):
        registration.submitted_at = datetime.combine(day, time(12), UTC)
    if is_settled:
        registration.decided_by, registration.decided_at = by, now
    if row.values.get("waits"):
        registration.status, registration.waiting_since = Status.WAITING, now
    return registration


KIND = Kind("registrations", _("Registrations"), COLUMNS, check, write)
