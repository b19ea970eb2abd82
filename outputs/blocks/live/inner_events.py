"""The workshops and side events inside the meeting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event
from cms.wording import date_range
from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.tree import Item, Paragraph


class InnerEventsBlock(LiveBlock):
    name = "inner_events"

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        items = tuple(Item(context.id(one.pk), text_inlines(_line(one))) for one in context.reading.inner_events)
        if items:
            lead = text_inlines(_("The following events take place within the meeting:"))
            yield Paragraph(context.id("lead"), lead, items, marks="bullets")

    class Meta:
        icon = "date"
        label = gettext_lazy("Events within this one")
        group = gettext_lazy("From the event")


def _line(event: Event) -> str:
    return _("%(title)s (%(dates)s)") % {"title": event.title, "dates": date_range(event.start_date, event.end_date)}


BLOCK = InnerEventsBlock
