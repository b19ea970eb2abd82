"""The working languages, and into which others there is interpretation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event
from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.tree import Paragraph
from outputs.words import wording


class LanguagesBlock(LiveBlock):
    name = "languages"

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        yield Paragraph(context.id("languages"), text_inlines(sentence(context.reading.event)))

    class Meta:
        icon = "globe"
        label = gettext_lazy("Languages and interpretation")
        group = gettext_lazy("From the event")


def sentence(event: Event) -> str:
    spoken = wording.listed(wording.languages(event.working_languages or [event.language]))
    text = _("The meeting will be conducted in %(languages)s.") % {"languages": spoken}
    if event.interpretation:
        into = wording.listed(wording.languages(event.interpretation))
        text += " " + _("Interpretation will be provided into %(languages)s.") % {"languages": into}
    return text


BLOCK = LanguagesBlock
