"""What the page of the event says of a subject."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.rich_text import expand_db_html

from cms.models import EventPage
from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing import richtext
from outputs.tree import Paragraph, Quote, Subheading
from outputs.words import wording

PARTS = [
    (name, EventPage._meta.get_field(name).verbose_name)
    for name in (
        "background",
        "expected_output",
        "programme_note",
        "participants_note",
        "organization_note",
        "venue_note",
    )
]


class PageTextBlock(LiveBlock):
    name = "page_text"
    part = blocks.ChoiceBlock(label=gettext_lazy("Part of the page"), choices=PARTS, default="background")
    required = blocks.BooleanBlock(
        label=gettext_lazy("Say “to be confirmed” where the page says nothing"), required=False
    )

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        written = getattr(context.reading.page, value.get("part") or "background", "")
        found = list(_texts(written, context) if written else ())
        if not found and value.get("required"):
            found = [Paragraph(context.id("open"), wording.to_be_confirmed())]
        yield from found

    class Meta:
        icon = "doc-empty-inverse"
        label = gettext_lazy("From the event’s page")
        group = gettext_lazy("From the event")


def _texts(written: Any, context: Context) -> Iterator[Resolved]:
    """A rich text as it is, or a stream of headings, texts and quotations."""
    if isinstance(written, str):
        yield from richtext.blocks(expand_db_html(written), prefix=context.id("text"))
        return
    for block in written:
        key = context.id(block.id)
        match block.block_type:
            case "heading":
                yield Subheading(key, richtext.text_inlines(block.value))
            case "quote":
                source = block.value.get("source") or ""
                yield Quote(key, (richtext.text_inlines(block.value["text"]),), source)
            case _:
                yield from richtext.blocks(expand_db_html(block.value.source), prefix=key)


BLOCK = PageTextBlock
