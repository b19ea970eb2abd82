"""Rich text (HTML as an editor saves it) to blocks of the tree.

What is not on the allow-list does not survive: tags, attributes, address schemes, spans over MAX_SPAN cells,
nesting over MAX_DEPTH. So nothing an editor, an import or an API sends can make a page that costs minutes,
reads a file or opens a connection when it is set (WeasyPrint lays out `colspan=100000` for a minute).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import count
from typing import Any

import nh3
from django.utils.crypto import get_random_string

from outputs.tree import (
    Block,
    Break,
    Cell,
    Column,
    Inline,
    Inlines,
    Item,
    Link,
    Marks,
    Note,
    Paragraph,
    Quote,
    Reference,
    Source,
    Span,
    SpanStyle,
    Subheading,
    Table,
    Text,
    plain,
)
from outputs.tree.references import CODE
from outputs.tree.text import SAFE_ADDRESSES, clean, collapse

MAX_DEPTH = 12
MAX_SPAN = 12
MAX_COLUMNS = 12
SCHEMES = {"http", "https", "mailto"}
STYLES: dict[str, SpanStyle] = {
    "b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis", "sub": "sub", "sup": "sup"
}  # fmt: skip
HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
LISTS: dict[str, Marks] = {"ol": "letters", "ul": "bullets"}
BLOCKS = HEADINGS | LISTS.keys() | {"p", "blockquote", "table"}
TAGS = BLOCKS | STYLES.keys() | {"a", "br", "li", "thead", "tbody", "tr", "th", "td", "caption"}
ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "ol": {"type"}}
#: What an editor names each of its blocks by, whatever is written before it.
KEY = "data-block-key"
KEYED = HEADINGS | {"p", "li", "blockquote"}
ATTRIBUTES |= {tag: {KEY} for tag in KEYED}
BARE = re.compile(rf"<({'|'.join(sorted(KEYED))})(?=>)")
KEY_LENGTH, KEY_LETTERS = 5, "abcdefghijklmnopqrstuvwxyz"
A_KEY = re.compile(r"(?=[0-9]*[A-Za-z])[A-Za-z0-9]{1,12}")
#: The text of a note may refer to other pieces.
NOTE = re.compile(r"\s*\[\^\s*((?:[^\[\]]|\[#[^\[\]]*\])+?)\s*\]")


def blocks(html: str, *, prefix: str, sources: tuple[Source, ...] = (), numbered: bool = True) -> tuple[Block, ...]:
    """The blocks of a piece of rich text.

    `prefix` begins the id of each block and must be unique in the document. A list becomes the items of the
    paragraph before it. "[^text]" in the text becomes a note, "[#code]" a reference. A block that an editor has named
    keeps that name in its id; others are counted.
    """
    reader = _Reader(prefix, sources, numbered)
    for node in _flow(parse(html)):
        reader.add(node)
    return tuple(reader.blocks)


def keyed(html: str) -> str:
    """The same rich text with a key for each block that has none: its id then stays whatever is written before it."""
    return BARE.sub(lambda tag: f'<{tag[1]} {KEY}="{get_random_string(KEY_LENGTH, KEY_LETTERS)}"', html)


def inlines(html: str, *, prefix: str) -> Inlines:
    """Rich text as one run of inline pieces: what stood in several blocks is joined by blanks."""
    reader = _Reader(prefix, (), numbered=False)
    runs = [reader.inlines(node) for node in _flow(parse(html))]
    joined = [piece for run in runs if run for piece in (Text(" "), *run)]
    return tuple(joined[1:])


def text_inlines(text: str) -> Inlines:
    """Plain text as inline pieces; line ends become line breaks."""
    lines = [line.strip() for line in clean(text).strip().splitlines()]
    pieces: list[Inline] = []
    for line in lines:
        pieces += [Break(), Text(line)] if pieces else [Text(line)]
    return tuple(piece for piece in pieces if piece != Text(""))


def written_inlines(text: str) -> Inlines:
    """Plain text as its writer typed it into a document: as `text_inlines`, with its references."""
    found: list[Inline] = []
    for piece in text_inlines(text):
        found += referring(piece.text) if isinstance(piece, Text) else [piece]
    return tuple(found)


def referring(text: str) -> Iterator[Inline]:
    """Text with what is typed as "[#code]", or "[##code]" for a number alone, as references."""
    before = 0
    for code in CODE.finditer(text):
        if code.start() > before:
            yield Text(text[before : code.start()])
        yield Reference(code[2], bare=bool(code[1]))
        before = code.end()
    if text[before:]:
        yield Text(text[before:])


@dataclass(slots=True)
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def find(self, *tags: str) -> Iterator[Node]:
        for child in self.children:
            if isinstance(child, Node):
                if child.tag in tags:
                    yield child
                else:
                    yield from child.find(*tags)


def parse(html: str) -> Node:
    """Cleaned HTML as nodes, none deeper than MAX_DEPTH (what is deeper keeps only its text)."""
    parser = _Parser()
    parser.feed(nh3.clean(clean(html), tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None))
    parser.close()
    return parser.root


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("root")
        self.open = [self.root]
        self.dropped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        if tag == "br":
            self.open[-1].children.append(node)
        elif len(self.open) > MAX_DEPTH:
            self.dropped.append(tag)
        else:
            self.open[-1].children.append(node)
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if self.dropped and self.dropped[-1] == tag:
            self.dropped.pop()
        elif len(self.open) > 1 and self.open[-1].tag == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def _flow(parent: Node) -> Iterator[Node]:
    """The block nodes of a parent; loose text between them is gathered into paragraphs."""
    loose = Node("p")
    for child in parent.children:
        if isinstance(child, Node) and child.tag in BLOCKS:
            if loose.children:
                yield loose
                loose = Node("p")
            yield child
        elif loose.children or not isinstance(child, str) or child.strip():
            loose.children.append(child)
    if loose.children:
        yield loose


@dataclass(slots=True)
class _Reader:
    prefix: str
    sources: tuple[Source, ...]
    numbered: bool
    blocks: list[Block] = field(default_factory=list)
    positions: Iterator[int] = field(default_factory=lambda: count(1))
    used: set[str] = field(default_factory=set)

    def id(self, node: Node | None = None) -> str:
        """By the key that an editor gave, where no other block of this text has it; else by its position."""
        position = str(next(self.positions))
        key = node.attributes.get(KEY, "") if node else ""
        name = key if A_KEY.fullmatch(key) and key not in self.used else position
        self.used.add(name)
        return f"{self.prefix}-{name}"

    def add(self, node: Node) -> None:
        makers: dict[str, Callable[[Node], Block | None]] = {
            "p": self.paragraph, "ol": self.list, "ul": self.list, "blockquote": self.quote, "table": self.table
        }  # fmt: skip
        block = makers.get(node.tag, self.subheading)(node)
        if block is not None:
            self.blocks.append(block)

    def paragraph(self, node: Node) -> Paragraph | None:
        content = self.inlines(node)
        if not content or not plain(content):
            return None
        return Paragraph(self.id(node), content, sources=self.sources, numbered=self.numbered)

    def subheading(self, node: Node) -> Subheading | None:
        content = self.inlines(node)
        return Subheading(self.id(node), content) if plain(content) else None

    def quote(self, node: Node) -> Quote | None:
        paragraphs = tuple(filter(None, (self.inlines(child) for child in _flow(node))))
        return Quote(self.id(node), paragraphs, sources=self.sources) if paragraphs else None

    def list(self, node: Node) -> Paragraph | None:
        lead = self.blocks[-1] if self.blocks else None
        marks: Marks = "romans" if node.attributes.get("type") == "i" else LISTS[node.tag]
        if isinstance(lead, Paragraph) and not lead.items:
            self.blocks[-1] = replace(lead, items=self.items(node), marks=marks)
            return None
        return Paragraph(self.id(), (), items=self.items(node), marks=marks, sources=self.sources, numbered=False)

    def items(self, node: Node) -> tuple[Item, ...]:
        return tuple(self.item(child) for child in node.children if isinstance(child, Node) and child.tag == "li")

    def item(self, node: Node) -> Item:
        own = Node("li", children=[c for c in node.children if isinstance(c, str) or c.tag not in LISTS])
        nested = [child for child in node.children if isinstance(child, Node) and child.tag in LISTS]
        items = tuple(item for child in nested for item in self.items(child))
        marks: Marks = "bullets" if nested and nested[0].tag == "ul" else "romans"
        return Item(self.id(node), self.inlines(own), items=items, marks=marks, sources=self.sources)

    def table(self, node: Node) -> Table | None:
        rows = [row for row in node.find("tr") if any(row.find("td", "th"))]
        if not rows:
            return None
        head = rows.pop(0) if all(cell.tag == "th" for cell in rows[0].find("td", "th")) else None
        caption = next((plain(self.inlines(caption)) for caption in node.find("caption")), "")
        body = tuple(self.row(row) for row in rows)
        width = max((sum(cell.colspan for cell in row) for row in body), default=0)
        return Table(self.id(), self.columns(head, width), body, caption=caption, sources=self.sources)

    def columns(self, head: Node | None, width: int) -> tuple[Column, ...]:
        names = [plain(self.inlines(cell)) for cell in head.find("th")][:MAX_COLUMNS] if head else []
        names += [""] * (min(width, MAX_COLUMNS) - len(names))
        return tuple(Column(name) for name in names)

    def row(self, node: Node) -> tuple[Cell, ...]:
        cells = [self.cell(cell) for cell in node.find("td", "th")]
        return tuple(cells[:MAX_COLUMNS])

    def cell(self, node: Node) -> Cell:
        wide, high = (_span(node.attributes.get(name, "")) for name in ("colspan", "rowspan"))
        return Cell(self.inlines(node), colspan=wide, rowspan=high)

    def inlines(self, node: Node) -> Inlines:
        return _trim([piece for child in node.children for piece in self.inline(child)])

    def inline(self, child: Node | str) -> Iterator[Inline]:
        if isinstance(child, str):
            yield from self.text(child)
        elif child.tag == "br":
            yield Break()
        elif child.tag in STYLES:
            yield Span(STYLES[child.tag], tuple(self.pieces(child)))
        elif child.tag == "a" and child.attributes.get("href", "").lower().startswith(SAFE_ADDRESSES):
            yield Link(child.attributes["href"], tuple(self.pieces(child)))
        else:
            yield from self.pieces(child)
            if child.tag in TAGS - {"a"}:
                yield Text(" ")

    def pieces(self, node: Node) -> Iterator[Inline]:
        for child in node.children:
            yield from self.inline(child)

    def text(self, text: str) -> Iterator[Inline]:
        before = 0
        for note in NOTE.finditer(text):
            yield from referring(collapse(text[before : note.start()]))
            yield Note(self.id(), tuple(referring(collapse(note[1]))))
            before = note.end()
        yield from referring(collapse(text[before:]))


def _span(value: str) -> int:
    return max(1, min(int(value), MAX_SPAN)) if value.isascii() and value.isdigit() and len(value) < 9 else 1


def _trim(pieces: list[Any]) -> Inlines:
    """Pieces without empty text, and without blanks at either end."""
    pieces = _merge(pieces)
    while pieces and (pieces[0] == Break() or (isinstance(pieces[0], Text) and not pieces[0].text.strip())):
        pieces.pop(0)
    while pieces and (pieces[-1] == Break() or (isinstance(pieces[-1], Text) and not pieces[-1].text.strip())):
        pieces.pop()
    if pieces and isinstance(pieces[0], Text):
        pieces[0] = Text(pieces[0].text.lstrip())
    if pieces and isinstance(pieces[-1], Text):
        pieces[-1] = Text(pieces[-1].text.rstrip())
    return tuple(pieces)


def _merge(pieces: list[Any]) -> list[Any]:
    merged: list[Any] = []
    for piece in pieces:
        if isinstance(piece, Text) and merged and isinstance(merged[-1], Text):
            merged[-1] = Text(collapse(merged[-1].text + piece.text))
        elif piece != Text(""):
            merged.append(piece)
    return merged
