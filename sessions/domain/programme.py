"""Changes of the working programme."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Event
from participants.models import User
from sessions.kinds import KINDS
from sessions.models import Session
from sessions.permissions import may_edit_programme

from .roman import roman


def number_sessions(event: Event) -> int:
    """Gives the sessions of numbered kinds their roman numerals in the order of time; how many changed.

    Cancelled sessions keep their place, so that the others keep their number. Does nothing where the event's sessions
    are not numbered: numbers typed by hand stay.
    """
    if event.session_numbering != Event.Numbering.ROMAN:
        return 0
    numbered = [kind.slug for kind in KINDS.values() if kind.is_numbered]
    sessions = Session.objects.filter(event=event).only("number", "kind")
    in_order = sessions.filter(kind__in=numbered, start__isnull=False)
    wanted = {session.pk: roman(place) for place, session in enumerate(in_order, start=1)}
    changed = [session for session in sessions if session.number != wanted.get(session.pk, "")]
    for session in changed:
        session.number = wanted.get(session.pk, "")
    return Session.objects.bulk_update(changed, ["number"])


def log_saved(session: Session, *, by: User, changed: Iterable[str]) -> None:
    """To be called in the transaction that saved `session` with its roles and contributions."""
    if not may_edit_programme(by, session.event):
        raise PermissionDenied
    number_sessions(session.event)
    log(instance=session, action="sessions.save_session", user=by, data={"changed": sorted(changed)})


def delete_session(session: Session, *, by: User) -> None:
    """Takes a session that was planned by mistake out of the programme.

    Raises PermissionDenied; ValidationError where something was recorded in it: such a session is cancelled instead,
    and its record stays.
    """
    if not may_edit_programme(by, session.event):
        raise PermissionDenied
    if session.entries.exists() or session.recommendations.exists():
        raise ValidationError(_("This session has a record. Cancel it instead: what was recorded stays."))
    with transaction.atomic():
        log(instance=session, action="sessions.delete_session", user=by, deleted=True)
        event = session.event
        session.delete()
        number_sessions(event)
