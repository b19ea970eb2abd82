"""What stays of the sessions, as points (i), (ii) of one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail import blocks

from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.tree import Item, Paragraph
from outputs.words import wording


class HighlightsBlock(LiveBlock):
    name = "highlights"
    lead_in = blocks.CharBlock(
        label=gettext_lazy("Lead-in"),
        required=False,
        max_length=250,
        help_text=gettext_lazy("Leave empty for “The participants highlighted the following:”."),
    )

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        """The key message of each session that has one."""
        reading = context.reading
        told = [record.session for record in reading.sessions if record.session.key_message.strip()]
        items = tuple(
            Item(
                context.id(session.pk),
                text_inlines(_ended(session.key_message, is_last=session is told[-1])),
                sources=(wording.session_source(session, reading.event),),
            )
            for session in told
        )
        if items:
            lead = (value.get("lead_in") or "").strip() or _("The participants highlighted the following:")
            yield Paragraph(context.id("lead"), text_inlines(lead), items, marks="romans")

    class Meta:
        icon = "pick"
        label = gettext_lazy("Highlights of the sessions (i), (ii)")
        group = gettext_lazy("Communiqué")


def _ended(text: str, *, is_last: bool) -> str:
    return text.strip(" .;。；") + (pgettext("ends a sentence", ".") if is_last else pgettext("ends a clause", ";"))


BLOCK = HighlightsBlock
