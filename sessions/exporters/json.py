"""The programme for other programs. Members may be added; those that are there keep their name and meaning.

    {"version": 1,
     "event":    {slug, title, url, start_date, end_date, timezone, language, venue, place},
     "release":  {number, released_at},
     "days":     [{date, sessions: [id]}],
     "sessions": [{id, uid, url, kind, kind_label, number, title, description,
                   start, end: local time with its offset, start_utc, end_utc, minutes,
                   room: null or {id, name, building, floor}, status: confirmed, tentative, cancelled or removed,
                   sequence, last_modified,
                   roles: [{role, person: id}],
                   contributions: [{id, title, abstract, minutes, speakers: [id]}],
                   themes: [{slug, name}]}],
     "people":   {id: {name, honorific, post, country, url}}}

A session with the status removed stands on no day: it says that the session with this `uid` is no longer there.
`post` is the one held on the first day of the event.
"""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sessions.programme.links import absolute, programme_url, session_url, speaker_url
from sessions.programme.rows import kind_label
from sessions.programme.tree import Contribution, Programme, Room, Session, Speaker

from .base import Exporter

VERSION = 1


def export(programme: Programme, language: str) -> bytes:
    document = {
        "version": VERSION,
        "event": _event(programme),
        "release": {"number": programme.number, "released_at": _utc(programme.released_at)},
        "days": [{"date": day.date.isoformat(), "sessions": [s.id for s in day.sessions]} for day in programme.days],
        "sessions": [_session(programme, session) for session in programme.sessions],
        "people": {str(p.id): _person(programme, p) for session in programme.sessions for p in session.people()},
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _event(programme: Programme) -> dict[str, Any]:
    names = ("slug", "title", "timezone", "language", "venue", "place")
    dates = {"start_date": programme.start_date.isoformat(), "end_date": programme.end_date.isoformat()}
    return {name: getattr(programme, name) for name in names} | dates | {"url": absolute(programme_url(programme))}


def _session(programme: Programme, session: Session) -> dict[str, Any]:
    plain = ("id", "uid", "kind", "number", "title", "description", "status", "sequence")
    return {name: getattr(session, name) for name in plain} | {
        "kind_label": kind_label(session),
        "url": absolute(session_url(programme, session.id)),
        "start": session.start.isoformat(),
        "end": session.end.isoformat(),
        "start_utc": _utc(session.start),
        "end_utc": _utc(session.end),
        "minutes": int((session.end.astimezone(UTC) - session.start.astimezone(UTC)).total_seconds() // 60),
        "last_modified": _utc(session.last_modified),
        "room": _room(session.room) if session.room else None,
        "roles": [{"role": role.role, "person": role.person.id} for role in session.roles],
        "contributions": [_contribution(talk) for talk in session.contributions],
        "themes": [asdict(theme) for theme in session.themes],
    }


def _room(room: Room) -> dict[str, Any]:
    return {name: getattr(room, name) for name in ("id", "name", "building", "floor")}


def _contribution(talk: Contribution) -> dict[str, Any]:
    plain = {"id": talk.id, "title": talk.title, "abstract": talk.abstract, "minutes": talk.minutes}
    return plain | {"speakers": [speaker.id for speaker in talk.speakers]}


def _person(programme: Programme, person: Speaker) -> dict[str, str]:
    url = absolute(speaker_url(programme, person.id))
    facts = {"name": person.name, "honorific": person.honorific, "post": person.post, "country": person.country}
    return facts | {"url": url}


def _utc(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


EXPORTER = Exporter("json", "application/json", export, suffix="json")
