"""Conclusions that participants send from their phones: taken over, merged or declined by the rapporteurs."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from participants.domain.text import check_fields, many_lines, one_line
from participants.models import Person, User
from sessions.domain.record import capture_entry, capture_recommendation, remove_entry
from sessions.domain.record.attribution import credit, take_credit_back
from sessions.models import Recommendation, RecordEntry, Session, Submission
from sessions.permissions import may_record, may_send_to

State = Submission.State
MINUTE, PER_MINUTE, PER_SESSION = timedelta(minutes=1), 3, 20


def set_taking_submissions(session: Session, *, by: User | None, takes: bool) -> Session:
    """Whether participants may send in. What was sent before stays. Raises PermissionDenied."""
    if by and not may_record(by, session):
        raise PermissionDenied
    with transaction.atomic():
        session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
        if session.takes_submissions != takes:
            session.takes_submissions = takes
            session.save(update_fields=["takes_submissions", "updated_at"])
            action = "sessions.open_submissions" if takes else "sessions.close_submissions"
            log(instance=session, action=action, user=by)
    return session


def send_submission(
    session: Session, *, by: User, person: Person, key: UUID, kind: str, text: str, is_named: bool = True
) -> Submission:
    """A participant's conclusion, recommendation or key message; sent again with the same `key`, the first one.

    At most 3 in a minute and 20 in a session from one person. Raises PermissionDenied; ValidationError by field.
    """
    if not may_send_to(by, session):
        raise PermissionDenied
    row = Submission(session=session, person=person, key=key, kind=kind, is_named=is_named)
    row.text = many_lines(text)
    check_fields(row, exclude=["session", "person", "entry", "recommendation", "settled_at", "settled_by"])
    with transaction.atomic():
        Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        if sent := Submission.objects.filter(session=session, person=person, key=key).first():
            return sent
        _check_flood(session, person)
        row.save()
    return row


def withdraw_submission(submission: Submission, *, by: User) -> None:
    """The sender takes it back while it waits. Raises PermissionDenied, ValidationError where it is settled."""
    if submission.person.user_id != by.pk:
        raise PermissionDenied
    with transaction.atomic():
        row = _waiting(submission)
        row.state, row.text = State.WITHDRAWN, ""
        row.save(update_fields=["state", "text"])


def take_over(submission: Submission, *, by: User | None, text: str = "", kind: str = "") -> Submission:
    """Into the record, in the sender's words or in others; the sender is credited unless they asked not to be.

    Raises as a change of the record does, and ValidationError where it is settled already.
    """
    _allow(submission, by)
    with transaction.atomic():
        row = _waiting(submission)
        made = _captured(row, kind or row.kind, text or row.text, by)
        _settle(row, State.TAKEN, made, by=by, action="sessions.take_submission")
    return row


def merge_submission(submission: Submission, into: RecordEntry | Recommendation, *, by: User | None) -> Submission:
    """Says that `into`, of the same session, holds it already; the sender is credited there. Raises as `take_over`."""
    _allow(submission, by)
    if into.session_id != submission.session_id:
        raise ValidationError(_("This stands in the record of another session."))
    with transaction.atomic():
        row = _waiting(submission)
        row.is_credited = row.is_named and credit(into, row.person)
        _settle(row, State.MERGED, into, by=by, action="sessions.merge_submission")
    return row


def decline_submission(submission: Submission, *, by: User | None, reason: str) -> Submission:
    """Raises as `take_over`; ValidationError ("reason") without one: the sender reads it."""
    _allow(submission, by)
    if not (reason := one_line(reason)):
        raise ValidationError({"reason": _("Say why; the sender reads it.")})
    with transaction.atomic():
        row = _waiting(submission)
        row.reason = reason[:500]
        _settle(row, State.DECLINED, None, by=by, action="sessions.decline_submission")
    return row


def reopen_submission(submission: Submission, *, by: User | None) -> Submission:
    """Back into the queue. An entry that was made of it leaves the record, and credit that it gave is taken back; a
    recommendation keeps its number and stays.

    Raises PermissionDenied; ValidationError where it waits, was taken back, or became a recommendation.
    """
    _allow(submission, by)
    with transaction.atomic():
        row = Submission.objects.select_for_update(of=("self",)).select_related("session__event").get(pk=submission.pk)
        if row.state in (State.WAITING, State.WITHDRAWN):
            raise ValidationError(_("There is nothing to put back."))
        if not row.may_be_put_back:
            raise ValidationError(_("It has become a recommendation, which stays."))
        if row.state == State.TAKEN and (entry := RecordEntry.objects.filter(pk=row.entry_id or 0).first()):
            remove_entry(entry, by=by)
        _take_credit_back(row)
        row.reason = ""
        _settle(row, State.WAITING, None, by=by, action="sessions.reopen_submission")
    return row


def _take_credit_back(row: Submission) -> None:
    """Unless another submission of the same sender stands merged there: then the credit is that one's."""
    if not row.is_credited:
        return
    row.is_credited = False
    into = row.recommendation or RecordEntry.with_removed.get(pk=row.entry_id or 0)
    others = Submission.objects.filter(person=row.person_id, entry=row.entry_id, recommendation=row.recommendation_id)
    heir = others.filter(is_named=True, state=State.MERGED).exclude(pk=row.pk).first()
    if heir is None:
        take_credit_back(into, row.person)
    else:
        Submission.objects.filter(pk=heir.pk).update(is_credited=True)


def _captured(row: Submission, kind: str, text: str, by: User | None) -> RecordEntry | Recommendation:
    data: dict[str, Any] = {"text": text}
    if kind == Submission.Kind.RECOMMENDATION:
        data["proposers"] = [row.person] if row.is_named else []
        return capture_recommendation(row.session.event, by=by, session=row.session, data=data)
    speaker = row.person if row.is_named else None
    return capture_entry(row.session, by=by, data=data | {"kind": kind, "speaker": speaker, "institution": ""})


def _settle(
    row: Submission, state: str, became: RecordEntry | Recommendation | None, *, by: User | None, action: str
) -> None:
    row.state, row.settled_by, row.settled_at = state, by, timezone.now() if state != State.WAITING else None
    row.entry = became if isinstance(became, RecordEntry) else None
    row.recommendation = became if isinstance(became, Recommendation) else None
    row.save()
    log(instance=row.session, action=action, user=by, data={"text": row.text, "reason": row.reason})


def _waiting(submission: Submission) -> Submission:
    row = Submission.objects.select_for_update(of=("self",)).select_related("session__event").get(pk=submission.pk)
    if row.state != State.WAITING:
        raise ValidationError(_("A colleague has settled this already."))
    return row


def _allow(submission: Submission, by: User | None) -> None:
    if by and not may_record(by, submission.session):
        raise PermissionDenied


def _check_flood(session: Session, person: Person) -> None:
    sent = Submission.objects.filter(session=session, person=person)
    if sent.count() >= PER_SESSION:
        raise ValidationError({"text": _("You have sent %(count)d, which is the most.") % {"count": PER_SESSION}})
    if sent.filter(sent_at__gt=timezone.now() - MINUTE).count() >= PER_MINUTE:
        message = _("At most %(count)d in a minute: wait a moment, then send it again.")
        raise ValidationError({"text": message % {"count": PER_MINUTE}})
