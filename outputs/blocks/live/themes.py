"""The theme of the meeting and the subjects under it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.tree import Item, Paragraph
from outputs.words import wording


class ThemesBlock(LiveBlock):
    name = "themes"

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        event = context.reading.event
        items = tuple(Item(context.id(theme.pk), text_inlines(theme.name)) for theme in event.themes.all())
        if event.theme:
            text = _("The theme of the meeting is “%(theme)s”.") % {"theme": event.theme}
            yield Paragraph(context.id("theme"), text_inlines(text))
        if items:
            lead = _("It has the following sub-themes:") if event.theme else _("The meeting has the following themes:")
            yield Paragraph(context.id("subjects"), text_inlines(lead), items, marks="bullets")
        if not (event.theme or items):
            yield Paragraph(context.id("open"), wording.to_be_confirmed())

    class Meta:
        icon = "tag"
        label = gettext_lazy("Theme and sub-themes")
        group = gettext_lazy("From the event")


BLOCK = ThemesBlock
