"""The record as a whole: its key message, handed over by the rapporteur, cleared by the chair, opened again."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from cms.domain.changes import differences, words_of
from participants.domain.text import one_line
from participants.models import User
from sessions.models import Session, Suggestion
from sessions.permissions import may_clear, may_record

from .writing import State, locked, need, opened


def set_key_message(session: Session, *, by: User | None, text: str, reason: str = "") -> Session:
    """The one sentence that stays, of at most 200 characters; empty takes it away. Raises as `capture_entry`."""
    text = one_line(text)
    if len(text) > _longest_key_message():
        raise ValidationError({"key_message": _("At most %(count)d characters.") % {"count": _longest_key_message()}})
    with transaction.atomic():
        session = opened(session, by=by, reason=reason)
        before, session.key_message = session.key_message, text
        session.save(update_fields=["key_message", "updated_at"])
        said = {"text": text, "reason": reason, "changes": differences({"key_message": before}, {"key_message": text})}
        log(instance=session, action="sessions.set_key_message", user=by, data=said)
    return session


def hand_over(session: Session, *, by: User | None) -> Session:
    """The rapporteur has finished; the record waits for the chair. Raises PermissionDenied, ValidationError."""
    if by and not may_record(by, session):
        raise PermissionDenied
    return _set_state(session, State.HANDED_OVER, by=by, allowed={State.OPEN}, action="sessions.hand_over")


def clear_record(session: Session, *, by: User | None) -> Session:
    """The chair approves the record.

    Raises PermissionDenied; ValidationError where it is cleared already, or a suggestion is not settled.
    """
    if by and not may_clear(by, session):
        raise PermissionDenied
    return _set_state(session, State.CLEARED, by=by, allowed={State.OPEN, State.HANDED_OVER}, action="sessions.clear")


def reopen_record(session: Session, *, by: User | None, reason: str) -> Session:
    """Back to capturing. Raises PermissionDenied; ValidationError without a reason."""
    if by and not may_clear(by, session):
        raise PermissionDenied
    need(reason, _("Say why the record is opened again."))
    allowed = {State.HANDED_OVER, State.CLEARED}
    return _set_state(session, State.OPEN, by=by, allowed=allowed, action="sessions.reopen", reason=reason)


def _set_state(
    session: Session, state: str, *, by: User | None, allowed: set[State], action: str, reason: str = ""
) -> Session:
    with transaction.atomic():
        session = locked(session)
        if session.record_state not in allowed:
            raise ValidationError(
                _("The record of this session is %(state)s already.") % {"state": session.get_record_state_display()}
            )
        if state == State.CLEARED:
            _check_settled(session)
        before = words_of(session, "record_state", event=session.event)
        session.record_state = state
        session.save(update_fields=["record_state", "updated_at"])
        changes = differences(before, words_of(session, "record_state", event=session.event))
        log(instance=session, action=action, user=by, data={"reason": one_line(reason), "changes": changes})
    return session


def _longest_key_message() -> int:
    return Session._meta.get_field("key_message").max_length or 0


def _check_settled(session: Session) -> None:
    mine = Q(entry__session=session, entry__removed_at=None) | Q(recommendation__session=session)
    if count := Suggestion.objects.filter(mine, state=Suggestion.State.OPEN).count():
        message = ngettext(
            "%(count)d suggestion is not settled yet: take it over or decline it first.",
            "%(count)d suggestions are not settled yet: take them over or decline them first.",
            count,
        )
        raise ValidationError(message % {"count": count})
