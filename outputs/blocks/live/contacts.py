"""Whom to ask, in the order in which they are printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Contact
from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.tree import Break, Inline, Item, Link, Paragraph, Span, Text
from outputs.words import wording


class ContactsBlock(LiveBlock):
    name = "contacts"

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        items = tuple(Item(context.id(one.pk), tuple(_lines(one))) for one in context.reading.event.contacts.all())
        if items:
            lead = text_inlines(_("For additional information, please contact:"))
            yield Paragraph(context.id("lead"), lead, items, marks="bullets")
        else:
            yield Paragraph(context.id("open"), wording.to_be_confirmed())

    class Meta:
        icon = "mail"
        label = gettext_lazy("Contacts")
        group = gettext_lazy("From the event")


def _lines(contact: Contact) -> Iterator[Inline]:
    yield Span("strong", (Text(contact.name),))
    for line in filter(None, [contact.title, contact.unit]):
        yield from (Break(), Text(line))
    if contact.email:
        yield from (Break(), Link(f"mailto:{contact.email}", (Text(contact.email),)))


BLOCK = ContactsBlock
