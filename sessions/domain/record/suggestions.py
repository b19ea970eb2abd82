"""What the chair would have otherwise: suggested while the record is handed over, settled by those who write it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from participants.domain.text import check_fields, many_lines, one_line
from participants.models import User
from sessions.models import Recommendation, Session, Suggestion
from sessions.permissions import may_clear, may_record

from .entries import change_entry
from .recommendations import change_recommendation
from .writing import Captured, State, locked

ACTIONS = {
    Suggestion.State.TAKEN: "sessions.take_suggestion",
    Suggestion.State.DECLINED: "sessions.decline_suggestion",
}


def suggest(subject: Captured, *, by: User | None, text: str, note: str = "") -> Suggestion:
    """Another text for an entry or a recommendation; nothing changes yet.

    Raises PermissionDenied unless `by` may clear the record; ValidationError while it is not with the chair.
    """
    session = subject.session
    if session is None or (by and not may_clear(by, session)):
        raise PermissionDenied
    with transaction.atomic():
        if locked(session).record_state != State.HANDED_OVER:
            raise ValidationError(_("The record is not with the chair now."))
        kind = "recommendation" if isinstance(subject, Recommendation) else "entry"
        row = Suggestion(text=many_lines(text), note=one_line(note), by=by, **{kind: subject})
        check_fields(row, exclude=["entry", "recommendation", "by", "settled_by", "settled_at"])
        row.save()
        type(subject).objects.filter(pk=subject.pk).update(updated_at=timezone.now())  # for those who look on
        log(instance=session, action="sessions.suggest", user=by, data={"id": subject.pk, "text": row.text})
    return row


def take_suggestion(suggestion: Suggestion, *, by: User | None) -> Captured:
    """Writes the suggested text into the record. Raises as `decline_suggestion`, and as a change of the record does."""
    with transaction.atomic():
        suggestion = _settle(suggestion, Suggestion.State.TAKEN, by=by)
        return _rewritten(suggestion.subject, suggestion.text, by=by, reason=suggestion.note)


def decline_suggestion(suggestion: Suggestion, *, by: User | None) -> Suggestion:
    """The text stays. Raises PermissionDenied unless `by` writes the record; ValidationError where it is settled."""
    with transaction.atomic():
        return _settle(suggestion, Suggestion.State.DECLINED, by=by)


def _settle(suggestion: Suggestion, state: str, *, by: User | None) -> Suggestion:
    session = _session_of(suggestion)
    if by and not may_record(by, session):
        raise PermissionDenied
    locked(session)
    suggestion = Suggestion.objects.select_for_update(of=("self",)).get(pk=suggestion.pk)
    if suggestion.state != Suggestion.State.OPEN:
        raise ValidationError(_("A colleague has settled this suggestion already."))
    suggestion.state, suggestion.settled_by, suggestion.settled_at = state, by, timezone.now()
    suggestion.save(update_fields=["state", "settled_by", "settled_at"])
    log(instance=session, action=ACTIONS[Suggestion.State(state)], user=by, data={"text": suggestion.text})
    return suggestion


def _rewritten(subject: Captured, text: str, *, by: User | None, reason: str) -> Captured:
    data, revision = {"text": text}, subject.revision
    if isinstance(subject, Recommendation):
        return change_recommendation(subject, by=by, data=data, revision=revision, reason=reason)
    return change_entry(subject, by=by, data=data, revision=revision, reason=reason)


def _session_of(suggestion: Suggestion) -> Session:
    session = suggestion.subject.session
    if session is None:
        raise PermissionDenied
    return session
