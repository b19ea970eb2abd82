"""Who is expected: how many, and of which categories."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.tree import Item, Paragraph
from outputs.words import wording


class ExpectedParticipantsBlock(LiveBlock):
    name = "expected_participants"

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        """The number only where the page does not tell of the participants in its own words."""
        is_told = bool(getattr(context.reading.page, "participants_note", ""))
        expected = "" if is_told else context.reading.event.expected_participants
        categories = context.reading.categories
        if expected:
            text = _("%(number)s participants are expected.") % {"number": capfirst(expected)}
            yield Paragraph(context.id("number"), text_inlines(text))
        if categories:
            items = tuple(Item(context.id(one.pk), text_inlines(one.plural or one.name)) for one in categories)
            lead = text_inlines(_("Registration is open to the following categories of participants:"))
            yield Paragraph(context.id("categories"), lead, items, marks="bullets")
        if not (expected or categories or is_told):
            yield Paragraph(context.id("open"), wording.to_be_confirmed())

    class Meta:
        icon = "group"
        label = gettext_lazy("Expected participants")
        group = gettext_lazy("From the event")


BLOCK = ExpectedParticipantsBlock
