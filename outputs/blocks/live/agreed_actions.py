"""Who agreed to do what, a sentence each: the volunteers of a working group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.tree import Paragraph
from outputs.words import wording
from sessions.models import RecordEntry


class AgreedActionsBlock(LiveBlock):
    name = "agreed_actions"

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        for record in context.reading.sessions:
            source = (wording.session_source(record.session, context.reading.event),)
            for entry in record.of_kind(RecordEntry.Kind.ACTION):
                text = wording.ended(_("It was also agreed that %(action)s") % {"action": entry.text.strip()})
                yield Paragraph(context.id("entry", entry.pk), text_inlines(text), sources=source)

    class Meta:
        icon = "tasks"
        label = gettext_lazy("Agreed actions and volunteers")
        group = gettext_lazy("From the record")


BLOCK = AgreedActionsBlock
