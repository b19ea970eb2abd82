"""The released programme as a document."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from outputs.beginning import current_body, current_kind, fill_head, new_body
from outputs.domain.compilation import request_files
from outputs.models import Output
from outputs.record.reading import Reading
from outputs.resolve import resolve
from outputs.tree import canonical
from sessions.models import Release
from sessions.programme.tree import Programme

KIND = "programme"


def publish_programme(release: Release) -> Output:
    """The issued document of a release, with its PDF asked for; the same one when called again.

    A release is public and immutable, so its document is frozen from the start.
    """
    event = release.event
    key = {"event": event, "kind": KIND, "language": event.language, "version": release.number}
    with transaction.atomic():
        output = Output.objects.select_for_update().filter(**key).first() or _issue(Output(**key), release)
        request_files(output)
    return output


def _issue(output: Output, release: Release) -> Output:
    now = timezone.now()
    found = current_kind(output)
    fill_head(output, found)
    output.subtitle = output.symbol = ""
    output.adopted_at, output.issued_at = release.released_at, now
    output.body = new_body(current_body(output, found))
    output.save()
    output.refresh_from_db()
    reading = Reading(release.event)
    reading.programme = Programme.from_json(release.programme)
    data = canonical.dumps(resolve(output, state=Output.State.ISSUED, reading=reading))
    output.state, output.frozen, output.sha256 = Output.State.ISSUED, data.decode(), canonical.digest(data)
    output.save()
    return output
