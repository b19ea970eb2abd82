"""The working programme as a table for each day: meeting, item of the agenda, speakers, room, languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.blocks.live.languages import sentence
from outputs.blocks.live.programme import entry_of
from outputs.editing.richtext import text_inlines
from outputs.record.reading import SessionFacts
from outputs.tree import Paragraph, Programme, ProgrammeDay, ProgrammeEntry, Section
from outputs.words import wording
from sessions.programme import tree as released


class ProgrammeOfWorkBlock(LiveBlock):
    name = "programme_of_work"

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        programme = context.reading.working_programme
        if programme.days:
            yield Paragraph(context.id("languages"), text_inlines(sentence(context.reading.event)), numbered=False)
        numbers = {item.pk: str(number) for number, item in enumerate(context.reading.agenda, 1)}
        has_items = any(facts.agenda_item for facts in context.reading.facts_of_sessions.values())
        for place, day in enumerate(programme.days):
            date = day.date.isoformat()
            entries = tuple(_detailed(one, day, programme, numbers, context) for one in day.sessions)
            zone = programme.timezone if place == 0 else ""
            days = (ProgrammeDay(date, "", entries),)
            table = Programme(context.id(date, "table"), days, zone, detailed=True, with_items=has_items)
            yield Section(context.id(date), wording.day_heading(day.date), (table,), numbered=False)

    class Meta:
        icon = "calendar-alt"
        label = gettext_lazy("Programme of work")
        group = gettext_lazy("From the event")


def _detailed(
    session: released.Session,
    day: released.Day,
    programme: released.Programme,
    numbers: dict[int, str],
    context: Context,
) -> ProgrammeEntry:
    entry = entry_of(session, day, programme, context)
    if entry.is_break:
        return replace(entry, kind="")
    facts = context.reading.facts_of_sessions[session.id]
    number = numbers.get(facts.agenda_item, "") if facts.agenda_item else ""
    return replace(entry, agenda_item=number, languages=_languages(facts))


def _languages(facts: SessionFacts) -> str:
    """Only where they are not those of the whole meeting."""
    parts = [", ".join(wording.languages(facts.languages))] if facts.languages else []
    if facts.interpretation:
        into = ", ".join(wording.languages(facts.interpretation))
        parts.append(_("Interpretation: %(languages)s") % {"languages": into})
    return "; ".join(parts)


BLOCK = ProgrammeOfWorkBlock
