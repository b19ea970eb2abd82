"""Who holds the meeting with whom, and in the margins of what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Organizer
from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.tree import Item, Paragraph


class OrganizersBlock(LiveBlock):
    name = "organizers"

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        event = context.reading.event
        organizers = event.organizers.select_related("organization")
        items = tuple(Item(context.id(one.pk), text_inlines(_line(one))) for one in organizers)
        if items:
            lead = text_inlines(_("The organizers of the meeting are:"))
            yield Paragraph(context.id("organizers"), lead, items, marks="bullets")
        if conference := event.parent.title if event.parent else event.outside_parent:
            text = _("It takes place in the margins of the %(conference)s.") % {"conference": conference}
            yield Paragraph(context.id("margins"), text_inlines(text))

    class Meta:
        icon = "group"
        label = gettext_lazy("Organizers")
        group = gettext_lazy("From the event")


def _line(organizer: Organizer) -> str:
    """Names take no article, so they stand in a list and not in a sentence."""
    if organizer.role == Organizer.Role.ORGANIZER:
        return organizer.organization.name
    return _("%(name)s (%(role)s)") % {"name": organizer.organization.name, "role": organizer.get_role_display()}


BLOCK = OrganizersBlock
