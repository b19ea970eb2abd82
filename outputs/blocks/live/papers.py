"""The papers that are published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.tree import Item, Link, Paragraph, Span, Text
from outputs.words import wording
from sessions.models import Paper


class PapersBlock(LiveBlock):
    name = "papers"

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        slug = context.reading.event.slug
        items = tuple(_item(paper, slug, context) for paper in context.reading.papers)
        if items:
            lead = text_inlines(_("The following papers were presented:"))
            yield Paragraph(context.id("lead"), lead, items=items, numbered=False)

    class Meta:
        icon = "doc-full-inverse"
        label = gettext_lazy("Papers")
        group = gettext_lazy("From the record")


def _item(paper: Paper, slug: str, context: Context) -> Item:
    paper.event = context.reading.event
    address = paper.get_absolute_url()
    title = Link(f"{settings.WAGTAILADMIN_BASE_URL}{address}", (Span("emphasis", (Text(paper.title),)),))
    authors = wording.listed(author.person.name for author in paper.authors.all())
    text = (Text(f"{authors}, "), title) if authors else (title,)
    return Item(context.id(paper.pk), text)


BLOCK = PapersBlock
