"""What goes into the archive with a document and is not in its tree."""

from __future__ import annotations

from typing import Any

from outputs.attachments import Attachment
from outputs.models import Output
from sessions.programme.latest import read_latest

ARCHIVE = "archive"


def options_for(output: Output, format: str) -> dict[str, Any]:
    """What the renderer of a format takes beside the tree: `attachments` for the archive, nothing for all others."""
    return {"attachments": companions(output)} if format == ARCHIVE else {}


def companions(output: Output) -> tuple[Attachment, ...]:
    """The released programme of the event as a calendar, where there is one, in three queries at most."""
    latest = read_latest(output.event, "ics", language=output.language)
    if latest is None:
        return ()
    title, day = latest.programme.title, latest.release.released_at.date().isoformat()
    data = latest.content("ics")
    return (Attachment("programme.ics", f"{title} (programme)", "text/calendar", "Supplement", data, day),)
