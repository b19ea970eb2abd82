"""Where each clause comes from, for an annex."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.record.lineage import Origin
from outputs.tree import Item, Link, Paragraph, Text
from outputs.words import wording
from sessions.record.reading import operative_sentence

from .recommendations import clause_id, printed_recommendations

LONGEST = 90


class ClauseOriginsBlock(LiveBlock):
    name = "clause_origins"

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        """For each recommendation that is printed a line that leads to it, and what it came of under that."""
        printed = printed_recommendations(context.reading)
        origins = context.reading.origins({one.pk for one in printed})
        for one in printed:
            words = shorten(operative_sentence(one), LONGEST, placeholder=" …")
            link = Link(f"#{clause_id(one)}", text_inlines(words))
            items = _items(origins[one.pk], context, str(one.pk))
            yield Paragraph(context.id(one.pk), (link,), items, marks="bullets", numbered=False)

    class Meta:
        icon = "history"
        label = gettext_lazy("Where each clause comes from")
        group = gettext_lazy("From the record")


def _items(origin: Origin, context: Context, key: str) -> tuple[Item, ...]:
    """What it came of; itself where it came of nothing else."""
    earlier = [one for one in origin.earlier if not one.is_closed]
    if not earlier:
        return (Item(context.id(key, "itself"), text_inlines(_place(origin))),)
    return tuple(_item(one, context, f"{key}-{number}") for number, one in enumerate(earlier, 1))


def _item(origin: Origin, context: Context, key: str) -> Item:
    items = tuple(_item(one, context, f"{key}-{n}") for n, one in enumerate(origin.earlier, 1) if not one.is_closed)
    words = wording.ended(origin.words) if origin.words else ""
    text = wording.joined(_place(origin), words)
    return Item(context.id("of", key), (Text(text),), items, marks="bullets")


def _place(origin: Origin) -> str:
    """ "Recommendation 4, merged from; Session II, Room 301; 24 June 2014, 09:30–11:00; proposed by …." """
    proposed = _("proposed by %(names)s") % {"names": wording.listed(origin.proposers)} if origin.proposers else ""
    named = f"{origin.reference} ({origin.relation})" if origin.relation else origin.reference
    return wording.ended("; ".join(filter(None, [named, origin.event, origin.session, origin.when, proposed])))


BLOCK = ClauseOriginsBlock
