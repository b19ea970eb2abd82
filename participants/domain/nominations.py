"""Delegations: set up by organisers, filled and ordered by their focal point, confirmed by organisers.

The row of the delegation is locked before anything about its seats is decided. `by=None` is the operator at the command
line.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain.changes import differences, words_of
from cms.models import Event
from participants.domain.places import STANDING
from participants.domain.registration import withdraw_registration
from participants.domain.seating import seat
from participants.domain.setup import locked_setup, offered_categories, setup_of
from participants.domain.text import check_fields, many_lines, one_line
from participants.domain.waiting import hand_on
from participants.models import Delegation, Nomination, ParticipantCategory, Registration, User, normalize_email
from participants.permissions import may_invite, may_nominate

State = Nomination.State
TEXTS = ("honorific", "name", "title", "institution", "email")
LOGGED = (*TEXTS, "category", "state")


def categories_of(delegation: Delegation) -> QuerySet[ParticipantCategory]:
    """In which its people may come: its own, else those the event offers."""
    own = delegation.categories.all()
    if own.exists():
        return own
    setup = setup_of(delegation.event)
    return offered_categories(setup) if setup else ParticipantCategory.objects.filter(is_open=True)


def seats_taken(delegation: Delegation) -> int:
    return delegation.nominations.taking_seats().count()


def nominate(delegation: Delegation, *, by: User | None, data: Mapping[str, Any]) -> Nomination:
    """A new seat, the last in order. `data` holds TEXTS and `category`.

    Raises PermissionDenied unless `by` is the focal point or organises the event; ValidationError by field: no seat
    left, the time is over, nominated already.
    """
    with transaction.atomic():
        locked = _locked_for(delegation, by)
        if seats_taken(locked) >= locked.quota:
            raise ValidationError({NON_FIELD_ERRORS: _no_seat(locked)})
        nomination = Nomination(delegation=locked, by=by, position=_last_position(locked) + 1)
        return _put(nomination, by, data, "nominate")


def replace_nominee(nomination: Nomination, *, by: User | None, data: Mapping[str, Any]) -> Nomination:
    """Somebody else for this seat; returns the new nomination.

    Who is not confirmed is replaced at once. Who is confirmed stays until the new one is confirmed; then their
    registration is withdrawn. Raises as `nominate`.
    """
    with transaction.atomic():
        delegation = _locked_for(nomination.delegation, by)
        old = _standing(nomination)
        if old.replacements.standing().exists():
            raise ValidationError({NON_FIELD_ERRORS: _("Somebody waits for this seat already: replace that one.")})
        new = Nomination(delegation=delegation, by=by, position=old.position, replaces=old)
        if old.state == State.NOMINATED:
            new.replaces_id = old.replaces_id or old.pk
            _settle(old, State.REPLACED, by)
        return _put(new, by, data, "replace_nominee")


def withdraw_nomination(nomination: Nomination, *, by: User | None) -> Nomination:
    """Frees the seat, and withdraws the registration where there is one. Raises as `nominate`."""
    with transaction.atomic():
        _locked_for(nomination.delegation, by)
        found = _standing(nomination)
        for each in [*found.replacements.standing(), found]:
            _withdraw_registration(each)
            _settle(each, State.WITHDRAWN, by)
    return found


def order_delegation(delegation: Delegation, *, by: User | None, ids: Sequence[int]) -> None:
    """The head first; those that `ids` does not name follow in the order they had. Raises as `nominate`."""
    with transaction.atomic():
        locked = _locked_for(delegation, by)
        rows = list(locked.nominations.standing().select_related("registration"))
        places = {pk: place for place, pk in enumerate(ids)}
        rows.sort(key=lambda row: places.get(row.replaces_id, places.get(row.pk, len(places))))
        _number(rows)
        log(instance=locked, action="participants.order_delegation", user=by)


def move_nomination(nomination: Nomination, *, by: User | None, up: bool) -> None:
    """One place up or down. Raises as `nominate`."""
    seats = [row.pk for row in nomination.delegation.nominations.taking_seats()]
    if nomination.pk not in seats:
        return
    place = seats.index(nomination.pk)
    other = max(0, place - 1) if up else min(len(seats) - 1, place + 1)
    seats[place], seats[other] = seats[other], seats[place]
    order_delegation(nomination.delegation, by=by, ids=seats)


def confirm_nomination(nomination: Nomination, *, by: User | None) -> Registration:
    """Registers whom the focal point named, as approved, by their record or a new one; they get the usual letter.

    Raises PermissionDenied unless `by` organises the event, ValidationError where there is no place.
    """
    event = nomination.delegation.event
    _check_may_decide(by, event)
    with transaction.atomic():
        _locked(nomination.delegation)
        found = Nomination.objects.select_related("delegation", "category", "replaces").get(pk=nomination.pk)
        found.delegation.event = event
        if found.state == State.CONFIRMED and found.registration:
            return found.registration
        if found.state != State.NOMINATED:
            raise ValidationError({NON_FIELD_ERRORS: _("This nomination does not stand any more.")})
        replaced = found.replaces if found.replaces and found.replaces.state == State.CONFIRMED else None
        if replaced:
            _withdraw_registration(replaced, is_replaced=True)
            _settle(replaced, State.REPLACED, by)
        found.registration = seat(found, by=by)
        _settle(found, State.CONFIRMED, by)
        if replaced:
            hand_on(locked_setup(event))  # what is left of it, where the new one had a place or sits elsewhere
        _number(list(found.delegation.nominations.standing().select_related("registration")))
    return found.registration


def decline_nomination(nomination: Nomination, *, by: User | None, reason: str) -> Nomination:
    """The focal point reads `reason` (up to 1,000 characters); the seat is free again.

    Raises PermissionDenied unless `by` organises the event, ValidationError without a reason.
    """
    _check_may_decide(by, nomination.delegation.event)
    if not (reason := many_lines(reason)):
        raise ValidationError({"reason": _("Say why: the focal point reads it.")})
    with transaction.atomic():
        _locked(nomination.delegation)
        found = nomination.delegation.nominations.filter(pk=nomination.pk, state=State.NOMINATED).first()
        if found is None:
            raise ValidationError({NON_FIELD_ERRORS: _("This nomination does not wait for an answer.")})
        found.reason = reason
        check_fields(found, exclude=["delegation", "category", "replaces", "registration", "by"])
        _settle(found, State.DECLINED, by)
    return found


# --- Within the lock --------------------------------------------------------------------------------------------


def _locked(delegation: Delegation) -> Delegation:
    """The delegation as it stands now, for nobody else to change before the transaction ends."""
    locked = Delegation.objects.select_for_update(of=("self",)).select_related("event", "country", "organization")
    return locked.get(pk=delegation.pk)


def _locked_for(delegation: Delegation, by: User | None) -> Delegation:
    """As `_locked`, for the focal point until its time is over, and for organisers always."""
    locked = _locked(delegation)
    if by is None or may_invite(by, locked.event):
        return locked
    if not may_nominate(by, locked):
        raise PermissionDenied
    if not locked.is_open:
        raise ValidationError({NON_FIELD_ERRORS: _("The time for nominations is over. Write to the organizers.")})
    return locked


def _put(nomination: Nomination, by: User | None, data: Mapping[str, Any], action: str) -> Nomination:
    for field in TEXTS:
        setattr(nomination, field, one_line(data.get(field) or ""))
    nomination.email, category = normalize_email(nomination.email), data.get("category")
    nomination.category_id = getattr(category, "pk", 0)
    if not categories_of(nomination.delegation).filter(pk=nomination.category_id):
        raise ValidationError({"category": _("Choose the category they take part in.")})
    check_fields(nomination, exclude=["delegation", "category", "replaces", "registration", "by"])
    if nomination.delegation.nominations.standing().filter(email=nomination.email).exists():
        raise ValidationError({"email": _("Somebody with this address is in the delegation already.")})
    nomination.save()
    data = {"changes": differences({}, words_of(nomination, *LOGGED, event=nomination.delegation.event))}
    log(instance=nomination, action=f"participants.{action}", user=by, data=data)
    return nomination


def _standing(nomination: Nomination) -> Nomination:
    found = nomination.delegation.nominations.standing().filter(pk=nomination.pk).first()
    if found is None:
        raise ValidationError({NON_FIELD_ERRORS: _("This nomination does not stand any more.")})
    return found


def _settle(nomination: Nomination, state: str, by: User | None) -> None:
    nomination.state, nomination.decided_at = state, timezone.now()
    nomination.save(update_fields=["state", "decided_at", "reason", "registration"])
    log(instance=nomination, action=f"participants.nomination_{state}", user=by)


def _withdraw_registration(nomination: Nomination, *, is_replaced: bool = False) -> None:
    """By the operator: the focal point may not touch registrations, and deadlines of one's own do not count here."""
    registration = nomination.registration
    if registration and registration.status in STANDING:
        withdraw_registration(registration, by=None, is_replaced=is_replaced)


def _number(rows: Iterable[Nomination]) -> None:
    """Numbers the seats from one; registrations carry the number as their rank, so that lists have the head first."""
    rows, placed = list(rows), dict[int | None, int]()
    for row in rows:
        row.position = placed[row.pk] = placed.get(row.replaces_id) or len(set(placed.values())) + 1
    Nomination.objects.bulk_update(rows, ["position"])
    registrations = [row.registration for row in rows if row.registration]
    for row in rows:
        if row.registration:
            row.registration.protocol_rank = row.position
    Registration.objects.bulk_update(registrations, ["protocol_rank"])


def _last_position(delegation: Delegation) -> int:
    return delegation.nominations.order_by("-position").values_list("position", flat=True).first() or 0


def _no_seat(delegation: Delegation) -> str:
    return _("All %(quota)d seats are taken. Withdraw or replace somebody first.") % {"quota": delegation.quota}


def _check_may_decide(by: User | None, event: Event) -> None:
    if by and not may_invite(by, event):
        raise PermissionDenied
