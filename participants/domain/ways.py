"""How somebody may come in, besides the open door."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import Event
from cms.prepared import first, prepared
from participants.models import Invitation, ParticipantCategory, Person, Registration


@dataclass(frozen=True, slots=True)
class Way:
    """`category` is the one it fixes; None where the person chooses.

    `is_admitted` lets in where registration is only for those invited, and beyond its close; `is_approved` needs no
    approval any more. No way makes a place that is not there. `invitation` is the id of the one that opens it.
    """

    kind: str = Registration.WayIn.OPEN
    category: ParticipantCategory | None = None
    is_admitted: bool = False
    is_approved: bool = False
    invitation: int | None = None


OPEN = Way()


def way_of(event: Event, person: Person) -> Way:
    """By which `person` may register for `event` now: an invitation that stands, else the open door."""
    if person.user_id is None:
        return OPEN
    invitation = first(_invitations(event.pk, person.user_id, timezone.now()))
    if invitation is None:
        return OPEN
    return Way(Registration.WayIn.INVITATION, invitation.category, True, invitation.is_approved, invitation.pk)


@prepared
def _invitations(event: int, user: int, now: datetime) -> QuerySet[Invitation]:
    return _standing(event, user, now).select_related("category").order_by("state", "pk")[:1]


def use_way(event: Event, person: Person, way: Way) -> None:
    """Who came by an invitation has answered it: its link opens nothing any more. Within the registration.

    `way` may have been read a while ago: raises ValidationError where the invitation does not stand any more, or is
    not what it was.
    """
    if way.invitation is None:
        return
    answered = {"state": Invitation.State.ACCEPTED, "answered_at": Coalesce(F("answered_at"), timezone.now())}
    standing = _standing(event.pk, person.user_id, timezone.now())
    same = standing.filter(pk=way.invitation, category=way.category, is_approved=way.is_approved)
    if not same.update(person=person, token_hash=None, **answered):
        raise ValidationError({NON_FIELD_ERRORS: _("Your invitation does not stand any more. Ask the organizers.")})


def _standing(event: int, user: int | None, now: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.standing_for(user, now).filter(event=event, delegation=None)
