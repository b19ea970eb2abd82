"""Writing the record of a session.

Every change locks the session's row first: numbers and places stay in order, and a record that is cleared at this
moment is not changed behind the chair's back. A change names the `revision` it was made from; where a colleague saved
in between, nothing is written and `Conflict` carries what stands now. In a cleared record, and for an adopted
recommendation, every change needs a `reason`, which is logged. `by=None` is the operator at the command line.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain.changes import differences, words_of
from cms.models import Event
from participants.domain.text import many_lines, one_line
from participants.models import User
from sessions.models import (
    Addressee,
    Lineage,
    Recommendation,
    RecommendationAddressee,
    RecordEntry,
    Session,
)
from sessions.permissions import may_clear, may_record, may_record_event

ENTRY_FIELDS = frozenset({"kind", "text", "consensus", "contribution", "speaker", "institution", "objective"})
RECOMMENDATION_FIELDS = frozenset({"verb", "text", "consensus", "source", "concerned_groups", "objective", "entry"})
LISTS = frozenset({"themes", "sdg_targets", "proposers"})
LONG = frozenset({"text"})
State = Session.RecordState
Captured = RecordEntry | Recommendation


class Conflict(Exception):
    """Somebody saved in between; `current` is what stands now."""

    def __init__(self, current: Captured) -> None:
        super().__init__(current.pk, current.revision)
        self.current = current


# --- Entries ------------------------------------------------------------------------------------------------


def capture_entry(session: Session, *, by: User | None, data: Mapping[str, Any], reason: str = "") -> RecordEntry:
    """Adds an entry at the end. `data` holds ENTRY_FIELDS and "themes".

    Raises PermissionDenied; ValidationError by field, "reason" where the record is cleared and none is given.
    """
    with transaction.atomic():
        session = _opened(session, by=by, reason=reason)
        entry = RecordEntry(session=session, created_by=by, updated_by=by, position=_next_position(session.entries))
        _write(entry, data, fields=ENTRY_FIELDS)
        log(instance=session, action="sessions.capture_entry", user=by, data=_said(entry, reason))
    return entry


def change_entry(
    entry: RecordEntry, *, by: User | None, data: Mapping[str, Any], revision: int, reason: str = ""
) -> RecordEntry:
    """Writes what `data` holds, made from `revision`. Raises as `capture_entry`, and Conflict."""
    with transaction.atomic():
        session = _opened(entry.session, by=by, reason=reason)
        entry = RecordEntry.with_removed.select_for_update().get(pk=entry.pk)
        if entry.revision != revision or entry.removed_at:
            raise Conflict(entry)
        before = entry.text
        _rewrite(entry, data, by=by, fields=ENTRY_FIELDS)
        log(instance=session, action="sessions.change_entry", user=by, data=_said(entry, reason, before=before))
    return entry


def remove_entry(entry: RecordEntry, *, by: User | None, reason: str = "") -> None:
    """Takes the entry out of the record; `restore_entry` puts it back. Raises as `capture_entry`."""
    _set_removed(entry, by=by, at=timezone.now(), action="sessions.remove_entry", reason=reason)


def restore_entry(entry: RecordEntry, *, by: User | None, reason: str = "") -> None:
    """Puts a removed entry back in its place. Raises as `capture_entry`."""
    _set_removed(entry, by=by, at=None, action="sessions.restore_entry", reason=reason)


def _set_removed(entry: RecordEntry, *, by: User | None, at: Any, action: str, reason: str) -> None:
    with transaction.atomic():
        session = _opened(entry.session, by=by, reason=reason)
        entry = RecordEntry.with_removed.select_for_update().get(pk=entry.pk)
        entry.removed_at, entry.updated_by = at, by
        entry.revision += 1
        entry.save(update_fields=["removed_at", "updated_by", "revision", "updated_at"])
        log(instance=session, action=action, user=by, data=_said(entry, reason))


def move(subject: Captured, *, by: User | None, step: int, reason: str = "") -> None:
    """Exchanges an entry or a recommendation with its neighbour: `step` is -1 (up) or 1 (down); none at either end.

    Raises as `capture_entry`.
    """
    if subject.session is None:
        return
    with transaction.atomic():
        _opened(subject.session, by=by, reason=reason)
        model = type(subject)
        rows = list(model._default_manager.filter(session=subject.session_id).order_by("position", "pk"))
        place = next((index for index, row in enumerate(rows) if row.pk == subject.pk), -1)
        if place < 0 or not 0 <= place + step < len(rows):
            return
        rows[place], rows[place + step] = rows[place + step], rows[place]
        for position, row in enumerate(rows):
            row.position = position
        model._default_manager.bulk_update(rows, ["position"])


# --- Recommendations ----------------------------------------------------------------------------------------


def capture_recommendation(
    event: Event,
    *,
    by: User | None,
    data: Mapping[str, Any],
    session: Session | None = None,
    addressees: Iterable[tuple[Addressee, str]] = (),
    reason: str = "",
) -> Recommendation:
    """A new recommendation with the next number of its event, which it keeps for ever.

    `data` holds RECOMMENDATION_FIELDS and LISTS; `addressees` are pairs of addressee and part ("lead", "support").
    Raises as `capture_entry`.
    """
    with transaction.atomic():
        _open_for_recommendation(event, session, by=by, reason=reason)
        recommendation = _new_recommendation(event, session, by=by, data=data, addressees=addressees)
        log(
            instance=recommendation,
            action="sessions.capture_recommendation",
            user=by,
            data=_said(recommendation, reason),
        )
    return recommendation


def change_recommendation(
    recommendation: Recommendation,
    *,
    by: User | None,
    data: Mapping[str, Any],
    revision: int,
    addressees: Iterable[tuple[Addressee, str]] | None = None,
    reason: str = "",
) -> Recommendation:
    """Writes what `data` holds; `addressees=None` leaves them. An adopted one needs a reason.

    Raises as `capture_recommendation`, and Conflict.
    """
    with transaction.atomic():
        _open_for_recommendation(recommendation.event, recommendation.session, by=by, reason=reason)
        recommendation = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
        if recommendation.revision != revision:
            raise Conflict(recommendation)
        if recommendation.status == Recommendation.Status.ADOPTED:
            _need(reason, _("This recommendation is adopted. Say why it changes."))
        before = recommendation.text
        _rewrite(recommendation, data, by=by, fields=RECOMMENDATION_FIELDS)
        if addressees is not None:
            _address(recommendation, addressees)
        said = _said(recommendation, reason, before=before)
        log(instance=recommendation, action="sessions.change_recommendation", user=by, data=said)
    return recommendation


def reword_recommendation(
    recommendation: Recommendation, *, by: User | None, data: Mapping[str, Any], reason: str = ""
) -> Recommendation:
    """A new recommendation in other words, with its lineage; the old one stays as it was said.

    What `data` does not name is taken over. Raises as `capture_recommendation`.
    """
    kept = {field: getattr(recommendation, field) for field in RECOMMENDATION_FIELDS}
    kept |= {name: list(getattr(recommendation, name).all()) for name in LISTS}
    links = [(link.addressee, link.part) for link in recommendation.addressee_links.select_related("addressee")]
    with transaction.atomic():
        child = capture_recommendation(
            recommendation.event,
            by=by,
            data=kept | dict(data),
            session=recommendation.session,
            addressees=links,
            reason=reason,
        )
        Lineage.objects.create(child=child, parent=recommendation, kind=Lineage.Kind.REWORDED_FROM, created_by=by)
    return child


def addressee_named(name: str, *, kind: str = "") -> Addressee:
    """The addressee of that name, whatever its case; a new one of `kind`, not yet saved, where there is none.

    Raises ValidationError where it is new and no kind is given: a slip of the pen must not add one.
    """
    name = one_line(name)
    if known := Addressee.objects.filter(name__iexact=name).first():
        return known
    if kind not in Addressee.Kind.values:
        raise ValidationError(
            _("“%(name)s” is new here. Correct it, or choose below what it is and it will be added."),
            params={"name": name},
        )
    addressee = Addressee(name=name, kind=kind)
    addressee.full_clean()
    return addressee


# --- The session as a whole ---------------------------------------------------------------------------------


def set_key_message(session: Session, *, by: User | None, text: str, reason: str = "") -> Session:
    """The one sentence that stays, of at most 200 characters; empty takes it away. Raises as `capture_entry`."""
    text = one_line(text)
    if len(text) > _longest_key_message():
        raise ValidationError({"key_message": _("At most %(count)d characters.") % {"count": _longest_key_message()}})
    with transaction.atomic():
        session = _opened(session, by=by, reason=reason)
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
    """The chair approves the record. Raises PermissionDenied; ValidationError where it is cleared already."""
    if by and not may_clear(by, session):
        raise PermissionDenied
    return _set_state(session, State.CLEARED, by=by, allowed={State.OPEN, State.HANDED_OVER}, action="sessions.clear")


def reopen_record(session: Session, *, by: User | None, reason: str) -> Session:
    """Back to capturing. Raises PermissionDenied; ValidationError without a reason."""
    if by and not may_clear(by, session):
        raise PermissionDenied
    _need(reason, _("Say why the record is opened again."))
    allowed = {State.HANDED_OVER, State.CLEARED}
    return _set_state(session, State.OPEN, by=by, allowed=allowed, action="sessions.reopen", reason=reason)


def _set_state(
    session: Session, state: str, *, by: User | None, allowed: set[State], action: str, reason: str = ""
) -> Session:
    with transaction.atomic():
        session = _locked(session)
        if session.record_state not in allowed:
            raise ValidationError(
                _("The record of this session is %(state)s already.") % {"state": session.get_record_state_display()}
            )
        before = words_of(session, "record_state", event=session.event)
        session.record_state = state
        session.save(update_fields=["record_state", "updated_at"])
        changes = differences(before, words_of(session, "record_state", event=session.event))
        log(instance=session, action=action, user=by, data={"reason": one_line(reason), "changes": changes})
    return session


# --- Shared -------------------------------------------------------------------------------------------------


def _locked(session: Session) -> Session:
    return Session.objects.select_for_update().select_related("event").get(pk=session.pk)


def _opened(session: Session, *, by: User | None, reason: str) -> Session:
    """The locked row of a session whose record `by` may write now."""
    session = _locked(session)
    if by and not may_record(by, session):
        raise PermissionDenied
    if session.record_state == State.CLEARED:
        _need(reason, _("This record is cleared. Say why it changes."))
    return session


def _open_for_recommendation(event: Event, session: Session | None, *, by: User | None, reason: str) -> None:
    """The event's row is locked too: its recommendations are numbered."""
    if session is None:
        if by and not may_record_event(by, event):
            raise PermissionDenied
    elif _opened(session, by=by, reason=reason).event_id != event.pk:
        raise ValidationError(_("This session belongs to another event."))
    Event.objects.select_for_update().get(pk=event.pk)


def _new_recommendation(
    event: Event,
    session: Session | None,
    *,
    by: User | None,
    data: Mapping[str, Any],
    addressees: Iterable[tuple[Addressee, str]],
) -> Recommendation:
    mine = Recommendation.objects.filter(event=event)
    recommendation = Recommendation(
        event=event,
        session=session,
        number=(mine.aggregate(last=Max("number"))["last"] or 0) + 1,
        position=_next_position(mine.filter(session=session)),
        created_by=by,
        updated_by=by,
    )
    _write(recommendation, data, fields=RECOMMENDATION_FIELDS)
    _address(recommendation, addressees)
    return recommendation


def _next_position(rows: Any) -> int:
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _rewrite(subject: Captured, data: Mapping[str, Any], *, by: User | None, fields: frozenset[str]) -> None:
    subject.revision += 1
    subject.updated_by = by
    _write(subject, data, fields=fields)


def _write(subject: Captured, data: Mapping[str, Any], *, fields: frozenset[str]) -> None:
    for field in fields & data.keys():
        setattr(subject, field, _tidy(field, data[field]))
    subject.full_clean(exclude=["session", "event", "number", "created_by", "updated_by"], validate_unique=False)
    _check_belongs(subject)
    subject.save()
    for name in LISTS & data.keys():
        if hasattr(subject, name):
            getattr(subject, name).set(data[name])


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


def _address(recommendation: Recommendation, addressees: Iterable[tuple[Addressee, str]]) -> None:
    """Each addressee once; named twice, the part named first counts. New ones are saved."""
    parts: dict[int, str] = {}
    for addressee, part in addressees:
        parts.setdefault(addressee.pk or _added(addressee).pk, part)
    recommendation.addressee_links.all().delete()
    RecommendationAddressee.objects.bulk_create(
        RecommendationAddressee(recommendation=recommendation, addressee_id=pk, part=part) for pk, part in parts.items()
    )


def _added(addressee: Addressee) -> Addressee:
    """Saved now, unless a colleague has added the same name meanwhile, or it stands twice in the list."""
    return Addressee.objects.get_or_create(name=addressee.name, defaults={"kind": addressee.kind})[0]


def _need(reason: str, message: str) -> None:
    if not one_line(reason):
        raise ValidationError({"reason": message})


def _said(subject: Captured, reason: str, *, before: str | None = None) -> dict[str, Any]:
    """For the log: what stands now, what stood before, and why. Who spoke is not repeated there."""
    changed = {} if before is None or before == subject.text else {"before": before}
    changes = differences({"text": before or ""}, {"text": subject.text})
    return {"id": subject.pk, "text": subject.text, "reason": one_line(reason), "changes": changes} | changed


def _longest_key_message() -> int:
    return Session._meta.get_field("key_message").max_length or 0
