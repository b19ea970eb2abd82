"""Registering somebody who does not do it themselves: whom the desk may look up, and the registration."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from cms.models import Event
from cms.roles import events_of, is_secretariat
from participants.domain.desk import is_by_desk
from participants.domain.records import record_of, records_of
from participants.domain.registration import register_person
from participants.models import Person, Registration, User, normalize_email
from participants.permissions import DESK

SHORTEST = 2


def people_known_to(user: User) -> QuerySet[Person]:
    """Whom `user` may look up by name: all for the secretariat, else those of the events they look after."""
    if is_secretariat(user):
        return Person.objects.all()
    here = Registration.objects.filter(person=OuterRef("pk"), event__in=events_of(user, *DESK))
    return Person.objects.filter(Exists(here))


def find_people(text: str, *, by: User) -> QuerySet[Person]:
    """By a part of the name among those `by` may know, or anybody by their exact address."""
    said = text.strip()
    if "@" in said:
        found = records_of([normalize_email(said)])
        return Person.objects.filter(pk__in=[person.pk for person in found.values()])
    if len(said) < SHORTEST:
        return Person.objects.none()
    names = Q(name__icontains=said) | Q(sort_name__icontains=said) | Q(other_names__name__icontains=said)
    return people_known_to(by).filter(names).distinct()


def register_on_behalf(
    event: Event, *, by: User | None, data: Mapping[str, Any], person: Person | None = None
) -> Registration:
    """Registers `person`, or whom `data` describes by `name`, `honorific`, `email` and `country`.

    An address that is known leads to the record that carries it. Raises as `register_person`.
    """
    if not is_by_desk(by, event):
        raise PermissionDenied
    with transaction.atomic():
        if person is None:
            country = data.get("country")
            person = record_of({**data, "country": country.code if country else None}, by=by)
        kept = {name: value for name, value in data.items() if name not in {"name", "honorific", "country"}}
        return register_person(event, person=person, by=by, data=kept)
