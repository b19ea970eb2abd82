"""Where the documents of the meeting are found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.tree import Link, Paragraph, Text


class DocumentationBlock(LiveBlock):
    name = "documentation"

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        address = f"{settings.WAGTAILADMIN_BASE_URL}{context.reading.event.get_absolute_url()}"
        text = _("The programme, the papers and the documents of the meeting are published on its page:")
        yield Paragraph(context.id("page"), (Text(f"{text} "), Link(address, (Text(address),)), Text(".")))

    class Meta:
        icon = "doc-full"
        label = gettext_lazy("Where documents are found")
        group = gettext_lazy("From the event")


BLOCK = DocumentationBlock
