"""Check-in: a badge is read at the door, sooner or later the reading arrives here, and counts once.

The text on a badge is `PREFIX` and the registration's `uid` in hexadecimal digits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Event
from participants import checkin_places
from participants.checkin_places import CheckInPlace
from participants.domain.desk import check_is_by_desk
from participants.models import Registration, Scan, User

Outcome = Scan.Outcome
PREFIX = "rostrum:"
OLDEST = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a device read: `code` as on the badge, `at` by its clock (aware), `place` a key of `checkin_places`."""

    uid: UUID
    code: str
    at: datetime
    place: str = ""
    is_undo: bool = False


def code_of(registration: Registration) -> str:
    """The text of the QR code on a badge."""
    return f"{PREFIX}{registration.uid.hex}"


def take_scan(event: Event, *, by: User | None, reading: Reading) -> Scan:
    """Notes what was read, once for each `uid`, however often it is sent; the outcome stands in the scan.

    The first arrival sets `checked_in_at` and `attended`; taking it back clears both. Raises PermissionDenied unless
    `by` is organiser or at the desk, ValidationError for a place that the event has not.
    """
    check_is_by_desk(by, event)
    place = _place(event, reading.place)
    with transaction.atomic():
        registration = _locked(event, reading.code)
        kept = Scan.objects.filter(uid=reading.uid).first()
        if kept is None:
            at = _plausible(reading.at)
            outcome = _apply(registration, place, reading.is_undo, by, at)
            facts = {"registration": registration, "place": reading.place, "outcome": outcome, "at": at, "by": by}
            kept, _is_new = Scan.objects.get_or_create(uid=reading.uid, defaults={"event": event} | facts)
    if kept.event_id != event.pk:
        raise ValidationError({NON_FIELD_ERRORS: _("This reading belongs to another event.")})
    return kept


def counts_of(event: Event) -> Mapping[str, int]:
    """How many are "approved", and of them "checked_in"."""
    approved = Registration.objects.approved().filter(event=event)
    return {"checked_in": approved.filter(checked_in_at__isnull=False).count(), "approved": approved.count()}


def arrivals_of(event: Event) -> dict[int, Scan]:
    """The newest arrival at the door by registration id, with who noted it."""
    rows = Scan.objects.filter(event=event, place="", outcome=Outcome.ARRIVED).select_related("by")
    return {row.registration_id: row for row in rows.order_by("pk") if row.registration_id}


def arrival_of(scan: Scan) -> Scan | None:
    """The scan that checked the person in, there, as far as there is one; for one that was taken back there is none."""
    if scan.outcome == Outcome.ARRIVED:
        return scan
    if scan.outcome != Outcome.AGAIN:
        return None
    arrivals = Scan.objects.filter(registration=scan.registration_id, place=scan.place, outcome=Outcome.ARRIVED)
    return arrivals.select_related("by").order_by("pk").last()


def changes_since(event: Event, moment: datetime) -> QuerySet[Scan]:
    """Who came and whose arrival was taken back, as received since `moment`."""
    outcomes = (Outcome.ARRIVED, Outcome.UNDONE)
    rows = Scan.objects.filter(event=event, place="", outcome__in=outcomes, received_at__gte=moment)
    return rows.select_related("registration", "by").order_by("pk")


def _apply(
    registration: Registration | None, place: CheckInPlace | None, is_undo: bool, by: User | None, at: datetime
) -> str:
    if registration is None:
        return Outcome.UNKNOWN
    if is_undo:
        if place:
            place.take_back(registration, by)
        else:
            _leave(registration, by)
        return Outcome.UNDONE
    if registration.status != Registration.Status.APPROVED:
        return Outcome.NOT_APPROVED
    is_new = place.note(registration, by, at) if place else _arrive(registration, by, at)
    return Outcome.ARRIVED if is_new else Outcome.AGAIN


def _arrive(registration: Registration, by: User | None, at: datetime) -> bool:
    if registration.checked_in_at is not None:
        return False
    _write(registration, by, at, action="check_in")
    return True


def _leave(registration: Registration, by: User | None) -> bool:
    if registration.checked_in_at is None:
        return False
    _write(registration, by, None, action="undo_check_in")
    return True


def _write(registration: Registration, by: User | None, at: datetime | None, *, action: str) -> None:
    """By an update, which renews no page that is kept for visitors: none shows it."""
    registration.checked_in_at, registration.attended = at, at is not None
    rows = Registration.objects.filter(pk=registration.pk)
    rows.update(checked_in_at=at, attended=registration.attended)
    log(instance=registration, action=f"participants.{action}", user=by)


def _locked(event: Event, code: str) -> Registration | None:
    uid = _uid(code)
    if uid is None:
        return None
    rows = Registration.objects.filter(event=event, uid=uid).select_related("person")
    registration = rows.select_for_update(of=("self",)).first()
    if registration:
        registration.event = event
    return registration


def _uid(code: str) -> UUID | None:
    text = code.strip().lower()
    if not text.startswith(PREFIX):
        return None
    try:
        return UUID(text.removeprefix(PREFIX))
    except ValueError:
        return None


def _place(event: Event, key: str) -> CheckInPlace | None:
    if not key:
        return None
    for place in checkin_places.of(event):
        if place.key == key:
            return place
    raise ValidationError({NON_FIELD_ERRORS: _("This event has no such place.")})


def _plausible(at: datetime) -> datetime:
    """A device's clock may be wrong; nobody came in the future, or weeks ago."""
    now = timezone.now()
    return at if now - OLDEST <= at <= now else now
