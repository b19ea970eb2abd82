"""What every change of the record shares: the locked row, the checks, the words for the log."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from cms.domain.changes import differences
from participants.domain.text import check_fields, many_lines, one_line
from participants.models import User
from sessions.models import Recommendation, RecordEntry, Session
from sessions.permissions import may_record

from .attribution import names_apart, separate

LISTS = frozenset({"themes", "sdg_targets", "proposers", "mechanisms", "evidence"})
LONG = frozenset({"text", "dissent"})
State = Session.RecordState
Captured = RecordEntry | Recommendation


class Conflict(Exception):
    """Somebody saved in between; `current` is what stands now."""

    def __init__(self, current: Captured) -> None:
        super().__init__(current.pk, current.revision)
        self.current = current


def locked(session: Session) -> Session:
    return Session.objects.select_for_update(of=("self",)).select_related("event").get(pk=session.pk)


def opened(session: Session, *, by: User | None, reason: str) -> Session:
    """The locked row of a session whose record `by` may write now."""
    session = locked(session)
    if by and not may_record(by, session):
        raise PermissionDenied
    if session.record_state == State.CLEARED:
        need(reason, _("This record is cleared. Say why it changes."))
    return session


def next_position(rows: Any) -> int:
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def rewrite(subject: Captured, data: Mapping[str, Any], *, by: User | None, fields: frozenset[str]) -> None:
    subject.revision += 1
    subject.updated_by = by
    if "text" in data and "unread" not in data:
        subject.unread = []
    write(subject, data, fields=fields)


def write(subject: Captured, data: Mapping[str, Any], *, fields: frozenset[str]) -> None:
    """Where the session names nobody, names go to a place of their own."""
    data, names = separate(subject, data)
    for field in fields & data.keys():
        setattr(subject, field, _tidy(field, data[field]))
    check_fields(subject, exclude=["session", "event", "number", "created_by", "updated_by"])
    _check_belongs(subject)
    subject.save()
    for name in LISTS & data.keys():
        if hasattr(subject, name):
            getattr(subject, name).set(data[name])
    names_apart(subject, names)


def need(reason: str, message: str) -> None:
    if not one_line(reason):
        raise ValidationError({"reason": message})


def said(subject: Captured, reason: str = "", *, before: str | None = None) -> dict[str, Any]:
    """For the log: what stands now, what stood before, and why. Who spoke is not repeated there."""
    changed = {} if before is None or before == subject.text else {"before": before}
    changes = differences({"text": before or ""}, {"text": subject.text})
    return {"id": subject.pk, "text": subject.text, "reason": one_line(reason), "changes": changes} | changed


def _tidy(field: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return many_lines(value) if field in LONG else one_line(value)


def _check_belongs(subject: Captured) -> None:
    """What an entry or a recommendation names must be of the same event and session. Raises ValidationError."""
    event = subject.event_id if isinstance(subject, Recommendation) else subject.session.event_id
    foreign = {
        "objective": subject.objective is not None and subject.objective.event_id != event,
        "contribution": _is_of_another_session(subject, "contribution"),
        "entry": _is_of_another_session(subject, "entry"),
    }
    if wrong := [field for field, is_foreign in foreign.items() if is_foreign]:
        raise ValidationError({field: _("This belongs elsewhere.") for field in wrong})


def _is_of_another_session(subject: Captured, field: str) -> bool:
    named = getattr(subject, field, None)
    return named is not None and named.session_id != subject.session_id
