"""The sessions and their times without people: enough for what is on now and for the summary on the event's page."""

import json
from typing import Any

from sessions.programme.tree import Programme, Session

from .base import Exporter


def export(programme: Programme, language: str) -> bytes:
    rows = [_row(session) for session in programme.shown]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def _row(session: Session) -> dict[str, Any]:
    return {
        "id": session.id,
        "kind": session.kind,
        "number": session.number,
        "title": session.title,
        "start": session.start.isoformat(),
        "end": session.end.isoformat(),
        "room": session.room.label if session.room else "",
        "status": session.status,
    }


EXPORTER = Exporter("outline", "application/json", export, is_translated=False)
