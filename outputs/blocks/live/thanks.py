"""Thanks to the host: the organizers in that role, else the country in which the meeting is held."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import blocks

from cms.models import Event, Organizer
from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.tree import Paragraph, Source
from outputs.words import wording


class ThanksBlock(LiveBlock):
    name = "thanks"
    also = blocks.CharBlock(
        label=gettext_lazy("Also to"),
        required=False,
        max_length=250,
        help_text=gettext_lazy("As in a sentence: the city of Goyang"),
    )

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        event = context.reading.event
        hosts = [one.organization.name for one in event.organizers.all() if one.role == Organizer.Role.HOST]
        thanked = [*hosts, *filter(None, [(value.get("also") or "").strip()])]
        if text := _to_hosts(thanked) if thanked else _to_country(event):
            source = Source("event", event.slug, _("Organizers and venue"))
            yield Paragraph(context.id("thanks"), text_inlines(text), sources=(source,))

    class Meta:
        icon = "pick"
        label = gettext_lazy("Thanks to the host")
        group = gettext_lazy("Communiqué")


def _to_hosts(names: list[str]) -> str:
    """Names take no article, so they stand beside the word."""
    text = ngettext(
        "The participants express their sincere gratitude to the host, %(hosts)s, for its hospitality.",
        "The participants express their sincere gratitude to the hosts, %(hosts)s, for their hospitality.",
        len(names),
    )
    return text % {"hosts": wording.listed(names)}


def _to_country(event: Event) -> str:
    text = _(
        "The participants express their sincere gratitude to the Government and the people of the host country, "
        "%(country)s, for their hospitality."
    )
    return text % {"country": event.venue.country.name} if event.venue else ""


BLOCK = ThanksBlock
