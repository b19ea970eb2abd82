"""From a confirmed nomination to a registration."""

from typing import Any

from participants.domain.decisions import approve_registration
from participants.domain.places import HOLDING_A_PLACE
from participants.domain.records import record_of
from participants.domain.registration import change_registration, register_person
from participants.domain.setup import locked_setup
from participants.domain.ways import Way
from participants.models import Nomination, Registration, User

Status = Registration.Status


def seat(nomination: Nomination, *, by: User | None) -> Registration:
    """The approved registration of whom it names, whom it may find registered already. Raises as `register_person`."""
    delegation = nomination.delegation
    country = delegation.country_id
    facts = {"name": nomination.name, "honorific": nomination.honorific, "email": nomination.email, "country": country}
    person = record_of(facts, by=by)
    if country and not person.country_id:
        person.country_id = country
        person.save(update_fields=["country", "updated_at"])
    data = {
        "category": nomination.category,
        "institution": nomination.institution,
        "title": nomination.title,
        "protocol_rank": nomination.position,
    }
    locked_setup(delegation.event)
    standing = Registration.objects.filter(event=delegation.event, person=person).exclude(status=Status.WITHDRAWN)
    if registration := standing.select_related("event", "person").first():
        return _take_over(registration, by, data)
    way = Way(Registration.WayIn.NOMINATION, nomination.category, is_admitted=True, is_approved=True)
    return register_person(delegation.event, person=person, by=by, data=data, way=way)


def _take_over(registration: Registration, by: User | None, data: dict[str, Any]) -> Registration:
    """What the person wrote stays; the delegation gives category and rank, and the approval."""
    if registration.status not in HOLDING_A_PLACE:
        registration.category = data["category"]  # the place is looked for where they will sit
        registration.save(update_fields=["category"])
    if registration.status != Status.APPROVED:
        approve_registration(registration, by=by)
    kept = {name: data[name] for name in ("category", "protocol_rank")}
    return change_registration(registration, by=by, data=kept)
