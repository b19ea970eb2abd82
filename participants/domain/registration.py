"""Registering for an event: from the request to the seat in the room.

The event's set-up is locked before anything about places or deadlines is decided, so that two requests for the last
place are answered one after the other. `by=None` is the operator at the command line.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain.changes import HIDDEN, Changes, Words, differences, words_of
from cms.models import Event
from cms.permissions import may_read_event
from participants.domain import letters
from participants.domain.people import PROFILE_FIELDS, change_profile
from participants.domain.setup import REFUSALS, State, locked_setup, offered_categories, state_of
from participants.domain.text import check_fields, many_lines, one_line
from participants.models import ParticipantCategory, Person, Registration, RegistrationSetup, User
from participants.permissions import is_own, may_manage_registrations

Status = Registration.Status
HOLDING_A_PLACE = frozenset({Status.SUBMITTED, Status.APPROVED})
FIELDS = frozenset({"category", "institution", "title", "motivation", "needs", "list_consent"})
DESK_FIELDS = frozenset({"role_in_list", "protocol_rank"})
LONG = frozenset({"motivation", "needs"})
LOGGED = ("status", "category", "institution", "title", "list_consent", "role_in_list", "protocol_rank", "attended")


def register_person(event: Event, *, person: Person, by: User | None, data: Mapping[str, Any]) -> Registration:
    """A new registration, or the withdrawn one taken up again. Of `data`, FIELDS and those of the profile are kept.

    One's own is judged by the deadlines, the desk's is not; nobody gets a place that is not there. Raises
    PermissionDenied, and ValidationError by field (under NON_FIELD_ERRORS when registration is not open, full, or the
    person is registered).
    """
    _check_may_act_for(person, event, by)
    with transaction.atomic():
        setup = locked_setup(event)
        registration = _new_or_withdrawn(event, person)
        _check_open(setup, by)
        _fill(registration, setup, data, by)
        registration.submitted_at, registration.status = timezone.now(), ""
        _move(registration, setup, Status.SUBMITTED if setup.needs_approval else Status.APPROVED)
        _save(registration, by=by, data=data)
        data = {
            "status": registration.status,
            "changes": differences({}, words_of(registration, "status", "category", event=event)),
        }
        log(instance=registration, action="participants.register", user=by, data=data)
        letters.post("received" if setup.needs_approval else "approved", registration)
    return registration


def change_registration(registration: Registration, *, by: User | None, data: Mapping[str, Any]) -> Registration:
    """Writes those of FIELDS and of the profile that `data` holds; one's own until the deadline, the desk's always.

    Raises PermissionDenied, and ValidationError by field.
    """
    _check_may_act_for(registration.person, registration.event, by)
    with transaction.atomic():
        setup = locked_setup(registration.event)
        _check_changeable(registration, setup, by)
        before = _words(registration)
        changed = _fill(registration, setup, data, by)
        if "category" in changed and category_is_fixed(registration, setup) and not _is_desk(by, registration.event):
            raise ValidationError(
                {"category": _("You were approved in your category. Ask the organizers to change it.")}
            )
        _save(registration, by=by, data=data)
        changes = _changes(before, registration) | dict.fromkeys(sorted(changed & LONG), HIDDEN)
        data = {"fields": sorted(changed), "changes": changes}
        log(instance=registration, action="participants.change_registration", user=by, data=data)
    return registration


def withdraw_registration(registration: Registration, *, by: User | None) -> Registration:
    """Gives the place back; one's own until the deadline, the desk's at any time. Raises as `change_registration`."""
    _check_may_act_for(registration.person, registration.event, by)
    with transaction.atomic():
        setup = locked_setup(registration.event)
        _check_changeable(registration, setup, by)
        before = _words(registration)
        _move(registration, setup, Status.WITHDRAWN)
        registration.save(update_fields=["status"])
        data = {"changes": _changes(before, registration)}
        log(instance=registration, action="participants.withdraw", user=by, data=data)
        letters.post("withdrawn", registration)
    return registration


def approve_registration(registration: Registration, *, by: User | None) -> Registration:
    """Approves one that waits, or one declined before if there is a place. Approving twice changes nothing.

    Raises PermissionDenied unless `by` is organiser or at the desk, ValidationError when full or withdrawn.
    """
    return _decide(registration, Status.APPROVED, by=by, reason="")


def decline_registration(registration: Registration, *, by: User | None, reason: str) -> Registration:
    """Declines one that waits or was approved, and frees its place; the person reads `reason` (up to 1,000 characters).

    Raises as `approve_registration`, and ValidationError without a reason. Declining twice changes nothing.
    """
    if not (reason := many_lines(reason)):
        raise ValidationError({"reason": _("Say why: the person reads it in the letter.")})
    return _decide(registration, Status.DECLINED, by=by, reason=reason)


def mark_attended(registration: Registration, *, by: User | None, attended: bool = True) -> Registration:
    """Notes that an approved participant came (or, with False, did not). Raises PermissionDenied, ValidationError."""
    _check_is_desk(by, registration.event)
    if registration.status != Status.APPROVED:
        raise ValidationError({NON_FIELD_ERRORS: _("Only somebody approved can have attended.")})
    with transaction.atomic():
        before = _words(registration)
        registration.attended = attended
        registration.save(update_fields=["attended"])
        data = {"attended": attended, "changes": _changes(before, registration)}
        log(instance=registration, action="participants.attended", user=by, data=data)
    return registration


def category_is_fixed(registration: Registration, setup: RegistrationSetup) -> bool:
    """Whoever was approved as an observer does not become a member by editing a form."""
    return registration.status == Status.APPROVED and setup.needs_approval


def _decide(registration: Registration, status: str, *, by: User | None, reason: str) -> Registration:
    _check_is_desk(by, registration.event)
    with transaction.atomic():
        setup = locked_setup(registration.event)
        registration.refresh_from_db(fields=["status"])
        if registration.status == status:
            return registration
        if registration.status == Status.WITHDRAWN:
            raise ValidationError({NON_FIELD_ERRORS: _("This registration was withdrawn.")})
        before = _words(registration)
        _move(registration, setup, status)
        registration.reason, registration.decided_by, registration.decided_at = reason, by, timezone.now()
        check_fields(registration, exclude=["event", "person", "category", "decided_by"])
        registration.save(update_fields=["status", "reason", "decided_by", "decided_at"])
        data = {"changes": _changes(before, registration)}
        log(instance=registration, action=f"participants.{status}", user=by, data=data)
        letters.post(status, registration)
    return registration


def _move(registration: Registration, setup: RegistrationSetup, status: str) -> None:
    """Sets the status and keeps the count of places; nothing else does. Raises ValidationError without a place."""
    taken = int(status in HOLDING_A_PLACE) - int(registration.status in HOLDING_A_PLACE)
    if taken > 0 and setup.places_left == 0:
        raise ValidationError({NON_FIELD_ERRORS: REFUSALS[State.FULL]}, code=State.FULL)
    registration.status = status
    if taken:
        setup.places_taken = max(0, setup.places_taken + taken)
        setup.save(update_fields=["places_taken"])


def _new_or_withdrawn(event: Event, person: Person) -> Registration:
    registration = Registration.objects.filter(event=event, person=person).first()
    if registration is None:
        return Registration(event=event, person=person)
    if registration.status != Status.WITHDRAWN:
        raise ValidationError({NON_FIELD_ERRORS: _("You are registered already.")}, code="registered")
    registration.event, registration.person, registration.reason = event, person, ""
    return registration


def _fill(registration: Registration, setup: RegistrationSetup, data: Mapping[str, Any], by: User | None) -> set[str]:
    """Sets what `data` holds of FIELDS (for the desk: and DESK_FIELDS); returns the names of those that differ."""
    is_desk = _is_desk(by, setup.event)
    allowed = FIELDS | DESK_FIELDS if is_desk else FIELDS
    values = {field: _plain(field, data[field]) for field in allowed & data.keys()}
    if not (is_desk or _is_offered(values.get("category"), registration, setup)):
        raise ValidationError({"category": _("This category is not offered.")})
    if values.get("list_consent", registration.list_consent) != registration.list_consent:
        registration.consented_at = timezone.now() if values["list_consent"] else None
    attnames = {field: "category_id" if field == "category" else field for field in values}
    changed = {f for f, value in values.items() if getattr(registration, attnames[f]) != getattr(value, "pk", value)}
    for field in changed:
        setattr(registration, field, values[field])
    return changed


def _is_offered(category: ParticipantCategory | None, registration: Registration, setup: RegistrationSetup) -> bool:
    """The category somebody has may stay, even after it was closed to others."""
    if category is None or category.pk == registration.category_id:
        return True
    return offered_categories(setup).filter(pk=category.pk).exists()


def _plain(field: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return many_lines(value) if field in LONG else one_line(value)


def _save(registration: Registration, *, by: User | None, data: Mapping[str, Any]) -> None:
    if registration.category_id is None:
        raise ValidationError({"category": _("Choose the category you take part in.")})
    check_fields(registration, exclude=["event", "person", "category", "decided_by"])
    if PROFILE_FIELDS & data.keys():
        change_profile(registration.person, by=by, data=data)
    registration.save()


def _words(registration: Registration) -> Words:
    return words_of(registration, *LOGGED, event=registration.event)


def _changes(before: Words, registration: Registration) -> Changes:
    """What the log may tell: answers, needs and reasons are for those who handle them."""
    return differences(before, _words(registration))


def _is_desk(by: User | None, event: Event) -> bool:
    return by is None or may_manage_registrations(by, event)


def _check_is_desk(by: User | None, event: Event) -> None:
    if not _is_desk(by, event):
        raise PermissionDenied


def _check_may_act_for(person: Person, event: Event, by: User | None) -> None:
    if _is_desk(by, event):
        return
    if by is None or not is_own(by, person) or not may_read_event(by, event):
        raise PermissionDenied


def _check_open(setup: RegistrationSetup, by: User | None) -> None:
    state = state_of(setup)
    if state != State.OPEN and (state == State.FULL or not _is_desk(by, setup.event)):
        raise ValidationError({NON_FIELD_ERRORS: REFUSALS[state]}, code=state)


def _check_changeable(registration: Registration, setup: RegistrationSetup, by: User | None) -> None:
    registration.refresh_from_db(fields=["status"])
    if registration.status not in HOLDING_A_PLACE:
        raise ValidationError({NON_FIELD_ERRORS: _("This registration is no longer active.")})
    if state_of(setup) in {State.CLOSED, State.NOT_OFFERED} and not _is_desk(by, setup.event):
        raise ValidationError({NON_FIELD_ERRORS: REFUSALS[State.CLOSED]}, code=State.CLOSED)
