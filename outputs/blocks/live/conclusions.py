"""The conclusions of all sessions, each with the room it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.tree import Item, Paragraph
from outputs.words import wording
from sessions.models import Consensus, RecordEntry
from sessions.record.reading import SessionRecord


class ConclusionsBlock(LiveBlock):
    name = "conclusions"
    lead_in = blocks.CharBlock(
        label=gettext_lazy("Lead-in"), required=False, help_text=gettext_lazy("There is a need to:")
    )
    by_session = blocks.BooleanBlock(label=gettext_lazy("Session by session"), required=False)

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        if value.get("by_session"):
            for record in context.reading.sessions:
                if items := _items(record, context):
                    lead = _("%(session)s concluded:") % {"session": wording.session_name(record.session)}
                    yield Paragraph(context.id(record.session.pk), text_inlines(lead), items=items)
            return
        lead_in = (value.get("lead_in") or "").strip()
        if lead_in:
            yield from _by_lead_in(lead_in, context)
            return
        items = tuple(item for record in context.reading.sessions for item in _items(record, context))
        if items:
            lead = _("The participants reached the following conclusions:")
            yield Paragraph(context.id("lead"), text_inlines(lead), items=items)

    class Meta:
        icon = "tick-inverse"
        label = gettext_lazy("Conclusions")
        group = gettext_lazy("From the record")


def _by_lead_in(lead_in: str, context: Context) -> Iterator[Resolved]:
    """Those that begin with the lead-in go on after it, as lettered points; the others stand before, in sentences."""
    begin, items = lead_in.rstrip(":… ").casefold(), []
    for record in context.reading.sessions:
        source = wording.session_source(record.session, context.reading.event)
        for entry in record.of_kind(RecordEntry.Kind.CONCLUSION):
            key, text = context.id("entry", entry.pk), _text(entry)
            if text.casefold().startswith(f"{begin} "):
                items.append(Item(key, text_inlines(capfirst(text[len(begin) :].strip())), sources=(source,)))
            else:
                yield Paragraph(key, text_inlines(text), sources=(source,))
    if items:
        lead = _("%(lead_in)s:") % {"lead_in": lead_in.rstrip(":… ")}
        yield Paragraph(context.id("lead"), text_inlines(lead), items=tuple(items))


def _items(record: SessionRecord, context: Context) -> tuple[Item, ...]:
    source = wording.session_source(record.session, context.reading.event)
    return tuple(
        Item(context.id("entry", entry.pk), text_inlines(_text(entry)), sources=(source,))
        for entry in record.of_kind(RecordEntry.Kind.CONCLUSION)
    )


def _text(entry: RecordEntry) -> str:
    """What all agreed on stands by itself; how widely anything else was held is said."""
    held = "" if entry.consensus == Consensus.AGREED else entry.consensus
    return wording.sentence(wording.view(entry.text, held))


BLOCK = ConclusionsBlock
