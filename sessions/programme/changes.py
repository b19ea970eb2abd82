"""What differs between two states of a programme, for people (the list of changes) and for calendars (SEQUENCE)."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from .tree import CANCELLED, REMOVED, Programme, Session

#: In the order in which they are told.
KINDS = ("new", "moved", "cancelled", "reinstated", "removed", "renamed", "updated")


def carry_over(new: Programme, last: Programme | None, *, at: datetime) -> Programme:
    """`new` with what calendars need to follow it: one more in `sequence`, and `last_modified`, for each session that
    changed since `last`; those no longer there stay on as removed (RFC 5545, 3.8.7.4 and 3.8.1.11).

    `at`: the moment of the release, in UTC.
    """
    before = {session.uid: session for session in last.sessions} if last else {}
    kept = [_followed(session, before.get(session.uid), at) for session in new.sessions]
    here = {session.uid for session in new.sessions}
    gone = [_removed(session, at) for session in before.values() if session.uid not in here]
    return replace(new, sessions=tuple(kept + gone))


def _followed(session: Session, before: Session | None, at: datetime) -> Session:
    if before is None:
        return replace(session, sequence=0, last_modified=at)
    if content(session) == content(before):
        return replace(session, sequence=before.sequence, last_modified=before.last_modified)
    return replace(session, sequence=before.sequence + 1, last_modified=at)


def _removed(session: Session, at: datetime) -> Session:
    if session.status == REMOVED:
        return session
    return replace(session, status=REMOVED, sequence=session.sequence + 1, last_modified=at)


def changes_between(last: Programme | None, new: Programme) -> dict[str, list[dict[str, Any]]]:
    """The sessions of each of KINDS, each with what it was before.

    `new` is the outcome of `carry_over`. Empty for a first release: there all is new. A session may stand under
    several kinds; kinds without a session are left out.
    """
    if last is None:
        return {}
    before = {session.uid: session for session in last.sessions}
    found: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
    for session in new.sessions:
        for kind in kinds_of(session, before.get(session.uid)):
            found[kind].append(_described(session, before.get(session.uid)))
    return {kind: rows for kind, rows in found.items() if rows}


def kinds_of(session: Session, before: Session | None) -> list[str]:
    if session.status == REMOVED:
        return ["removed"] if before and before.status != REMOVED else []
    if before is None or before.status == REMOVED:
        return ["new"]
    kinds = []
    if (session.start, session.end, _place(session)) != (before.start, before.end, _place(before)):
        kinds.append("moved")
    if session.status == CANCELLED != before.status:
        kinds.append("cancelled")
    if session.status != CANCELLED == before.status:
        kinds.append("reinstated")
    if (session.title, session.number) != (before.title, before.number):
        kinds.append("renamed")
    return kinds or (["updated"] if content(session) != content(before) else [])


def _described(session: Session, before: Session | None) -> dict[str, Any]:
    now = _shown(session)
    then = {key: value for key, value in _shown(before).items() if value != now[key]} if before else {}
    return {"id": session.id, **now, "before": then}


def _shown(session: Session) -> dict[str, Any]:
    return {
        "number": session.number,
        "title": session.title,
        "start": session.start.isoformat(),
        "end": session.end.isoformat(),
        "room": _place(session),
    }


def _place(session: Session) -> str:
    """In words: a room made again under its old name is the same room to everybody."""
    return session.room.label if session.room else ""


def content(session: Session) -> tuple[Any, ...]:
    """What counts as a change. A person's new post is none: the session stays what it was."""
    roles = [(role.role, role.person.id) for role in session.roles]
    talks = [(c.title, c.abstract, c.minutes, [speaker.id for speaker in c.speakers]) for c in session.contributions]
    plain = (session.kind, session.number, session.title, session.description, session.status, _place(session))
    return *plain, session.start, session.end, session.themes, session.languages, roles, talks
