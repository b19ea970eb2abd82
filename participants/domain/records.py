"""Whose record carries an address: found among accounts that verified it, else among people without one, else made."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from allauth.account.models import EmailAddress
from wagtail.log_actions import log

from participants.domain.text import check_fields, one_line
from participants.models import Person, User, normalize_email

FIELDS = ("name", "honorific", "phone", "gender")


def records_of(addresses: Iterable[str]) -> dict[str, Person]:
    """Of these addresses (normalized) those that are known, in two statements; of several without account the first."""
    wanted = set(addresses) - {""}
    unclaimed = Person.objects.filter(user=None, email__in=wanted).order_by("-pk")
    found = {normalize_email(person.email): person for person in unclaimed}
    verified = EmailAddress.objects.filter(email__in=wanted, verified=True, user__person__isnull=False)
    return found | {each.email: each.user.person for each in verified.select_related("user__person__user")}


def record_of(data: Mapping[str, Any], *, by: User | None) -> Person:
    """The record that carries `data["email"]`, else a new one of `data` without an account. Raises ValidationError.

    What is known of somebody is not overwritten: who types an address need not know whose it is.
    """
    email = normalize_email(data.get("email") or "")
    if known := records_of([email]).get(email):
        return known
    [person] = add_records([data])
    log(instance=person, action="participants.add_person", user=by)
    return person


def add_records(rows: Sequence[Mapping[str, Any]]) -> list[Person]:
    """New people without an account, who claim the record by signing up with its address; in the order of `rows`.

    Each has a `name` and, where known, `honorific`, `email`, `phone`, `gender` and `country` (a code). Raises
    ValidationError by field.
    """
    people = [_person(row) for row in rows]
    for person in people:
        check_fields(person, exclude=["user", "country", "sort_name"])
    return Person.objects.bulk_create(people, batch_size=500)


def _person(row: Mapping[str, Any]) -> Person:
    person = Person(**{field: one_line(row.get(field) or "") for field in FIELDS})
    person.email, person.sort_name = normalize_email(row.get("email") or ""), person.name
    person.country_id = row.get("country") or None
    return person
