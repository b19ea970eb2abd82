"""Invitations and delegations of the meeting that lies ahead. No letter waits and none was sent."""

from datetime import timedelta

from django.utils import timezone

from cms.models import Event
from participants.models import Delegation, Invitation, Nomination, Person

from .shelf import Shelf

State = Invitation.State
NOTE = "Your paper on registers in small islands is what this meeting needs."
BUSY = "I examine that week. I can send a colleague."
INVITED = {
    "mele.taufatofua": (State.SENT, 9, NOTE, ""),
    "ingrid.solheimaas": (State.SENT, 9, "", ""),
    "thandeka.mabuza": (State.SENT, -2, "", ""),
    "rui.salvaterra": (State.DECLINED, 9, "", BUSY),
    "lubna.alsawalqa": (State.ACCEPTED, 9, "", ""),
    "vardan.hakhverdyants": (State.PREPARED, 12, "", ""),
}
#: The focal point, how many may be nominated, and who is.
OF_KOREA = ("yerin.ok", 4, ("seojun.hwangbo", "jinho.namgung"))
OF_INSTITUTION = ("eleni.karavia", 6, ("soley.hrafnkelsdottir", "takumi.hayashibara", "lin.shuwen"))


def add(event: Event, shelf: Shelf) -> None:
    now = timezone.now()
    for key, (state, days, note, reason) in INVITED.items():
        person, until = shelf.people[key], now + timedelta(days=days)
        facts = {"name": person.name, "honorific": person.honorific, "email": person.email, "note": note}
        times = {"expires_at": until, "sent_at": None if state == State.PREPARED else now - timedelta(days=5)}
        Invitation.objects.create(event=event, person=person, state=state, reason=reason, **facts, **times)
    _add_delegation(event, shelf, *OF_KOREA, country_id="KR")
    post = shelf.people[OF_INSTITUTION[0]].post_on(event.start_date)
    if post and post.organization_id:
        _add_delegation(event, shelf, *OF_INSTITUTION, organization_id=post.organization_id)


def _add_delegation(
    event: Event, shelf: Shelf, focal: str, quota: int, nominated: tuple[str, ...], **of: str | int
) -> None:
    point = shelf.people[focal]
    delegation = Delegation.objects.create(
        event=event,
        focal_name=point.name,
        focal_email=point.email,
        quota=quota,
        closes_at=timezone.now() + timedelta(weeks=4),
        **of,
    )
    Nomination.objects.bulk_create(
        _nomination(delegation, shelf.people[key], place, event, shelf) for place, key in enumerate(nominated, start=1)
    )


def _nomination(delegation: Delegation, person: Person, place: int, event: Event, shelf: Shelf) -> Nomination:
    post = person.post_on(event.start_date)
    return Nomination(
        delegation=delegation,
        position=place,
        honorific=person.honorific,
        name=person.name,
        email=person.email,
        title=post.title if post else "",
        institution=post.institution if post else "",
        category=shelf.categories["member-state"],
    )
