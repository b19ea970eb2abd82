"""Blocks where no hierarchy may stand: in the preface, the preamble, the conclusions and inside containers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..renderers import UnsuitedFormat
from ..tree import (
    Attendance,
    Block,
    Chart,
    Figures,
    Item,
    KeyMessage,
    Paragraph,
    ParticipantList,
    Picture,
    Programme,
    Quote,
    Section,
    Subheading,
    Table,
)
from ..words.phrases import attendees
from . import inline
from .tables import write_chart, write_figures, write_participants, write_picture, write_programme, write_table
from .writer import Writer

WRITERS: dict[type, Callable[[Writer, Any, Any], None]] = {
    Table: write_table,
    ParticipantList: write_participants,
    Programme: write_programme,
    Figures: write_figures,
    Chart: write_chart,
    Picture: write_picture,
}


def write_blocks(writer: Writer, parent: Any, blocks: Sequence[Block]) -> None:
    """Raises UnsuitedFormat."""
    for block in blocks:
        match block:
            case Paragraph():
                _paragraph(writer, parent, block)
            case Attendance():
                made = writer.named(parent, "p", block.id)
                attendance(writer, made, block)
                writer.trace(made, block)
            case Subheading():
                inline.write(writer, writer.named(parent, "p", block.id, class_="subheading"), block.inlines)
            case _:
                made = writer.named(parent, "blockContainer", block.id, class_=name_of(block))
                fill(writer, made, block)
                if hasattr(block, "sources"):
                    writer.trace(made, block)


def write_section(writer: Writer, parent: Any, section: Section) -> None:
    """A piece of front matter; in a `container`, since the preface has no chapters. Raises UnsuitedFormat."""
    made = writer.named(parent, "blockContainer", section.id)
    if section.heading:
        writer.add(made, "heading", section.heading)
    write_blocks(writer, made, section.blocks)
    for child in section.sections:
        write_section(writer, made, child)
    if not (section.blocks or section.sections):
        writer.add(made, "p")


def _paragraph(writer: Writer, parent: Any, block: Paragraph) -> None:
    if block.items:
        made = writer.named(parent, "blockList", block.id)
        if block.inlines:
            inline.write(writer, writer.add(made, "listIntroduction"), block.inlines)
        _items(writer, made, block.items)
    else:
        made = writer.named(parent, "p", block.id)
        inline.write(writer, made, block.inlines)
    writer.trace(made, block)


def _items(writer: Writer, parent: Any, items: Sequence[Item]) -> None:
    for item in items:
        made = writer.named(parent, "item", item.id, item.marker)
        writer.add(made, "num", item.marker)
        inline.write(writer, writer.add(made, "p"), item.inlines)
        if item.items:
            _items(writer, writer.named(made, "blockList"), item.items)
        writer.trace(made, item)


def attendance(writer: Writer, element: Any, block: Attendance) -> None:
    """Lead-in and names, run on in one sentence."""
    inline.write(writer, element, block.lead_in)
    inline.say(element, f" {attendees(block)}")


def name_of(block: Block) -> str:
    """The kind of a block as the standard writes names: participantList."""
    kind = type(block).__name__
    return kind[0].lower() + kind[1:]


def fill(writer: Writer, parent: Any, block: Block) -> None:
    """What a block consists of, into an element that bears its ids. Raises UnsuitedFormat."""
    match block:
        case Quote():
            _quote(writer, parent, block)
        case KeyMessage():
            writer.add(parent, "p", block.label or writer.words["key_message"], class_="label")
            inline.write(writer, writer.add(parent, "p"), block.inlines)
        case _:
            if (write := WRITERS.get(type(block))) is None:
                raise UnsuitedFormat(type(block).__name__)
            write(writer, parent, block)
    if not len(parent):
        writer.add(parent, "p")


def _quote(writer: Writer, parent: Any, quote: Quote) -> None:
    made = writer.named(writer.add(parent, "p"), "embeddedStructure")
    for paragraph in quote.paragraphs:
        inline.write(writer, writer.add(made, "p"), paragraph)
    if quote.attribution:
        writer.add(parent, "p", quote.attribution, class_="attribution")
    if not len(made):
        writer.add(made, "p")
