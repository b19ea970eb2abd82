"""Who read or exported contact data and needs: written where it happens, shown to the person in My data."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from cms.models import Event, EventLogEntry, Role, TeamMember
from participants.models import Person, Registration, User

READ, EXPORT, READ_PERSON = "participants.read_private", "participants.export_private", "participants.read_person"
CONTACT, NEEDS, SAID = "contact", "needs", "said"
SAME_READING = timedelta(minutes=1)
SHOWN = 500
#: What `fields` may name, in words. Each app adds its own.
FIELDS: dict[str, Any] = {
    CONTACT: gettext_lazy("e-mail and telephone"),
    NEEDS: gettext_lazy("needs"),
    "answers": gettext_lazy("sensitive answers"),
    SAID: gettext_lazy("answers to the form"),
    "motivation": gettext_lazy("what you will contribute"),
    "name": gettext_lazy("name"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """`who` and their `office` as they were then; `what` in words; `event` None for the person's record."""

    at: datetime
    who: str
    office: str
    what: str
    event: Event | None
    is_export: bool


def log_reading(registration: Registration, *, by: User, fields: Sequence[str] = (CONTACT,)) -> None:
    """Notes that `by` read these FIELDS of somebody's registration; once a minute for the same reader and fields."""
    data = {"fields": sorted(fields), "office": office_of(by, registration.event)}
    since = timezone.now() - SAME_READING
    same = _entries(registration).filter(action=READ, user=by, timestamp__gte=since)
    if not any(entry.data == data for entry in same):
        log(instance=registration, action=READ, user=by, data=data)


def log_reading_of_person(person: Person, *, by: User) -> None:
    """Notes that `by`, of the secretariat, read the contact data in somebody's record."""
    log(instance=person, action=READ_PERSON, user=by, data={"fields": [CONTACT], "office": str(Role.SECRETARIAT.label)})


def log_export(event: Event, *, by: User, registrations: Iterable[int], fields: Sequence[str], what: str = "") -> None:
    """Notes that `by` took out FIELDS of these `registrations` (ids) of `event`; `what` names the file or the list.

    To be called in the transaction that asks for the export, or when it is downloaded. One entry for the whole export,
    which each of those in it finds in My data.
    """
    ids = sorted(registrations)
    data = {"fields": sorted(fields), "office": office_of(by, event), "registrations": ids, "count": len(ids)}
    log(instance=event, action=EXPORT, user=by, data=data | {"what": what})


def readings_of(person: Person) -> list[Reading]:
    """The newest SHOWN readings and exports of somebody's contact data and needs by others; three statements."""
    own = {row.pk: row for row in person.registrations.select_related("event")}
    events = {row.event_id: row.event for row in own.values()}
    found = [_reading(entry, events.get(entry.event_id)) for entry in _of_events(person, own, events)]
    found += [_reading(entry, None) for entry in _of_record(person)]
    return sorted(found, key=lambda reading: reading.at, reverse=True)[:SHOWN]


def office_of(user: User, event: Event) -> str:
    """The role in which `user` acts at `event`, in the active language; it is kept as it is then."""
    held = TeamMember.objects.filter(Q(event=event) | Q(event=None), user=user).order_by("role")
    roles = [str(member.get_role_display()) for member in held]
    return ", ".join(roles) or str(Role.SECRETARIAT.label)


def _of_events(person: Person, own: dict[int, Registration], events: dict[int, Event]) -> list[EventLogEntry]:
    read = Q(action=READ, content_type=_type(Registration), object_id__in=[str(pk) for pk in own])
    exports = Q(action=EXPORT, event__in=list(events))
    entries = EventLogEntry.objects.filter(read | exports).exclude(user=person.user_id)
    return [entry for entry in entries[: 2 * SHOWN] if entry.action == READ or _is_in(entry, own)]


def _is_in(entry: EventLogEntry, own: dict[int, Registration]) -> bool:
    return bool(own.keys() & set(entry.data.get("registrations", ())))


def _of_record(person: Person) -> QuerySet:
    entries = ModelLogEntry.objects.filter(action=READ_PERSON, content_type=_type(Person), object_id=str(person.pk))
    return entries.exclude(user=person.user_id).select_related("user")[:SHOWN]


def _reading(entry: Any, event: Event | None) -> Reading:
    fields = [str(FIELDS.get(name, name)) for name in entry.data.get("fields", (CONTACT, NEEDS))]
    who = getattr(entry, "user_name", "") or str(entry.user or _("system"))
    office = entry.data.get("office", "")
    return Reading(entry.timestamp, who, office, ", ".join(fields), event, entry.action == EXPORT)


def _entries(registration: Registration) -> QuerySet:
    return EventLogEntry.objects.filter(content_type=_type(Registration), object_id=str(registration.pk))


def _type(model: Any) -> ContentType:
    return ContentType.objects.get_for_model(model)
