"""Blocks and sections as paragraphs and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import singledispatchmethod
from typing import Any

from ..renderers import UnsuitedFormat
from ..tree import (
    Attendance,
    Block,
    Chart,
    Figure,
    Figures,
    Inlines,
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
from ..tree.listings import chart_table, participant_tables, programme_tables
from ..words.phrases import Trace, attendees, heading_mark, qualities
from . import tables
from .drawings import Drawings
from .inline import Pen
from .styles import HANG, ITEM_INDENTS, MEASURE
from .xml import LINE_BREAK, TAB, millimetres, paragraph


@dataclass(slots=True)
class Body:
    """Writes blocks and sections as they stand on the page, with their sources where it `is_traced`."""

    pen: Pen
    words: dict[str, str]
    trace: Trace = field(default_factory=Trace)
    is_traced: bool = True
    drawings: Drawings = field(default_factory=lambda: Drawings({}))

    def section(self, section: Section, *, annex: bool = False, front: bool = False) -> str:
        """A heading, what stands under it, and the sections within."""
        mark = heading_mark(section, self.words, annex=annex)
        if annex and section.level == 1:
            style, number = "AnnexHeading", self.pen.run(mark, "AnnexNumber") + LINE_BREAK
        else:
            style = "FrontHeading" if front else f"Heading{min(max(section.level, 1), 3)}"
            number = self.pen.run(mark) + TAB if mark else "" if front else TAB
        heading = self.pen.bookmarks.around(section.id, number + self.pen.run(section.heading))
        inner = "".join(self.section(child, annex=annex) for child in section.sections)
        return paragraph(style, heading) + self.blocks(section.blocks) + inner

    def blocks(self, blocks: Sequence[Block]) -> str:
        """Raises UnsuitedFormat."""
        return "".join(self.block(block) for block in blocks)

    @singledispatchmethod
    def block(self, node: Any) -> str:
        raise UnsuitedFormat(type(node).__name__)

    @block.register
    def _paragraph(self, node: Paragraph) -> str:
        if not node.inlines:
            return self._items(node.items, node.marks)
        content = self._content(node, node.inlines) + self._after(node)
        style = ("LeadIn" if node.number else "TextLeadIn") if node.items else self._style(node.number)
        return paragraph(style, content) + self._items(node.items, node.marks)

    def _style(self, number: str) -> str:
        return "NumberedParagraph" if number else "Text"

    def _content(self, node: Paragraph | Attendance, inlines: Inlines) -> str:
        number = self.pen.run(f"{node.number}.", "ParagraphNumber") + TAB if node.number else ""
        return self.pen.bookmarks.around(node.id, number + self.pen.write(inlines))

    def _after(self, node: Any) -> str:
        """What is small behind the text: how far it was agreed, and from where it comes."""
        quality, source = qualities(getattr(node, "recommendation", None)), self.trace.at(node)
        shown = self.pen.run(f"  {quality}" if quality else "", "Qualities")
        return shown + self.pen.run(f"  [{source}]" if source and self.is_traced else "", "SourceMark")

    def _items(self, items: Sequence[Item], marks: str, depth: int = 1) -> str:
        style = f"{'Bullet' if marks == 'bullets' else 'Item'}{min(depth, len(ITEM_INDENTS))}"
        return "".join(self._item(item, style, depth) for item in items)

    def _item(self, item: Item, style: str, depth: int) -> str:
        content = self.pen.bookmarks.around(item.id, self.pen.run(item.marker) + TAB + self.pen.write(item.inlines))
        return paragraph(style, content + self._after(item)) + self._items(item.items, item.marks, depth + 1)

    @block.register
    def _subheading(self, node: Subheading) -> str:
        return paragraph("Subheading", self.pen.bookmarks.around(node.id, self.pen.write(node.inlines)))

    @block.register
    def _quote(self, node: Quote) -> str:
        texts = [self.pen.write(inlines) for inlines in node.paragraphs] or [""]
        texts[0] = self.pen.bookmarks.around(node.id, texts[0])
        texts[-1] += self._after(node)
        source = paragraph("QuoteSource", self.pen.run(node.attribution)) if node.attribution else ""
        return "".join(paragraph("Quote", content) for content in texts) + source

    @block.register
    def _key_message(self, node: KeyMessage) -> str:
        label = self.pen.bookmarks.around(node.id, self.pen.run(node.label or self.words["key_message"]))
        message = self.pen.write(node.inlines) + self._after(node)
        return paragraph("KeyMessageLabel", label) + paragraph("KeyMessage", message)

    @block.register
    def _attendance(self, node: Attendance) -> str:
        content = self._content(node, node.lead_in) + self.pen.run(f" {attendees(node)}")
        return paragraph(self._style(node.number), content + self._after(node))

    @block.register
    def _table(self, node: Table) -> str:
        number = f"{self.words['table']} {node.number}. " if node.number else ""
        source = self._after(node)
        end = paragraph("TableSource", source) if source else GAP
        return self._caption(node.id, number + node.caption) + tables.table(node, self.pen) + end

    @block.register
    def _chart(self, node: Chart) -> str:
        drawn = paragraph("Drawing", self.drawings.chart(node), "<w:keepNext/>")
        return self._framed(node, drawn + tables.table(chart_table(node), self.pen), node.note)

    @block.register
    def _picture(self, node: Picture) -> str:
        missing = self.pen.run(f"{self.words['picture_missing']} {node.alt}")
        return self._framed(node, paragraph("Drawing", self.drawings.picture(node) or missing), node.credit)

    def _framed(self, node: Chart | Picture, content: str, note: str) -> str:
        """A figure under its caption; what is small stands below."""
        small = self.pen.run(note) + self._after(node)
        caption = self._caption(node.id, f"{self.words['figure']} {node.number}. {node.caption}")
        return caption + content + (paragraph("TableSource", small) if small else GAP)

    @block.register
    def _programme(self, node: Programme) -> str:
        zone = f"{self.words['times']} {node.time_zone}" if node.time_zone else ""
        first = paragraph("Dated", self.pen.bookmarks.around(node.id, self.pen.run(zone))) if zone else ""
        return first + self._listing(programme_tables(node, self.words), is_wide=node.detailed)

    @block.register
    def _participants(self, node: ParticipantList) -> str:
        return self._listing(participant_tables(node, self.words), is_wide=True)

    def _listing(self, found: Any, *, is_wide: bool) -> str:
        caption = "WideCaption" if is_wide else "Caption"
        listed = (
            self._caption(one.id, one.caption, caption) + tables.table(one, self.pen, is_wide=is_wide) for one in found
        )
        return "".join(one + GAP for one in listed)

    def _caption(self, id: str, content: str, style: str = "Caption") -> str:
        return paragraph(style, self.pen.bookmarks.around(id, self.pen.run(content))) if content else ""

    @block.register
    def _figures(self, node: Figures) -> str:
        """Side by side, as many as there are."""
        if not node.figures:
            return ""
        width = millimetres(MEASURE) // len(node.figures)
        cells = [tables.cell(self._figure(one), width) for one in node.figures]
        widths = [width] * len(cells)
        return tables.frame("FigureTable", widths, tables.row(cells), start=millimetres(HANG), rtl=self.pen.rtl) + GAP

    def _figure(self, one: Figure) -> str:
        return paragraph("FigureValue", self.pen.run(one.value)) + paragraph("FigureLabel", self.pen.run(one.label))


#: Two tables without a paragraph between them would be one.
GAP = paragraph("TableGap", "")
