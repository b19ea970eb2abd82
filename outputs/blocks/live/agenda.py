"""The items of the agenda, as a list or each with its annotation and documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.tree import Block, Item, Paragraph, Section, Span, Text
from outputs.tree.text import paragraphs
from sessions.models import AgendaItem


class AgendaBlock(LiveBlock):
    name = "agenda"
    annotated = blocks.BooleanBlock(label=gettext_lazy("With annotations and documents"), required=False)

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        """Items have their own numbers, whatever stands before them."""
        for number, item in enumerate(context.reading.agenda, 1):
            key = context.id(item.pk)
            if value.get("annotated"):
                blocks = tuple(_annotation(item, key)) or (_nothing(key),)
                yield Section(key, item.title, blocks, numbered=False, number=str(number))
            else:
                yield Paragraph(key, text_inlines(item.title), numbered=False, number=str(number))

    class Meta:
        icon = "list-ol"
        label = gettext_lazy("Agenda")
        group = gettext_lazy("From the event")


def _annotation(item: AgendaItem, key: str) -> Iterator[Block]:
    for place, text in enumerate(paragraphs(item.annotation), 1):
        yield Paragraph(f"{key}-{place}", text_inlines(text), numbered=False)
    documents = [line.strip() for line in item.documents.splitlines() if line.strip()]
    if documents:
        items = tuple(Item(f"{key}-d{n}", text_inlines(line)) for n, line in enumerate(documents, 1))
        lead = (Span("emphasis", (Text(_("Documentation")),)),)
        yield Paragraph(f"{key}-documents", lead, items, marks="bullets", numbered=False)


def _nothing(key: str) -> Paragraph:
    return Paragraph(f"{key}-none", text_inlines(_("No advance documentation is foreseen.")), numbered=False)


BLOCK = AgendaBlock
