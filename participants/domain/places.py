"""Places: who holds one, and the count of them. To be called under the lock of `setup.locked_setup`."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from participants.domain.setup import REFUSALS, State
from participants.models import Registration, RegistrationSetup

Status = Registration.Status
HOLDING_A_PLACE = frozenset({Status.SUBMITTED, Status.OFFERED, Status.APPROVED})
#: Neither withdrawn nor declined: they may be changed and withdrawn.
STANDING = HOLDING_A_PLACE | {Status.WAITING}


def move(registration: Registration, setup: RegistrationSetup, status: str) -> None:
    """Sets the status and keeps the count of places; nothing else does. Raises ValidationError without a place."""
    taken = int(status in HOLDING_A_PLACE) - int(registration.status in HOLDING_A_PLACE)
    if taken > 0 and setup.places_left == 0:
        raise ValidationError({NON_FIELD_ERRORS: REFUSALS[State.FULL]}, code=State.FULL)
    registration.status = status
    if taken:
        setup.places_taken = max(0, setup.places_taken + taken)
        setup.save(update_fields=["places_taken"])
