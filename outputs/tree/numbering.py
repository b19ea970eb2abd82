"""Numbers, computed once for every format.

Chapters are roman, what is under them capitals, then arabic; where they are lettered, they begin with capitals.
Paragraphs are arabic and run through the whole document, so that references agree in all languages; items are (a), then
(i), then a. (United Nations Editorial Manual, "Headings" and "Numbering of paragraphs"). Annexes begin again at
paragraph 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from outputs import tree
from outputs.tree import (
    Attendance,
    Block,
    Document,
    Inlines,
    Item,
    Link,
    Marks,
    Note,
    Paragraph,
    Section,
    Span,
    Table,
    references,
)

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ARABIC_LETTERS = "أبجدهوزحطيكلمنسعفصقرشت"
HALF_BRACKETS = ("es", "fr", "ru")
ROMANS = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class DuplicateId(ValueError):
    """Two pieces of one document have the same id."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents. `first` and `last` are paragraph numbers, empty where there are none."""

    id: str
    number: str
    heading: str
    level: int
    is_annex: bool = False
    first: str = ""
    last: str = ""


def number(document: Document) -> Document:
    """The same document with every number filled in, and with them the text of its references. Notes are counted in the
    order in which the parts stand on the page.

    Raises DuplicateId when two pieces share an id.
    """
    check_ids(document)
    counters = _Counters(document.language, top=2 if document.lettered else 1)
    body = replace(
        document,
        front=counters.front(document.front),
        summary=counters.blocks(document.summary, numbered=False),
        opening=counters.blocks(document.opening),
        sections=counters.sections(document.sections, level=1),
        closing=counters.blocks(document.closing),
    )
    return references.complete(replace(body, annexes=counters.annexes(document.annexes)))


def check_ids(document: Document) -> None:
    ids = Counter(node.id for node in tree.walk(document) if hasattr(node, "id") and not isinstance(node, tree.Source))
    if doubled := sorted(key for key, uses in ids.items() if uses > 1):
        raise DuplicateId(", ".join(doubled))


def contents(document: Document, depth: int = 2) -> tuple[Entry, ...]:
    """The lines of the contents list of a numbered document, to the given depth of headings."""
    chapters = [entry for section in document.sections for entry in _entries(section, depth, is_annex=False)]
    annexes = [_entry(section, is_annex=True) for section in document.annexes]
    return (*chapters, *annexes)


def _entries(section: Section, depth: int, *, is_annex: bool) -> Iterator[Entry]:
    if section.level <= depth:
        yield _entry(section, is_annex=is_annex)
        for child in section.sections:
            yield from _entries(child, depth, is_annex=is_annex)


def _entry(section: Section, *, is_annex: bool) -> Entry:
    numbers = [n.number for n in tree.walk(section) if isinstance(n, Paragraph | Attendance) and n.number]
    first, last = (numbers[0], numbers[-1]) if numbers else ("", "")
    return Entry(section.id, section.number, section.heading, section.level, is_annex, first, last)


@dataclass(slots=True)
class _Counters:
    language: str
    top: int = 1
    paragraph: Iterator[int] = field(default_factory=lambda: count(1))
    note: Iterator[int] = field(default_factory=lambda: count(1))
    table: Iterator[int] = field(default_factory=lambda: count(1))
    figure: Iterator[int] = field(default_factory=lambda: count(1))

    def front(self, sections: tuple[Section, ...]) -> tuple[Section, ...]:
        return tuple(
            replace(section, level=1, numbered=False, blocks=self.blocks(section.blocks, numbered=False))
            for section in sections
        )

    def annexes(self, sections: tuple[Section, ...]) -> tuple[Section, ...]:
        return tuple(self._annex(section, position, len(sections)) for position, section in enumerate(sections, 1))

    def _annex(self, section: Section, position: int, total: int) -> Section:
        self.paragraph = count(1)
        (numbered,) = self.sections((section,), level=1)
        return replace(numbered, number=roman(position).upper() if total > 1 else "")

    def sections(self, sections: tuple[Section, ...], level: int) -> tuple[Section, ...]:
        positions = count(1)
        return tuple(self._section(s, level, next(positions) if s.numbered else 0) for s in sections)

    def _section(self, section: Section, level: int, position: int) -> Section:
        blocks = self.blocks(section.blocks)
        children = self.sections(section.sections, level + 1)
        mark = heading_mark(level + self.top - 1, position) if position else section.number
        return replace(section, level=level, number=mark, blocks=blocks, sections=children)

    def blocks(self, blocks: tuple[Block, ...], *, numbered: bool = True) -> tuple[Block, ...]:
        return tuple(self._block(block, numbered) for block in blocks)

    def _block(self, block: Block, numbered: bool) -> Block:
        match block:
            case Paragraph():
                mark, inlines = self._paragraph(block, numbered), self.inlines(block.inlines)
                return replace(block, number=mark, inlines=inlines, items=self.items(block.items, block.marks))
            case Attendance():
                return replace(block, number=self._paragraph(block, numbered), lead_in=self.inlines(block.lead_in))
            case tree.Chart() | tree.Picture():
                return replace(block, number=str(next(self.figure)))
            case Table():
                rows = tuple(tuple(replace(c, inlines=self.inlines(c.inlines)) for c in row) for row in block.rows)
                return replace(block, number=str(next(self.table)) if block.caption else "", rows=rows)
            case tree.Quote():
                return replace(block, paragraphs=tuple(self.inlines(inlines) for inlines in block.paragraphs))
            case tree.KeyMessage() | tree.Subheading():
                return replace(block, inlines=self.inlines(block.inlines))
        return block

    def _paragraph(self, block: Paragraph | Attendance, numbered: bool) -> str:
        if not block.numbered:
            return block.number
        return str(next(self.paragraph)) if numbered else ""

    def items(self, items: tuple[Item, ...], marks: Marks, depth: int = 0) -> tuple[Item, ...]:
        return tuple(self._item(item, marks, depth, position) for position, item in enumerate(items, 1))

    def _item(self, item: Item, marks: Marks, depth: int, position: int) -> Item:
        marker = item_mark(marks, depth, position, self.language)
        inlines = self.inlines(item.inlines)
        return replace(item, marker=marker, inlines=inlines, items=self.items(item.items, item.marks, depth + 1))

    def inlines(self, inlines: Inlines) -> Inlines:
        return tuple(self._inline(piece) for piece in inlines)

    def _inline(self, piece: Any) -> Any:
        match piece:
            case Note():
                return replace(piece, number=str(next(self.note)))
            case Span() | Link():
                return replace(piece, inlines=self.inlines(piece.inlines))
        return piece


def heading_mark(level: int, position: int) -> str:
    """I, II at level 1; A, B at level 2; 1, 2 below."""
    if level == 1:
        return roman(position).upper()
    return letters(position).upper() if level == 2 else str(position)


def item_mark(marks: Marks, depth: int, position: int, language: str = "en") -> str:
    """(a), (i) or a bullet; from the third depth on without brackets: a., i.

    >>> item_mark("letters", 0, 3), item_mark("romans", 1, 4), item_mark("letters", 2, 1)
    ('(c)', '(iv)', 'a.')
    >>> item_mark("letters", 0, 3, "fr")
    'c)'
    """
    if marks == "bullets":
        return "•" if depth == 0 else "–"
    name = roman(position) if marks == "romans" else letters(position, language)
    if depth > 1:
        return f"{name}."
    return f"{name})" if language[:2] in HALF_BRACKETS else f"({name})"


def letters(position: int, language: str = "en") -> str:
    """a to z, then aa, ab; Arabic documents count in abjad letters."""
    alphabet = ARABIC_LETTERS if language[:2] == "ar" else LETTERS
    name = ""
    while position:
        position, rest = divmod(position - 1, len(alphabet))
        name = alphabet[rest] + name
    return name


def roman(position: int) -> str:
    name = ""
    for value, numeral in ROMANS:
        times, position = divmod(position, value)
        name += numeral * times
    return name
