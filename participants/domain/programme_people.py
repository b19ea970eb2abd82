"""People whom a programme names and who have no record yet."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from cms.models import Event, Organization
from cms.permissions import may_edit_event
from participants.domain.text import check_fields, one_line
from participants.models import Affiliation, Person, User

FIELDS = ("name", "honorific", "email")


def add_people_of_programme(event: Event, *, by: User | None, people: Sequence[Mapping[str, Any]]) -> list[Person]:
    """Records without an account, in the order of `people`; who owns the address claims it by signing up.

    Each is a mapping of `name` and, where known, `honorific`, `email`, `uid`, `country` (a code), `institution` and
    `post`. Raises PermissionDenied unless `by` organises `event`, ValidationError by field.
    """
    if by is not None and not may_edit_event(by, event):
        raise PermissionDenied
    rows = [_person(facts) for facts in people]
    for row in rows:
        check_fields(row, exclude=["user", "country", "sort_name"])
    with transaction.atomic():
        made = Person.objects.bulk_create(rows)
        Affiliation.objects.bulk_create(_posts(made, people))
        for person in made:
            log(instance=person, action="participants.add_person", user=by)
    return made


def _person(facts: Mapping[str, Any]) -> Person:
    person = Person(**{name: one_line(facts.get(name) or "") for name in FIELDS})
    person.sort_name, person.country_id = person.name, facts.get("country") or None
    if facts.get("uid"):
        person.uid = UUID(str(facts["uid"]))
    return person


def _posts(made: Sequence[Person], people: Sequence[Mapping[str, Any]]) -> list[Affiliation]:
    names = {str(facts["institution"]) for facts in people if facts.get("institution")}
    known = {each.name: each for each in Organization.objects.filter(name__in=names)}
    return [
        Affiliation(
            person=person,
            organization=known.get(str(facts.get("institution") or "")),
            organization_name=facts.get("institution") or "",
            title=facts.get("post") or "",
        )
        for person, facts in zip(made, people, strict=True)
        if facts.get("institution") or facts.get("post")
    ]
