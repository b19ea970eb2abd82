"""How somebody may come in, besides the open door."""

from dataclasses import dataclass

from cms.models import Event
from participants.models import ParticipantCategory, Person, Registration


@dataclass(frozen=True, slots=True)
class Way:
    """`category` is the one it fixes; None where the person chooses.

    `is_admitted` lets in where registration is only for those invited, and beyond its close; `is_approved` needs no
    approval any more. No way makes a place that is not there.
    """

    kind: str = Registration.WayIn.OPEN
    category: ParticipantCategory | None = None
    is_admitted: bool = False
    is_approved: bool = False


OPEN = Way()


def way_of(event: Event, person: Person) -> Way:
    """By which `person` may register for `event` now."""
    return OPEN
