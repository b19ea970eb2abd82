"""How somebody may come in, besides the open door."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from cms.models import Event
from participants.models import Invitation, ParticipantCategory, Person, Registration


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
    """By which `person` may register for `event` now: an invitation that stands, else the open door."""
    if person.user_id is None:
        return OPEN
    invitation = _standing(event, person).select_related("category").order_by("state", "pk").first()
    if invitation is None:
        return OPEN
    return Way(Registration.WayIn.INVITATION, invitation.category, True, invitation.is_approved)


def use_way(event: Event, person: Person, way: Way) -> None:
    """Who came by an invitation has answered it: its link opens nothing any more. Within the registration."""
    if way.kind == Registration.WayIn.INVITATION:
        sent = _standing(event, person).filter(state=Invitation.State.SENT)
        now = timezone.now()
        sent.update(state=Invitation.State.ACCEPTED, person=person, token_hash=None, answered_at=now)


def _standing(event: Event, person: Person) -> Any:
    return Invitation.objects.standing_for(person.user).filter(event=event, delegation=None)
