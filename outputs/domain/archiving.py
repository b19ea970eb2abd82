"""What goes into the archive with a document and is not in its tree."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from outputs.issued.attachments import Attachment
from outputs.models import Output
from sessions.exporters import EXPORTERS, file_of
from sessions.models import Release

ARCHIVE = "archive"


def options_for(output: Output, format: str) -> dict[str, Any]:
    """What the renderer of a format takes beside the tree: `attachments` for the archive, nothing for all others."""
    return {"attachments": companions(output)} if format == ARCHIVE else {}


def companions(output: Output) -> tuple[Attachment, ...]:
    """The programme of the event as a calendar, as it was released last before the document was adopted; of a draft as
    it stands now. None where there is none; in two queries at most.
    """
    releases = Release.objects.filter(event=output.event, released_at__lte=output.adopted_at or timezone.now())
    release = releases.order_by("-number").first()
    if release is None:
        return ()
    title, day = release.programme["title"], release.released_at.date().isoformat()
    data = bytes(file_of(release.pk, EXPORTERS["ics"], output.language).content)
    return (Attachment("programme.ics", f"{title} (programme)", "text/calendar", "Supplement", data, day),)
