"""The preamble: participles in italics, each clause ending with a comma (Editorial Manual, "Resolutions")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, pgettext
from wagtail import blocks

from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.tree import Paragraph, Span, Text
from outputs.words import wording
from outputs.words.verbs import PARTICIPLES, participle


class ClauseBlock(blocks.StructBlock):
    verb = blocks.ChoiceBlock(label=gettext_lazy("Begins with"), choices=PARTICIPLES, default="recalling")
    other = blocks.CharBlock(
        label=gettext_lazy("Other beginning"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Takes the place of the choice above."),
    )
    text = blocks.CharBlock(label=gettext_lazy("Text"), max_length=1000)


class PreambleBlock(LiveBlock):
    name = "preamble"
    clauses = blocks.ListBlock(ClauseBlock(), label=gettext_lazy("Clauses"), default=[])

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        comma = pgettext("after a clause of a preamble", ",")
        for number, clause in enumerate(value.get("clauses") or (), 1):
            begins = capfirst((clause.get("other") or "").strip()) or participle(clause["verb"])
            rest = clause["text"].strip(" .,;،，") + comma
            text = (Span("emphasis", text_inlines(begins)), Text(wording.gap(begins, rest) + rest))
            yield Paragraph(context.id(number), text, numbered=False)

    class Meta:
        icon = "list-ul"
        label = gettext_lazy("Preamble")
        group = gettext_lazy("Communiqué")


BLOCK = PreambleBlock
