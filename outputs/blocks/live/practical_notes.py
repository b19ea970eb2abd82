"""What the organisers noted for participants on a subject."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy
from wagtail import blocks

from cms.models import PracticalNote
from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.tree import Paragraph
from outputs.tree.text import paragraphs
from outputs.words import wording

Topic = PracticalNote.Topic


class PracticalNotesBlock(LiveBlock):
    name = "practical_notes"
    topic = blocks.ChoiceBlock(label=gettext_lazy("Topic"), choices=Topic.choices, default=Topic.LOCAL)
    required = blocks.BooleanBlock(
        label=gettext_lazy("Say “to be confirmed” where nothing is noted"), required=False, default=True
    )

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        texts = paragraphs(context.reading.notes.get(value.get("topic") or "", ""))
        for number, text in enumerate(texts, 1):
            yield Paragraph(context.id(number), text_inlines(text))
        if not texts and value.get("required", True):
            yield Paragraph(context.id("open"), wording.to_be_confirmed())

    class Meta:
        icon = "info-circle"
        label = gettext_lazy("Practical note")
        group = gettext_lazy("From the event")


BLOCK = PracticalNotesBlock
