"""The sentence of each session that stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.tree import Paragraph

from .session_summaries import key_messages


class KeyMessagesBlock(LiveBlock):
    name = "key_messages"

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        found = [message for record in context.reading.sessions for message in key_messages(record, context)]
        if found:
            yield Paragraph(context.id("lead"), text_inlines(_("It was finally agreed on the following key message:")))
            yield from found

    class Meta:
        icon = "pick"
        label = gettext_lazy("Key messages of the sessions")
        group = gettext_lazy("From the record")


BLOCK = KeyMessagesBlock
