"""Arranging the working programme: every action of the editor.

Each asks for the right to edit the programme, checks, writes, logs, and notes a step that `history` can undo. `seen`
maps the ids of the sessions that change to the versions the person saw; where one differs, nothing is written and
`Conflict` tells who changed it. All raise PermissionDenied, ValidationError by field, and Conflict, and return an
`Outcome`.
"""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.models import Event
from participants.models import User
from sessions.kinds import KINDS
from sessions.models import Room, Session

from .draft import Draft, Outcome, Seen, drafted
from .programme import check_deletable
from .times import check_times, is_far
from .wording import describe, name_of, with_followers

#: What moves along with a session: nothing, what follows in its room on that day, or all that follows on that day.
FOLLOW = ("", "room", "day")
ACTION = "sessions.change_schedule"
COPIED = (
    *("kind", "title", "description", "room", "agenda_item", "languages", "interpretation", "expected"),
    *("needs_sign_up", "places"),
)


def place_session(
    session: Session,
    *,
    by: User | None,
    start: datetime,
    room: Room | None,
    end: datetime | None = None,
    follow: str = "",
    seen: Seen | None = None,
) -> Outcome:
    """Moves the session to `start` and `room`, from the pool or from another time.

    Without `end` it keeps its length, or gets the usual one of its kind. With `follow` (one of FOLLOW), what comes
    after it on its day moves by the same time; then the session has to stay on its day.
    """
    with drafted(session.event, by=by, seen=seen) as draft:
        row = draft.row(session.pk)
        end = end or start + length_of(row)
        old = row.start
        _set(draft, row, start=start, end=end, room=room)
        moved = _move_followers(draft, row, follow, since=old, delta=start - old if old else None)
        return _finish(draft, row, room, followers=moved)


def resize_session(
    session: Session, *, by: User | None, end: datetime, follow: str = "", seen: Seen | None = None
) -> Outcome:
    """Lets the session end at `end`; with `follow`, what comes after it moves by the same time."""
    with drafted(session.event, by=by, seen=seen) as draft:
        row = draft.row(session.pk)
        old = row.end
        _set(draft, row, end=end)
        moved = _move_followers(draft, row, follow, since=old, delta=end - old if old else None)
        return _finish(draft, row, None, followers=moved)


def shift_from(
    session: Session, *, by: User | None, minutes: int, follow: str = "day", seen: Seen | None = None
) -> Outcome:
    """Moves the session and everything after it on that day, or in its room on that day, by `minutes`."""
    if session.start is None:
        raise ValidationError({"minutes": _("This session is not in the timetable yet.")})
    start = session.start + timedelta(minutes=minutes)
    return place_session(session, by=by, start=start, room=session.room, follow=follow, seen=seen)


def unschedule_session(session: Session, *, by: User | None, seen: Seen | None = None) -> Outcome:
    """Puts the session into the pool of those without a time; it keeps its room."""
    return change_session(session, by=by, start=None, end=None, seen=seen)


def cancel_session(session: Session, *, by: User | None, seen: Seen | None = None) -> Outcome:
    """The session does not take place; it stays visible as cancelled."""
    return change_session(session, by=by, status=Session.Status.CANCELLED, seen=seen)


def restore_session(session: Session, *, by: User | None, seen: Seen | None = None) -> Outcome:
    return change_session(session, by=by, status=Session.Status.CONFIRMED, seen=seen)


def change_session(session: Session, *, by: User | None, seen: Seen | None = None, **values: Any) -> Outcome:
    """Changes several things at once: `title`, `kind`, `status`, `start`, `end`, `room`; what is not named stays."""
    with drafted(session.event, by=by, seen=seen) as draft:
        row = draft.row(session.pk)
        _set(draft, row, **values)
        return _finish(draft, row, values.get("room"))


def swap_sessions(one: Session, other: Session, *, by: User | None, seen: Seen | None = None) -> Outcome:
    """Each takes the beginning and the room of the other, and keeps its length."""
    if one.pk == other.pk:
        raise ValidationError({"other": _("Choose another session to swap with.")})
    with drafted(one.event, by=by, seen=seen) as draft:
        first, second = draft.row(one.pk), draft.row(other.pk)
        rooms = draft.event.rooms.in_bulk()
        places = [(row.start, rooms.get(row.room_id)) for row in (second, first)]
        for row, (start, room) in zip((first, second), places, strict=True):
            _set(draft, row, start=start, end=start and start + length_of(row), room=room)
        words = {"one": name_of(first), "other": name_of(second)}
        return draft.finish(_("%(one)s and %(other)s swapped") % words, action=ACTION)


def add_session(
    event: Event,
    *,
    by: User | None,
    kind: str,
    start: datetime | None = None,
    end: datetime | None = None,
    room: Room | None = None,
    title: str = "",
) -> Outcome:
    """A new session of this kind, of its usual length unless `end` is given; without `start` it waits in the pool."""
    if kind not in KINDS:
        raise ValidationError({"kind": _("There is no such kind of session.")})
    if start and not end:
        end = start + timedelta(minutes=KINDS[kind].minutes)
    title = title.strip() or str(capfirst(KINDS[kind].label))
    return _add(Session(event=event, kind=kind, title=title, start=start, end=end, room=room), by=by)


def duplicate_session(session: Session, *, by: User | None) -> Outcome:
    """A copy without people and presentations, right after the session; in the pool where the session is there."""
    copy = Session(event=session.event, **{name: getattr(session, name) for name in COPIED})
    if session.start and session.end:
        copy.start, copy.end = session.end, session.end + length_of(session)
    return _add(copy, by=by, model=session)


def remove_session(session: Session, *, by: User | None, seen: Seen | None = None) -> Outcome:
    """Deletes the session with its people and presentations. Where it has a record, it can only be cancelled."""
    with drafted(session.event, by=by, seen=seen) as draft:
        row = draft.row(session.pk)
        check_deletable(row)
        draft.remove(row)
        return draft.finish(_("%(name)s deleted") % {"name": name_of(row)}, action=ACTION)


def length_of(session: Session) -> timedelta:
    if session.start and session.end:
        return session.end - session.start
    return timedelta(minutes=KINDS[session.kind].minutes)


def _add(session: Session, *, by: User | None, model: Session | None = None) -> Outcome:
    event = session.event
    with drafted(event, by=by) as draft:
        check_times(event, session.start, session.end)
        session.full_clean()
        session.save()
        if model:
            session.themes.set(model.themes.all())
            session.objectives.set(model.objectives.all())
        draft.places |= {session.room.pk: session.room.position} if session.room else {}
        draft.add(session)
        return draft.finish(_("%(name)s added") % {"name": name_of(session)}, action=ACTION)


def _set(draft: Draft, row: Session, **values: Any) -> None:
    start, end = values.get("start", row.start), values.get("end", row.end)
    if {"start", "end"} & values.keys():
        check_times(draft.event, start, end)
    _check_values(draft.event, values)
    draft.set(row, **values)


def _check_values(event: Event, values: dict[str, Any]) -> None:
    room = values.get("room")
    if room and room.event_id != event.pk:
        raise ValidationError({"room": _("This room belongs to another event.")})
    for name in values.keys() & {"kind", "status", "title"}:
        field: Any = Session._meta.get_field(name)
        field.clean(values[name], None)


def _move_followers(draft: Draft, row: Session, follow: str, *, since: datetime | None, delta: timedelta | None) -> int:
    """Moves what begins at or after `since` on the day of `since`; how many."""
    if not (follow and since and delta):
        return 0
    if follow not in FOLLOW:
        raise ValidationError({"follow": _("Choose what moves along.")})
    day = since.astimezone(draft.event.tz).date()
    if _is_moved_off(draft, row, day) or is_far(draft.event, day):
        raise ValidationError({"follow": _("Everything after a session moves along only within its day.")})
    room = row.room_id if "room_id" not in draft.changed.get(row.pk, ()) else draft.before[str(row.pk)]["room_id"]
    followers = [
        pk
        for pk, each in draft.rows.items()
        if pk != row.pk
        and each.start
        and each.start >= since
        and each.start.astimezone(draft.event.tz).date() == day
        and (follow == "day" or each.room_id == room)
    ]
    for pk in followers:
        each: Any = draft.row(pk)  # the person must have seen it as it is
        draft.set(each, start=each.start + delta, end=each.end + delta)
    return len(followers)


def _is_moved_off(draft: Draft, row: Session, day: Any) -> bool:
    return row.start is None or row.start.astimezone(draft.event.tz).date() != day


def _finish(draft: Draft, row: Session, room: Room | None, *, followers: int = 0) -> Outcome:
    was = draft.before.get(str(row.pk), {})
    label = with_followers(describe(row, draft.event, was=was, room=room), followers)
    return draft.finish(label, action=ACTION)
