"""The main body: chapters, sections, numbered paragraphs and their points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..tree import Attendance, Block, Inlines, Item, Paragraph, Section, Subheading
from . import blocks, inline
from .writer import Writer

LEVELS = {1: "chapter", 2: "section", 3: "subsection"}


def write_body(writer: Writer, body: Any, opening: Sequence[Block], sections: Sequence[Section]) -> None:
    """Raises UnsuitedFormat."""
    write_flow(writer, body, opening)
    for section in sections:
        _section(writer, body, section)


def complete(writer: Writer, body: Any) -> None:
    """The schema wants something in each body."""
    if not len(body):
        writer.add(body, "p")


def _section(writer: Writer, parent: Any, section: Section) -> None:
    made = writer.named(parent, LEVELS.get(section.level, "level"), section.id, section.number)
    if section.number:
        writer.add(made, "num", f"{section.number}.")
    if section.heading:
        writer.add(made, "heading", section.heading)
    write_body(writer, made, section.blocks, section.sections)


def write_flow(writer: Writer, parent: Any, flow: Sequence[Block]) -> None:
    """Blocks between headings; what is no paragraph stands in an `hcontainer` named as its kind.

    Raises UnsuitedFormat.
    """
    for block in flow:
        match block:
            case Paragraph():
                _paragraph(writer, parent, block)
            case Attendance():
                made = _numbered(writer, parent, block)
                blocks.attendance(writer, writer.add(writer.add(made, "content"), "p"), block)
            case Subheading():
                _subheading(writer, parent, block)
            case _:
                made = writer.named(parent, "hcontainer", block.id, name=blocks.name_of(block))
                blocks.fill(writer, writer.add(made, "content"), block)
                if hasattr(block, "sources"):
                    writer.trace(made, block)


def _subheading(writer: Writer, parent: Any, block: Subheading) -> None:
    """The body itself has no cross headings: there it is a paragraph of its own."""
    in_body = parent.tag.endswith("}mainBody")
    made = writer.named(parent, "p" if in_body else "crossHeading", block.id)
    if in_body:
        made.set("class", "subheading")
    inline.write(writer, made, block.inlines)


def _numbered(writer: Writer, parent: Any, block: Paragraph | Attendance) -> Any:
    made = writer.named(parent, "paragraph", block.id, block.number)
    if block.number:
        writer.add(made, "num", f"{block.number}.")
    writer.trace(made, block)
    return made


def _paragraph(writer: Writer, parent: Any, block: Paragraph) -> None:
    made = _numbered(writer, parent, block)
    _text(writer, made, block.inlines, block.items)
    for item in block.items:
        _item(writer, made, item, "indent" if block.marks == "bullets" else "subparagraph")


def _item(writer: Writer, parent: Any, item: Item, tag: str) -> None:
    made = writer.named(parent, tag, item.id, item.marker)
    writer.add(made, "num", item.marker)
    _text(writer, made, item.inlines, item.items)
    writer.trace(made, item)
    for child in item.items:
        _item(writer, made, child, "indent" if item.marks == "bullets" else "point")


def _text(writer: Writer, parent: Any, inlines: Inlines, items: Sequence[Item]) -> None:
    """Text alone is the `content`; before points it is their `intro`, and may be missing."""
    if inlines or not items:
        holder = writer.add(parent, "intro" if items else "content")
        inline.write(writer, writer.add(holder, "p"), inlines)
