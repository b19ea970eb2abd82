"""The goal of the meeting, and its objectives as (a), (b), (c)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.tree import Item, Paragraph
from outputs.words import wording


class ObjectivesBlock(LiveBlock):
    name = "objectives"

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        event = context.reading.event
        if event.goal:
            yield Paragraph(context.id("goal"), text_inlines(wording.sentence(_goal(event.goal))))
        objectives = list(event.objectives.all())
        items = tuple(
            Item(context.id(one.pk), text_inlines(capfirst(one.text.strip().rstrip(".;")) + _end(one, objectives)))
            for one in objectives
        )
        if items:
            yield Paragraph(context.id("lead"), text_inlines(_("The objectives of the meeting are to:")), items)
        elif not event.goal:
            yield Paragraph(context.id("open"), wording.to_be_confirmed())

    class Meta:
        icon = "tick"
        label = gettext_lazy("Goal and objectives")
        group = gettext_lazy("From the event")


def _goal(goal: str) -> str:
    """A goal is noted as what is "to" be done; a document says it in a sentence."""
    if not goal.startswith("To "):
        return goal
    return _("The goal of the meeting is to %(goal)s") % {"goal": goal.removeprefix("To ")}


def _end(one: Any, objectives: list[Any]) -> str:
    return "." if one is objectives[-1] else ";"


BLOCK = ObjectivesBlock
