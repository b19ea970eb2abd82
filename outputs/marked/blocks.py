"""Blocks, sections and the head of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import singledispatchmethod
from typing import Any

from .. import tree
from ..renderers import UnsuitedFormat
from ..tree import (
    Attendance,
    Block,
    Chart,
    Document,
    Figures,
    Inlines,
    Item,
    KeyMessage,
    Link,
    Paragraph,
    ParticipantList,
    Picture,
    Programme,
    Quote,
    Reference,
    Section,
    Subheading,
    Table,
    numbering,
    walk,
)
from ..tree.listings import chart_table, participant_tables, programme_tables
from ..tree.text import data_address
from ..words import words
from ..words.imprint import imprint
from ..words.phrases import Trace, attendees, distribution, heading_mark, occasion, qualities, span
from . import tables
from .inline import address, begun, escaped, inline

INDENT = "  "
ANCHORED = (Section, Paragraph, Attendance, Item, Table, Chart, Picture, Subheading)


@dataclass(slots=True)
class Page:
    """One document. Each method gives pieces of text, between which blank lines go; `targets` are the ids linked to."""

    document: Document
    words: dict[str, str] = field(init=False)
    targets: frozenset[str] = field(init=False)
    trace: Trace = field(default_factory=Trace)

    def __post_init__(self) -> None:
        self.words = words(self.document.language)
        nodes = list(walk(self.document))
        ids = frozenset(node.id for node in nodes if isinstance(node, ANCHORED))
        linked = {node.href[1:] for node in nodes if isinstance(node, Link) and node.href.startswith("#")}
        self.targets = ids & (linked | {node.target for node in nodes if isinstance(node, Reference)})

    def text(self) -> str:
        """All of it. Raises UnsuitedFormat."""
        return "\n\n".join(piece for piece in self._pieces() if piece) + "\n"

    def _pieces(self) -> Iterator[str]:
        d = self.document
        yield from self._head()
        for section in d.front:
            yield from self._section(section)
        if d.summary:
            yield f"## {escaped(self.words['summary'])}"
            yield from self._blocks(d.summary)
        if d.contents:
            yield from self._contents()
        yield from self._blocks(d.opening)
        for section in d.sections:
            yield from self._section(section)
        yield from self._blocks(d.closing)
        for section in d.annexes:
            yield from self._section(section, annex=True)
        yield from self._notes()
        yield from self._blocks(imprint(d))
        yield from self._assets()

    def _head(self) -> Iterator[str]:
        d, m = self.document, self.document.masthead
        issued = (m.organization, m.body, m.symbol, *distribution(m, self.words))
        yield _lines(issued)
        yield f"**{escaped(self.words['draft'])}**" if d.is_draft else ""
        yield f"# {escaped(d.title)}"
        yield _lines((d.subtitle, d.dated))
        yield _lines((*occasion(m), m.author, m.imprint, d.version))

    def _contents(self) -> Iterator[str]:
        entries = numbering.contents(self.document)
        if not entries:
            return
        yield f"## {escaped(self.words['contents'])}"
        yield "\n".join(self._entry(entry) for entry in entries)

    def _entry(self, entry: numbering.Entry) -> str:
        mark = f"{self.words['annex']} {entry.number}".strip() + ". " if entry.is_annex else ""
        mark = mark or (f"{entry.number}. " if entry.number else "")
        range_ = "" if entry.is_annex or not entry.first else f" ({span(entry.first, entry.last)})"
        line = f"- [{escaped(mark + entry.heading)}](<#{address(entry.id)}>){escaped(range_)}"
        return INDENT * (entry.level - 1) + line

    def _section(self, section: Section, *, annex: bool = False) -> Iterator[str]:
        mark = heading_mark(section, self.words, annex=annex)
        mark = f"{mark}. " if annex and section.level == 1 else f"{mark} " if mark else ""
        yield f"{'#' * min(section.level + 1, 6)} {self._anchor(section.id)}{escaped(mark + section.heading)}"
        yield from self._blocks(section.blocks)
        for child in section.sections:
            yield from self._section(child, annex=annex)

    def _anchor(self, id: str) -> str:
        return f'<a id="{address(id)}"></a>'

    def _target(self, id: str) -> str:
        """An anchor where a link leads here; headings always have one, for the contents."""
        return self._anchor(id) if id in self.targets else ""

    def _notes(self) -> Iterator[str]:
        notes = [note for note in tree.notes(self.document) if note.number]
        yield "\n\n".join(f"[^{escaped(note.number)}]: {self._inline(note.inlines)}" for note in notes)

    def _assets(self) -> Iterator[str]:
        """The pictures themselves, under the names by which the text shows them."""
        for asset in self.document.assets:
            yield f"[{asset.sha256[:12]}]: <{data_address(asset.media_type, asset.data)}>"

    def _blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        for block in blocks:
            yield from self._block(block)

    def _inline(self, pieces: Inlines) -> str:
        return inline(pieces, self.targets)

    @singledispatchmethod
    def _block(self, node: Any) -> Iterator[str]:
        raise UnsuitedFormat(type(node).__name__)

    @_block.register
    def _paragraph(self, node: Paragraph) -> Iterator[str]:
        if node.inlines:
            yield self._numbered(node, self._inline(node.inlines)) + self._after(node)
        yield "\n".join(self._items(node.items))

    def _numbered(self, node: Paragraph | Attendance, content: str) -> str:
        """A number is text here: lists count by themselves, and would begin again after each heading."""
        number = f"{escaped(node.number)}. " if node.number else ""
        return self._target(node.id) + begun(number + content)

    def _items(self, items: Iterable[Item], depth: int = 0) -> Iterator[str]:
        for item in items:
            marker = "" if item.marker in ("•", "–") else f"{escaped(item.marker)} "
            content = self._target(item.id) + begun(marker + self._inline(item.inlines))
            yield f"{INDENT * depth}- {content}{self._after(item)}"
            yield from self._items(item.items, depth + 1)

    def _after(self, node: Any) -> str:
        quality, source = qualities(getattr(node, "recommendation", None)), self.trace.at(node)
        shown = [f"<small>{escaped(text)}</small>" for text in (quality, source and f"[{source}]") if text]
        return "".join(f" {text}" for text in shown)

    @_block.register
    def _subheading(self, node: Subheading) -> Iterator[str]:
        yield f"{self._target(node.id)}**{self._inline(node.inlines)}**"

    @_block.register
    def _quote(self, node: Quote) -> Iterator[str]:
        texts = [begun(self._inline(inlines)) for inlines in node.paragraphs]
        if node.attribution:
            texts.append(f"— {escaped(node.attribution)}")
        yield _quoted("\n\n".join(texts) + self._after(node))

    @_block.register
    def _key_message(self, node: KeyMessage) -> Iterator[str]:
        label = escaped(node.label or self.words["key_message"])
        yield _quoted(f"**{label}**\n\n{begun(self._inline(node.inlines))}{self._after(node)}")

    @_block.register
    def _attendance(self, node: Attendance) -> Iterator[str]:
        yield self._numbered(node, f"{self._inline(node.lead_in)} {escaped(attendees(node))}") + self._after(node)

    @_block.register
    def _table(self, node: Table) -> Iterator[str]:
        number = f"{self.words['table']} {node.number}. " if node.number else ""
        yield from self._captioned(node, number + node.caption)
        yield self._after(node).strip()

    def _captioned(self, node: Table, caption: str) -> Iterator[str]:
        yield f"{self._target(node.id)}**{escaped(caption)}**" if caption else ""
        yield tables.table(node, self.targets)

    @_block.register
    def _chart(self, node: Chart) -> Iterator[str]:
        """The bars as a table; what they say stands before it."""
        yield from self._figure(node, escaped(node.alt))
        yield tables.table(chart_table(node), self.targets)
        yield escaped(node.note)

    @_block.register
    def _picture(self, node: Picture) -> Iterator[str]:
        alt, known = escaped(node.alt), any(asset.sha256 == node.sha256 for asset in self.document.assets)
        yield from self._figure(node, f"![{alt}][{node.sha256[:12]}]" if known else alt)
        yield escaped(node.credit)

    def _figure(self, node: Chart | Picture, shown: str) -> Iterator[str]:
        caption = escaped(f"{self.words['figure']} {node.number}. {node.caption}")
        yield f"{self._target(node.id)}**{caption}**"
        yield shown + self._after(node)

    @_block.register
    def _programme(self, node: Programme) -> Iterator[str]:
        yield f"*{escaped(self.words['times'])} {escaped(node.time_zone)}*" if node.time_zone else ""
        for one in programme_tables(node, self.words):
            yield from self._captioned(one, one.caption)

    @_block.register
    def _participants(self, node: ParticipantList) -> Iterator[str]:
        for one in participant_tables(node, self.words):
            yield from self._captioned(one, one.caption)

    @_block.register
    def _figures(self, node: Figures) -> Iterator[str]:
        yield "\n".join(f"- **{escaped(one.value)}** {escaped(one.label)}" for one in node.figures)


def _lines(texts: Iterable[str]) -> str:
    return "\\\n".join(begun(escaped(text)) for text in texts if text)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
