"""How many took part, from how many Member States, as exactly as the writer wants to say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from cms import wording as cms_wording
from cms.models.events import Precision
from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.record import counting
from outputs.record.counting import Count
from outputs.tree import Paragraph
from outputs.words import wording

PRECISIONS = [("", gettext_lazy("as it is set for the event")), *Precision.choices]
STEPS = [("1", gettext_lazy("not rounded")), ("10", "10"), ("50", "50"), ("100", "100")]


class CountsBlock(LiveBlock):
    name = "counts"
    people_precision = blocks.ChoiceBlock(
        label=gettext_lazy("Before the number of participants"), choices=PRECISIONS, required=False
    )
    people_step = blocks.ChoiceBlock(label=gettext_lazy("Round participants to"), choices=STEPS, default="1")
    states_precision = blocks.ChoiceBlock(
        label=gettext_lazy("Before the number of Member States"), choices=PRECISIONS, required=False
    )
    states_step = blocks.ChoiceBlock(label=gettext_lazy("Round Member States to"), choices=STEPS, default="1")

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        """One paragraph; its sources keep the numbers as they were counted, and from what."""
        people, states = counting.people(context.reading), counting.states(context.reading)
        told = [_told(count, value, name) for name, count in (("people", people), ("states", states)) if count.number]
        if told:
            words = {
                "meeting": wording.meeting(context.reading.event),
                "attendance": cms_wording.people_from_states(*(_phrase(name, said) for name, _step, said in told)),
            }
            counted = {"people": people, "states": states}
            sources = tuple(counting.source(counted[name], said, step) for name, step, said in told)
            text = text_inlines(_("%(meeting)s was attended by %(attendance)s.") % words)
            yield Paragraph(context.id("count"), text, sources=sources)

    class Meta:
        icon = "group"
        label = gettext_lazy("How many took part")
        group = gettext_lazy("Communiqué")


def _told(count: Count, value: Any, name: str) -> tuple[str, int, Count]:
    step = int(value.get(f"{name}_step") or 1)
    return name, step, counting.round_to(count, step, value.get(f"{name}_precision") or "")


def _phrase(name: str, said: Count) -> str:
    number = counting.in_words(said, name)
    return (cms_wording.people if name == "people" else cms_wording.states)(number, said.number)


BLOCK = CountsBlock
