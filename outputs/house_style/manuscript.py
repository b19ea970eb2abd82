"""A document as rules read it: its texts in order, walked once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from outputs import tree
from outputs.tree import Document, Inlines, Item, Marks, Section, Source

from .facts import Facts

Role = Literal["title", "heading", "text", "item", "quote", "note", "caption", "cell", "message"]
#: Stands for each character that is not the writer's to spell.
HIDDEN = "\ufffc"
SHIELDED = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.-]+"  # addresses
    r"|“[^”]*”|«[^»]*»|„[^“”]*[“”]|(?<![\w])\"[^\"]+\""  # quotations and titles
    r"|\b[A-Z][A-Za-z]{0,11}(?:/[A-Z0-9][A-Za-z0-9.()*-]*)+"  # symbols
    r"|\b[A-Z]+-\d[\w.-]*|\bISO(?:/IEC)? \d[\d:.-]*|\b[\w-]+\.(?:org|int|net|com|pdf|html|docx)\b"  # codes
)
LONG_TITLE = 3


@dataclass(frozen=True, slots=True)
class Passage:
    """One text. `node` is the id of its piece in the tree, `part` its number among the texts of that piece. `styles`
    are spans of it with their style; `is_written` false: a heading that is the name of a thing in the record.
    """

    node: str
    part: int
    role: Role
    text: str
    open_text: str
    styles: tuple[tuple[str, int, int], ...] = ()
    sources: tuple[Source, ...] = ()
    recommends: bool = False
    is_written: bool = True
    place: str = ""

    @property
    def key(self) -> str:
        """The same for all that a rule sees of a text alone, wherever it stands."""
        seen = (self.role, self.text, self.styles, self.recommends, self.is_written, self.place)
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with what leads to it; `items` are the texts of one level."""

    lead: Passage | None
    items: tuple[Passage, ...]
    marks: Marks


@dataclass
class Manuscript:
    document: Document
    facts: Facts
    passages: list[Passage] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    lone: list[Passage] = field(default_factory=list)
    _parts: dict[str, int] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return self.document.language

    def in_roles(self, roles: frozenset[Role]) -> Iterator[Passage]:
        return (one for one in self.passages if one.role in roles)

    @cached_property
    def words(self) -> int:
        """Words of the whole text, footnotes included; lists of people and programmes are not text."""
        return sum(len(one.text.split()) for one in self.passages if one.role != "title")

    def add(self, node: str, role: Role, text: str, **facts: object) -> Passage:
        part = self._parts.get(node, 0)
        self._parts[node] = part + 1
        styles = facts.get("styles", ())
        passage = Passage(node, part, role, text, shielded(text, styles), **facts)  # type: ignore[arg-type]
        self.passages.append(passage)
        return passage


def shielded(text: str, styles: object = ()) -> str:
    """The text with quotations, addresses, symbols and the titles of works in italics hidden, each span as long."""
    text = SHIELDED.sub(lambda found: HIDDEN * len(found[0]), text)
    for style, start, end in styles:  # type: ignore[attr-defined]
        if style == "emphasis" and len(text[start:end].split()) >= LONG_TITLE:
            text = text[:start] + HIDDEN * (end - start) + text[end:]
    return text


def manuscript_of(document: Document, facts: Facts) -> Manuscript:
    """One walk through the tree. Lists of people, timetables and printed sheets are names and are left out."""
    reader = _Reader(Manuscript(document, facts))
    reader.head(document)
    reader.blocks(document.summary, "summary")
    reader.sections(document.front, "front")
    reader.blocks(document.opening, "opening")
    reader.sections(document.sections, "chapter", is_top=True)
    reader.blocks(document.closing, "closing")
    reader.sections(document.annexes, "annex")
    return reader.manuscript


@dataclass
class _Reader:
    manuscript: Manuscript
    place: str = ""

    def head(self, document: Document) -> None:
        for node, text in (("title", document.title), ("subtitle", document.subtitle)):
            if text:
                self.manuscript.add(node, "title", text)

    def sections(self, sections: tuple[Section, ...], place: str, *, is_top: bool = False) -> None:
        self.place = place
        for section in sections:
            heading = self.heading(section.id, section.heading)
            if heading and len(sections) == 1 and place == "chapter" and not is_top and heading.is_written:
                self.manuscript.lone.append(heading)
            self.blocks(section.blocks, place)
            self.sections(section.sections, place)

    def heading(self, node: str, text: str) -> Passage | None:
        if not text:
            return None
        return self.manuscript.add(node, "heading", text, is_written=bool(WRITTEN.match(node)), place=self.place)

    def blocks(self, blocks: tuple[tree.Block, ...], place: str) -> None:
        self.place = place
        for block in blocks:
            self.block(block)
        subheadings = [block for block in blocks if isinstance(block, tree.Subheading)]
        if len(subheadings) == 1:
            self.lone_subheading(subheadings[0])

    def lone_subheading(self, subheading: tree.Subheading) -> None:
        found = [one for one in self.manuscript.passages if one.node == subheading.id]
        self.manuscript.lone += [one for one in found if one.is_written]

    def block(self, block: tree.Block) -> None:
        match block:
            case tree.Paragraph():
                self.paragraph(block)
            case tree.Subheading():
                self.heading(block.id, tree.plain(block.inlines))
            case tree.Quote():
                for inlines in block.paragraphs:
                    self.inlines(block.id, "quote", inlines, block.sources)
            case tree.KeyMessage():
                self.inlines(block.id, "message", block.inlines, block.sources)
            case tree.Attendance():
                self.inlines(block.id, "text", block.lead_in, block.sources)
            case tree.Table() | tree.Picture():
                self.captioned(block)

    def paragraph(self, block: tree.Paragraph) -> None:
        lead = self.inlines(block.id, "text", block.inlines, block.sources, recommends=block.recommendation is not None)
        self.items(lead, block.items, block.marks)

    def items(self, lead: Passage | None, items: tuple[Item, ...], marks: Marks) -> None:
        found = []
        for item in items:
            recommends = item.recommendation is not None
            passage = self.inlines(item.id, "item", item.inlines, item.sources, recommends=recommends)
            found += [passage] if passage else []
            self.items(passage, item.items, item.marks)
        if found:
            self.manuscript.listings.append(Listing(lead, tuple(found), marks))

    def captioned(self, block: tree.Table | tree.Picture) -> None:
        if block.caption:
            self.manuscript.add(block.id, "caption", block.caption, place=self.place)
        for row in block.rows if isinstance(block, tree.Table) else ():
            for cell in row:
                self.inlines(block.id, "cell", cell.inlines, block.sources)

    def inlines(
        self, node: str, role: Role, inlines: Inlines, sources: tuple[Source, ...] = (), *, recommends: bool = False
    ) -> Passage | None:
        styles: list[tuple[str, int, int]] = []
        notes: list[tree.Note] = []
        text = _read(inlines, 0, styles, notes)
        facts = {"styles": tuple(styles), "sources": sources, "recommends": recommends, "place": self.place}
        passage = self.manuscript.add(node, role, text, **facts) if text.strip() else None
        for note in notes:
            self.manuscript.add(note.id, "note", tree.plain(note.inlines), sources=sources, place=self.place)
        return passage


#: Headings that writers gave: whole blocks of a body and headings inside prose; a live block's have a name after it.
WRITTEN = re.compile(r"(?!b-)|b-[0-9a-f-]{36}(-\d+)?$")


def _read(inlines: Inlines, at: int, styles: list[tuple[str, int, int]], notes: list[tree.Note]) -> str:
    text = ""
    for piece in inlines:
        match piece:
            case tree.Text():
                text += piece.text
            case tree.Break():
                text += "\n"
            case tree.Reference():
                text += HIDDEN
            case tree.Note():
                notes.append(piece)
            case tree.Span() | tree.Link():
                begin = at + len(text)
                text += _read(piece.inlines, begin, styles, notes)
                if isinstance(piece, tree.Span):
                    styles.append((piece.style, begin, at + len(text)))
    return text
