"""Stars of people who have an account."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.models import Event
from participants.models import User
from sessions.models import SessionStar
from sessions.stars import MOST


def add_star(event: Event, session_id: int, *, user: User) -> None:
    """Stars the session with `session_id`, which the caller found in the programme of `event`. Again changes nothing.

    Raises ValidationError where `user` has starred `MOST` sessions of this event already.
    """
    others = SessionStar.objects.filter(user=user, event=event).exclude(session=session_id)
    if others.count() >= MOST:
        raise ValidationError(too_many())
    SessionStar.objects.get_or_create(user=user, session_id=session_id, defaults={"event": event})


def remove_star(event: Event, session_id: int, *, user: User) -> None:
    SessionStar.objects.filter(user=user, event=event, session=session_id).delete()


def merge_stars(*, user: User, kept: Mapping[int, Sequence[int]]) -> None:
    """Adds what was starred without an account: `kept` are ids of sessions by id of their event.

    Only of events that `user` may see; what was starred already stays as it is. Two statements at most.
    """
    if not any(kept.values()):
        return
    events = Event.objects.visible_to(user).filter(pk__in=kept)
    stars = [
        SessionStar(user=user, event=event, session_id=session_id)
        for event in events
        for session_id in kept[event.pk][:MOST]
    ]
    SessionStar.objects.bulk_create(stars, ignore_conflicts=True)


def too_many() -> str:
    return _("You have starred %(count)d sessions of this event. Remove one before you add another.") % {"count": MOST}
