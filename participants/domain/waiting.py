"""The waiting list: whoever is next is offered each place that becomes free, and has some time to accept it.

An offer holds its place. When its time is up the place goes to the next; `hand_on` sees to both, is called by all that
frees a place, and once more every half minute (`settle_due`). Calling it twice does no harm.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Event
from participants.domain import letters
from participants.domain.desk import check_is_by_desk, is_by_desk, logged_changes, logged_words
from participants.domain.line import hand_out
from participants.domain.locking import read_again
from participants.domain.places import MOVED, Status, before_all, full_categories, in_line, move, recount
from participants.domain.setup import locked_setup
from participants.domain.way_letters import LINK_LASTS
from participants.domain.ways import way_of
from participants.models import Registration, RegistrationSetup, User
from participants.permissions import is_own


def hand_on(setup: RegistrationSetup) -> list[Registration]:
    """Ends the offers whose time is up, and offers each free place to the next in line; returns those offered one.

    Those whose category has no place are passed over. Under the lock of the set-up, and before the event begins.
    """
    for registration in _expired(setup.event):
        _end(registration, setup)
    return hand_out(lambda: _next(setup), lambda registration: _offer(registration, setup))


def renew(event: Event) -> list[Registration]:
    """Counts the places anew and hands on those that are free; for whatever changed them by another way than `move`.

    Nothing happens at an event without registration. Returns those offered a place.
    """
    with transaction.atomic():
        if not RegistrationSetup.objects.filter(pk=event.pk).exists():
            return []
        setup = locked_setup(event)
        recount(setup)
        return hand_on(setup)


def settle(event: Event) -> list[Registration]:
    """`hand_on` in a transaction of its own; returns those offered a place."""
    with transaction.atomic():
        return hand_on(locked_setup(event))


def settle_due() -> int:
    """For the clock: sees to every event where an offer ran out or a free place has somebody waiting; how many."""
    now = timezone.now()
    due = Q(registrations__status=Status.OFFERED, registrations__offer_expires_at__lte=now)
    has_place = Q(registration_setup__capacity=None) | Q(
        registration_setup__capacity__gt=F("registration_setup__places_taken")
    )
    waiting = Q(registrations__status=Status.WAITING, start_date__gte=now.date()) & has_place
    events = Event.objects.filter(due | waiting, registration_setup__isnull=False).distinct()
    for event in events:
        settle(event)
    return len(events)


def accept_offer(registration: Registration, *, by: User | None) -> Registration:
    """Takes the place that is offered: approved where no decision is open any more, else submitted for approval.

    None is open where the event needs none, the way in brings it, or the organisers decided since the person began to
    wait. Raises PermissionDenied, and ValidationError when the offer has ended.
    """

    def take(setup: RegistrationSetup) -> None:
        status = Status.APPROVED if _is_settled(registration, setup) else Status.SUBMITTED
        _move(registration, setup, status, action="accept_offer", by=by)
        letters.post("approved" if status == Status.APPROVED else "received", registration)

    return _answer(registration, by, take)


def decline_offer(registration: Registration, *, by: User | None) -> Registration:
    """Gives the offered place to the next and withdraws the registration. Raises as `accept_offer`."""

    def give_back(setup: RegistrationSetup) -> None:
        _move(registration, setup, Status.WITHDRAWN, action="decline_offer", by=by)
        letters.post("withdrawn", registration)
        hand_on(setup)

    return _answer(registration, by, give_back)


def offer_next_place(registration: Registration, *, by: User | None) -> Registration:
    """Puts somebody who waits first in line, as the organisers' decision: a free place is offered at once.

    Raises PermissionDenied unless `by` is organiser or at the desk, ValidationError for somebody who does not wait.
    """
    check_is_by_desk(by, registration.event)
    with transaction.atomic():
        setup = locked_setup(registration.event)
        read_again(registration)
        if registration.status != Status.WAITING:
            raise ValidationError({NON_FIELD_ERRORS: _("Only somebody on the waiting list can be offered a place.")})
        registration.waiting_since = before_all(setup)
        registration.decided_by, registration.decided_at = by, timezone.now()
        registration.save(update_fields=["waiting_since", "decided_by", "decided_at"])
        log(instance=registration, action="participants.put_first", user=by)
        hand_on(setup)
    registration.refresh_from_db()
    return registration


def offer_until(event: Event, hours: int) -> datetime:
    """Until when an offer made now stands: `hours` from now, at least one, as long as a link lasts at most.

    Not beyond the beginning of the first day.
    """
    return min(timezone.now() + min(timedelta(hours=max(1, hours)), LINK_LASTS), beginning(event))


def beginning(event: Event) -> datetime:
    return datetime.combine(event.start_date, time.min, event.tz)


def is_decided(registration: Registration) -> bool:
    """Whether the organisers decided on somebody since they began to wait: the place needs no approval then."""
    decided, since = registration.decided_at, registration.waiting_since
    return bool(decided and since and decided >= since)


def has_ended(registration: Registration) -> bool:
    """Whether an offer was made whose time is up."""
    until = registration.offer_expires_at
    return registration.status == Status.OFFERED and until is not None and until <= timezone.now()


def _expired(event: Event) -> list[Registration]:
    rows = Registration.objects.filter(event=event, status=Status.OFFERED, offer_expires_at__lte=timezone.now())
    return [_of(event, row) for row in rows.select_related("person__user", "category").order_by("pk")]


def _next(setup: RegistrationSetup) -> Registration | None:
    event = setup.event
    if setup.places_left == 0 or event.is_cancelled or timezone.now() >= beginning(event):
        return None
    line = in_line(setup).exclude(category__in=full_categories(setup))
    row = line.select_related("person__user", "category").first()
    return _of(event, row) if row else None


def _of(event: Event, registration: Registration) -> Registration:
    registration.event = event
    return registration


def _offer(registration: Registration, setup: RegistrationSetup) -> None:
    before = logged_words(registration)
    move(registration, setup, Status.OFFERED)
    registration.offer_expires_at = offer_until(setup.event, setup.acceptance_hours)
    registration.save(update_fields=MOVED)
    _log("offer", registration, before, None)
    letters.post("offered", registration)


def _end(registration: Registration, setup: RegistrationSetup) -> None:
    _move(registration, setup, Status.WITHDRAWN, action="end_offer", by=None)
    letters.post("offer_ended", registration)


def _move(registration: Registration, setup: RegistrationSetup, status: str, *, action: str, by: User | None) -> None:
    before = logged_words(registration)
    move(registration, setup, status)
    registration.save(update_fields=MOVED)
    _log(action, registration, before, by)


def _log(action: str, registration: Registration, before: dict[str, str], by: User | None) -> None:
    data = {"changes": logged_changes(before, registration)}
    log(instance=registration, action=f"participants.{action}", user=by, data=data)


def _check_is_for(registration: Registration, by: User | None) -> None:
    if not (is_by_desk(by, registration.event) or (by and is_own(by, registration.person))):
        raise PermissionDenied


def _answer(registration: Registration, by: User | None, answer: Callable[[RegistrationSetup], None]) -> Registration:
    """Under one lock, by one clock. That offers have ended is written even where this one is among them."""
    _check_is_for(registration, by)
    with transaction.atomic():
        setup = locked_setup(registration.event)
        hand_on(setup)
        read_again(registration, *MOVED, "category", "decided_at")
        is_offered = registration.status == Status.OFFERED
        if is_offered:
            answer(setup)
    if not is_offered:
        raise ValidationError({NON_FIELD_ERRORS: _("This offer has ended: the place went to the next in line.")})
    return registration


def _is_settled(registration: Registration, setup: RegistrationSetup) -> bool:
    if not setup.needs_approval or is_decided(registration):
        return True
    return way_of(setup.event, registration.person).is_approved
