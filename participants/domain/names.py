"""The other names of a person: spellings, scripts, former names."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from participants.domain.text import check_fields, one_line
from participants.models import Person, PersonName, User
from participants.permissions import may_edit_person

FIELDS = ("name", "language")
MOST = 20


def add_name(person: Person, *, by: User | None, data: Mapping[str, Any]) -> PersonName:
    """A name of `person` besides the one that is printed: `name` and, if known, the code of its `language`.

    Raises PermissionDenied where `by` is neither that person nor the secretariat, ValidationError by field: also for a
    name that is there already, and for the twenty-first.
    """
    if len(person.other_names.all()) >= MOST:
        raise ValidationError({"name": _("There are %(count)s names already; remove one first.") % {"count": MOST}})
    return _save(PersonName(person=person), by=by, data=data, action="participants.add_name")


def change_name(row: PersonName, *, by: User | None, data: Mapping[str, Any]) -> PersonName:
    """Raises as `add_name`."""
    return _save(row, by=by, data=data, action="participants.change_name")


def remove_name(row: PersonName, *, by: User | None) -> None:
    """Raises PermissionDenied as `add_name`."""
    _check_rights(row.person, by)
    with transaction.atomic():
        log(instance=row.person, action="participants.remove_name", user=by, data={"name": row.name})
        row.delete()


def _save(row: PersonName, *, by: User | None, data: Mapping[str, Any], action: str) -> PersonName:
    _check_rights(row.person, by)
    for field in FIELDS:
        setattr(row, field, one_line(data.get(field) or ""))
    check_fields(row, exclude=["person"])
    others = row.person.other_names.exclude(pk=row.pk).values_list("name", flat=True)
    if row.name in {row.person.name, *others}:
        raise ValidationError({"name": _("This name is there already.")})
    with transaction.atomic():
        row.save()
        log(instance=row.person, action=action, user=by, data={"name": row.name})
    return row


def _check_rights(person: Person, by: User | None) -> None:
    if by and not may_edit_person(by, person):
        raise PermissionDenied
