"""A document as it would begin, of an event and a kind, kept nowhere."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from cms.models import Event
from outputs.beginning import begin
from outputs.models import Output, TemplateText
from outputs.parts_of_kinds import Offered
from outputs.record.reading import Reading
from outputs.resolve import resolve
from outputs.tree import Document


def as_begun(found: Offered, event: Event, language: str, typed: TemplateText | None = None) -> tuple[Output, Document]:
    """The output and its document, in `language`; of the parts as they were `typed` where that is given."""
    if typed:
        found = replace(found, text=typed, label=typed.name)
    output = Output(event=event, kind=found.kind.slug, language=language, updated_at=timezone.now())
    reading = Reading(event, suggest=found.kind.suggest)
    if found.kind.is_current:
        return output, resolve(output, reading=reading, found=found)
    return output, resolve(begin(output, found), reading=reading)
