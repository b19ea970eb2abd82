"""People: whose record an account has, and what stands in it."""

from collections.abc import Mapping
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Organization
from cms.roles import is_secretariat
from participants.domain.text import check_fields, many_lines, one_line
from participants.models import Affiliation, Person, User, normalize_email
from participants.permissions import may_edit_person

PROFILE_FIELDS = frozenset({"honorific", "name", "spoken_name", "country", "gender", "phone", "biography"})
POST_FIELDS = frozenset({"organization_name", "unit", "title", "rank", "start", "end"})
LONG = frozenset({"biography"})


def person_of(user: User) -> Person:
    """The record of `user`: the one they have, else one that carries an address they verified, else a new one.

    Without verification anybody could take over a record by typing its address.
    """
    if hasattr(user, "person"):
        return user.person
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        person = Person.objects.filter(user=user).first() or _claim(user) or _create(user)
    user.person = person
    return person


def add_person(*, by: User | None, data: Mapping[str, Any]) -> Person:
    """A person without an account, who claims the record by signing up with its `email`.

    Raises PermissionDenied unless `by` is the secretariat, ValidationError by field.
    """
    if by and not is_secretariat(by):
        raise PermissionDenied
    person = Person()
    _assign(person, _tidy(data, PROFILE_FIELDS | {"email"}))
    check_fields(person, exclude=["user", "country", "sort_name"])
    with transaction.atomic():
        person.save()
        log(instance=person, action="participants.add_person", user=by)
    return person


def change_profile(person: Person, *, by: User | None, data: Mapping[str, Any]) -> Person:
    """Writes those of PROFILE_FIELDS that `data` holds; anything else in it is ignored.

    The secretariat also writes the address of people without an account; an account's address is its owner's alone.
    Raises PermissionDenied where `by` is neither that person nor the secretariat, ValidationError by field.
    """
    if by and not may_edit_person(by, person):
        raise PermissionDenied
    allowed = PROFILE_FIELDS if person.user_id else PROFILE_FIELDS | {"email"}
    changed = _assign(person, _tidy(data, allowed))
    if not changed:
        return person
    if "name" in changed:
        person.sort_name = person.name
    check_fields(person, exclude=["user", "country", "sort_name"])
    with transaction.atomic(savepoint=False):
        person.save()
        log(instance=person, action="participants.change_profile", user=by, data={"fields": sorted(changed)})
    return person


def add_post(person: Person, *, by: User | None, data: Mapping[str, Any]) -> Affiliation:
    """A post held from `start` to `end` (dates, either may be None). Raises as `change_profile`."""
    return _save_post(Affiliation(person=person), by=by, data=data, action="participants.add_post")


def change_post(post: Affiliation, *, by: User | None, data: Mapping[str, Any]) -> Affiliation:
    """Raises as `change_profile`. Who moves on ends the old post and adds a new one: old lists stay right."""
    return _save_post(post, by=by, data=data, action="participants.change_post")


def known_organization(name: str) -> Organization | None:
    """That of the list with this name or acronym, whatever the case."""
    found = (
        Organization.objects.filter(Q(name__iexact=name) | Q(acronym__iexact=name))
        if name
        else Organization.objects.none()
    )
    return found.order_by("pk").first()


def remove_post(post: Affiliation, *, by: User | None) -> None:
    """For what was entered by mistake. Raises PermissionDenied as `change_profile`."""
    if by and not may_edit_person(by, post.person):
        raise PermissionDenied
    with transaction.atomic():
        log(instance=post.person, action="participants.remove_post", user=by, data={"post": str(post)})
        post.delete()


def _claim(user: User) -> Person | None:
    """The record with an address that the account has verified, that of the account itself before others."""
    verified = EmailAddress.objects.filter(user=user, verified=True).order_by("-primary", "pk")
    addresses = [normalize_email(address) for address in verified.values_list("email", flat=True)]
    unclaimed = list(Person.objects.select_for_update().filter(user=None, email__in=addresses).order_by("pk"))
    if not unclaimed:
        return None
    person = min(unclaimed, key=lambda found: addresses.index(found.email))
    person.user = user
    person.save(update_fields=["user", "updated_at"])
    log(instance=person, action="participants.claim", user=user)
    return person


def _create(user: User) -> Person:
    return Person.objects.create(user=user, name=user.get_full_name() or user.email, email=user.email)


def _save_post(post: Affiliation, *, by: User | None, data: Mapping[str, Any], action: str) -> Affiliation:
    if by and not may_edit_person(by, post.person):
        raise PermissionDenied
    values = _tidy(data, POST_FIELDS)
    if "organization_name" in values and values["organization_name"] != post.institution:
        post.organization = known_organization(values["organization_name"])
    _assign(post, values)
    if post.start and post.end and post.end < post.start:
        raise ValidationError({"end": _("The post ends before it begins.")})
    check_fields(post, exclude=["person", "organization"])
    with transaction.atomic():
        post.save()
        log(instance=post.person, action=action, user=by, data={"post": str(post)})
    return post


def _tidy(data: Mapping[str, Any], allowed: frozenset[str]) -> dict[str, Any]:
    return {field: _plain(field, data[field]) for field in allowed & data.keys()}


def _plain(field: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if field == "email":
        return normalize_email(value)
    return many_lines(value) if field in LONG else one_line(value)


def _assign(subject: Person | Affiliation, values: Mapping[str, Any]) -> set[str]:
    """Sets the values and returns the names of those that differ from before."""
    changed = {field for field, value in values.items() if getattr(subject, field) != value}
    for field in changed:
        setattr(subject, field, values[field])
    return changed
