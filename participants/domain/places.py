"""Places: who holds one, of the event and of a category, and the counts of them.

To be called under the lock of `setup.locked_setup`: the counts of categories change under it, too.
"""

from datetime import datetime, timedelta

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.prepared import first, prepared
from participants.domain.line import ORDER, position_in
from participants.domain.setup import State
from participants.models import CategoryPlaces, ParticipantCategory, Registration, RegistrationSetup
from participants.signals import registration_ended

Status = Registration.Status
HOLDING_A_PLACE = frozenset({Status.SUBMITTED, Status.OFFERED, Status.APPROVED})
#: Neither withdrawn nor declined: they may be changed and withdrawn.
STANDING = HOLDING_A_PLACE | {Status.WAITING}
#: What `move` sets, for those who save a registration by its fields.
MOVED = ("status", "waiting_since", "offer_expires_at")


def move(registration: Registration, setup: RegistrationSetup, status: str) -> None:
    """Sets the status and keeps the counts of places; nothing else does. The registration is not saved (see MOVED).

    Raises ValidationError where the event or the category has no place left.
    """
    held, holds = registration.status in HOLDING_A_PLACE, status in HOLDING_A_PLACE
    quota = None
    if held != holds:
        quota = _quota(setup, registration.category_id)
    if holds and not held:
        _check_place(setup, registration, quota)
    if status == Status.WAITING and registration.status != Status.WAITING:
        registration.waiting_since = timezone.now()
    registration.status, registration.offer_expires_at = status, None
    if held and status not in STANDING:
        registration_ended.send(Registration, registration=registration)
    if held != holds:
        _take(1 if holds else -1, setup, quota)


def release(registration: Registration, setup: RegistrationSetup) -> None:
    """Counts the place of a registration that is about to be removed as free. Nobody withdraws, so nothing of what the
    person signed up for ends with it.
    """
    if registration.status in HOLDING_A_PLACE:
        _take(-1, setup, _quota(setup, registration.category_id))


def is_overbooked(registration: Registration, setup: RegistrationSetup) -> bool:
    """Whether more places are taken than there are, of the event or of the category of `registration`."""
    quota = _quota(setup, registration.category_id)
    counted = [(setup.capacity, setup.places_taken), (quota.capacity, quota.places_taken) if quota else (None, 0)]
    return any(capacity is not None and taken > capacity for capacity, taken in counted)


def move_or_queue(registration: Registration, setup: RegistrationSetup, status: str) -> None:
    """As `move`; where no place is left and there is a waiting list, the registration goes to its end."""
    try:
        move(registration, setup, status)
    except ValidationError:
        if not setup.has_waiting_list:
            raise
        move(registration, setup, Status.WAITING)


def move_category(registration: Registration, setup: RegistrationSetup, before: int | None) -> None:
    """Moves the place to the category that `registration` has now from the one it had (`before`, its id).

    Raises ValidationError where the new category has no place left.
    """
    if registration.status not in HOLDING_A_PLACE or registration.category_id == before:
        return
    quota = _quota(setup, registration.category_id)
    _check_quota(quota, registration)
    _count(quota, 1)
    _count(_quota(setup, before), -1)


def full_categories(setup: RegistrationSetup) -> list[int]:
    """Ids of the categories whose own places are all taken."""
    quotas = CategoryPlaces.objects.filter(setup=setup, places_taken__gte=F("capacity"))
    return list(quotas.values_list("category", flat=True))


def recount(setup: RegistrationSetup) -> None:
    """Counts anew who holds a place, of the event and of each category; to be called after rows were made or removed
    by other ways than `move`, and after quotas were set.
    """
    holding = Registration.objects.filter(event=setup.event).holding_places().order_by()
    held = list(holding.values_list("category_id", flat=True))
    setup.places_taken = len(held)
    setup.save(update_fields=["places_taken"])
    quotas = list(CategoryPlaces.objects.filter(setup=setup))
    for quota in quotas:
        quota.places_taken = held.count(quota.category_id)
    CategoryPlaces.objects.bulk_update(quotas, ["places_taken"])


def in_line(setup: RegistrationSetup) -> QuerySet[Registration]:
    """Those on the waiting list, first come first."""
    return _waiting(setup.event_id).order_by(*ORDER)


def before_all(setup: RegistrationSetup) -> datetime:
    """A moment before anybody on the waiting list began to wait: who waits since then is next."""
    first = in_line(setup).values_list("waiting_since", flat=True).first()
    return min(first or timezone.now(), timezone.now()) - timedelta(milliseconds=1)


def position_of(registration: Registration) -> int | None:
    """The place in the line, from 1; None for somebody who does not wait. It is for nobody else's eyes."""
    if registration.status != Status.WAITING:
        return None
    return position_in(_waiting(registration.event_id), registration)


def _waiting(event: int) -> QuerySet[Registration]:
    return Registration.objects.filter(event=event, status=Status.WAITING)


def lacking(setup: RegistrationSetup, quota: CategoryPlaces | None) -> str:
    """Where no place is left for one more: "event", "category", or empty where there is one in both."""
    if setup.places_left == 0:
        return "event"
    return "category" if quota and quota.places_left == 0 else ""


def _check_place(setup: RegistrationSetup, registration: Registration, quota: CategoryPlaces | None) -> None:
    if lacking(setup, quota) == "event":
        raise ValidationError({NON_FIELD_ERRORS: _("The last place has just been taken.")}, code=State.FULL)
    _check_quota(quota, registration)


def _check_quota(quota: CategoryPlaces | None, registration: Registration) -> None:
    if quota and quota.places_left == 0:
        raise ValidationError({"category": _full(registration.category)}, code=State.FULL)


def _quota(setup: RegistrationSetup, category: int | None) -> CategoryPlaces | None:
    """As it stands: it changes under the lock of the set-up only."""
    return first(_quotas(setup.pk, category)) if category else None


@prepared
def _quotas(setup: int, category: int) -> QuerySet[CategoryPlaces]:
    return CategoryPlaces.objects.filter(setup=setup, category=category)


def _take(number: int, setup: RegistrationSetup, quota: CategoryPlaces | None) -> None:
    """One place more, or one less (-1), of the event and of the category."""
    setup.places_taken = max(0, setup.places_taken + number)
    setup.save(update_fields=["places_taken"])
    _count(quota, number)


def _count(quota: CategoryPlaces | None, taken: int) -> None:
    if quota:
        quota.places_taken = max(0, quota.places_taken + taken)
        quota.save(update_fields=["places_taken"])


def _full(category: ParticipantCategory) -> str:
    return _("All places for “%(category)s” are taken.") % {"category": category}
