"""Tags and notes: what the desk of an event writes beside its registrations."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain.changes import HIDDEN
from participants.domain.desk import check_is_by_desk
from participants.domain.text import check_fields, many_lines, one_line
from participants.models import Registration, RegistrationNote, RegistrationTag, User

AT_ONCE = 5000


def save_tag(tag: RegistrationTag, *, by: User | None) -> RegistrationTag:
    """Keeps a new or changed tag of `tag.event`. Raises PermissionDenied, ValidationError by field."""
    check_is_by_desk(by, tag.event)
    tag.name = one_line(tag.name)
    check_fields(tag, exclude=["event"])
    taken = ValidationError({"name": _("This event has a tag of that name.")})
    if RegistrationTag.objects.filter(event=tag.event, name__iexact=tag.name).exclude(pk=tag.pk).exists():
        raise taken
    try:
        with transaction.atomic():
            action = "participants.change_tag" if tag.pk else "participants.add_tag"
            tag.save()
            log(instance=tag.event, action=action, user=by, data={"name": tag.name})
    except IntegrityError:
        raise taken from None
    return tag


def delete_tag(tag: RegistrationTag, *, by: User | None) -> None:
    """Takes it from everybody who has it. Raises PermissionDenied."""
    check_is_by_desk(by, tag.event)
    with transaction.atomic():
        log(instance=tag.event, action="participants.delete_tag", user=by, data={"name": tag.name})
        tag.delete()


def give_tag(tag: RegistrationTag, registrations: QuerySet[Registration], *, by: User | None) -> int:
    """Gives it to those of `registrations` at its event who do not have it; how many. Raises PermissionDenied."""
    check_is_by_desk(by, tag.event)
    with transaction.atomic():
        wanted = registrations.filter(event=tag.event).exclude(tags=tag).order_by()
        pks = list(wanted.values_list("pk", flat=True))
        through = RegistrationTag.registrations.through
        rows = [through(registrationtag_id=tag.pk, registration_id=pk) for pk in pks]
        through.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
        _log_count(tag, len(pks), "participants.give_tag", by)
    return len(pks)


def take_tag(tag: RegistrationTag, registrations: QuerySet[Registration], *, by: User | None) -> int:
    """Takes it from those of `registrations` who have it; how many. Raises PermissionDenied."""
    check_is_by_desk(by, tag.event)
    with transaction.atomic():
        given = RegistrationTag.registrations.through.objects.filter(registrationtag=tag)
        count, _rows = given.filter(registration__in=registrations.filter(event=tag.event).order_by()).delete()
        _log_count(tag, count, "participants.take_tag", by)
    return count


def set_tags(registration: Registration, tags: Iterable[RegistrationTag], *, by: User | None) -> None:
    """Exactly those of `tags` that are of its event. Raises PermissionDenied."""
    check_is_by_desk(by, registration.event)
    wanted = [tag for tag in tags if tag.event_id == registration.event_id]
    with transaction.atomic():
        before = _names(registration)
        registration.tags.set(wanted)
        after = _names(registration)
        if before != after:
            data = {"changes": {"tags": [before, after]}}
            log(instance=registration, action="participants.set_tags", user=by, data=data)


def add_note(registration: Registration, *, by: User | None, text: str) -> RegistrationNote:
    """Up to 2,000 characters. Raises PermissionDenied, ValidationError. The log tells that it was written, not what."""
    check_is_by_desk(by, registration.event)
    note = RegistrationNote(registration=registration, by=by, text=many_lines(text))
    check_fields(note, exclude=["registration", "by", "created_at"])
    with transaction.atomic():
        note.save()
        log(instance=registration, action="participants.add_note", user=by, data={"changes": {"note": HIDDEN}})
    return note


def remove_note(note: RegistrationNote, *, by: User | None) -> None:
    """Raises PermissionDenied."""
    check_is_by_desk(by, note.registration.event)
    with transaction.atomic():
        data: dict[str, Any] = {"changes": {"note": HIDDEN}}
        log(instance=note.registration, action="participants.remove_note", user=by, data=data)
        note.delete()


def _names(registration: Registration) -> str:
    return ", ".join(registration.tags.values_list("name", flat=True))


def _log_count(tag: RegistrationTag, count: int, action: str, by: User | None) -> None:
    if count:
        log(instance=tag.event, action=action, user=by, data={"count": count, "name": tag.name})
