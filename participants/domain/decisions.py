"""What the desk decides on registrations: approve, decline, and note who came."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from participants.domain import letters
from participants.domain.desk import check_is_by_desk, logged_changes, logged_words
from participants.domain.locking import read_again
from participants.domain.places import HOLDING_A_PLACE, MOVED, move
from participants.domain.setup import locked_setup
from participants.domain.text import check_fields, many_lines
from participants.domain.waiting import hand_on
from participants.models import Registration, User

Status = Registration.Status


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
    check_is_by_desk(by, registration.event)
    if registration.status != Status.APPROVED:
        raise ValidationError({NON_FIELD_ERRORS: _("Only somebody approved can have attended.")})
    with transaction.atomic():
        before = logged_words(registration)
        registration.attended = attended
        registration.save(update_fields=["attended"])
        data = {"attended": attended, "changes": logged_changes(before, registration)}
        log(instance=registration, action="participants.attended", user=by, data=data)
    return registration


def _decide(registration: Registration, status: str, *, by: User | None, reason: str) -> Registration:
    check_is_by_desk(by, registration.event)
    with transaction.atomic():
        setup = locked_setup(registration.event)
        read_again(registration, *MOVED, "category")
        if registration.status == status:
            return registration
        if registration.status == Status.WITHDRAWN:
            raise ValidationError({NON_FIELD_ERRORS: _("This registration was withdrawn.")})
        before = logged_words(registration)
        move(registration, setup, status)
        registration.reason, registration.decided_by, registration.decided_at = reason, by, timezone.now()
        check_fields(registration, exclude=["event", "person", "category", "decided_by"])
        registration.save(update_fields=[*MOVED, "reason", "decided_by", "decided_at"])
        data = {"changes": logged_changes(before, registration)}
        log(instance=registration, action=f"participants.{status}", user=by, data=data)
        letters.post(status, registration)
        if status not in HOLDING_A_PLACE:
            hand_on(setup)
    return registration


def reset_decision(registration: Registration, *, by: User | None) -> Registration:
    """Takes an approval or a refusal back: the registration waits again, and its person is told so by letter.

    Raises PermissionDenied unless `by` is organiser or at the desk; ValidationError where nothing was decided, or where
    one that was declined finds no place to wait on. What waits already stays as it is.
    """
    check_is_by_desk(by, registration.event)
    with transaction.atomic():
        setup = locked_setup(registration.event)
        read_again(registration, *MOVED, "category")
        if registration.status == Status.SUBMITTED:
            return registration
        if registration.status not in {Status.APPROVED, Status.DECLINED}:
            raise ValidationError({NON_FIELD_ERRORS: _("Nothing was decided about this registration.")})
        before = logged_words(registration)
        move(registration, setup, Status.SUBMITTED)
        registration.reason, registration.decided_by, registration.decided_at = "", None, None
        registration.save(update_fields=[*MOVED, "reason", "decided_by", "decided_at"])
        data = {"changes": logged_changes(before, registration)}
        log(instance=registration, action="participants.reset_decision", user=by, data=data)
        letters.post("reconsidered", registration)
    return registration
