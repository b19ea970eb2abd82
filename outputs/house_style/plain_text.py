"""A file of plain text or Markdown as a document, so that the same rules read it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from outputs.tree import Block, Document, Inlines, Item, Marks, Paragraph, Quote, Section, Span, SpanStyle, Text

HEADING = re.compile(r"(#{1,6}) +(.*)")
ITEM = re.compile(r"(?:[-*•]|\d+[.)]|\([a-z]{1,4}\)) +(.*)", re.DOTALL)
STYLED = re.compile(r"(\*\*|__)(?P<strong>[^*_]+)\1|(?<![\w*])[*_](?P<emphasis>[^*_\n]+)[*_](?![\w*])")


def document_of_text(text: str, language: str = "en") -> Document:
    """Paragraphs are parted by empty lines; "#" begins a heading, "-" an item, ">" a quotation. Ids are "line-" and the
    number of the line where a piece begins.
    """
    reader = _Reader()
    for line, part in _parts(text):
        reader.add(f"line-{line}", part)
    return Document("text", "", "", language, sections=reader.nested())


def _parts(text: str) -> list[tuple[int, str]]:
    parts: list[tuple[int, str]] = []
    is_open = False
    for number, line in enumerate(text.splitlines(), 1):
        starts = not is_open or bool(HEADING.match(line) or ITEM.match(line.strip()))
        if line.strip() and starts:
            parts.append((number, line.strip()))
        elif line.strip():
            parts[-1] = (parts[-1][0], f"{parts[-1][1]} {line.strip()}")
        is_open = bool(line.strip()) and not HEADING.match(line)
    return parts


@dataclass
class _Reader:
    """Sections as they come, with their level; the first has no heading."""

    found: list[tuple[int, Section]] = field(default_factory=lambda: [(1, Section("line-0", ""))])

    def add(self, key: str, part: str) -> None:
        if heading := HEADING.match(part):
            self.found.append((len(heading[1]), Section(key, heading[2].strip(" #"))))
        elif part.startswith(">"):
            self.append(Quote(key, ((Text(re.sub(r"(?:^|\s)> ?", " ", part).strip()),),)))
        elif item := ITEM.fullmatch(part):
            self.item(Item(key, _inlines(item[1])), "bullets" if part[0] in "-*•" else "letters")
        else:
            self.append(Paragraph(key, _inlines(part)))

    def append(self, block: Block) -> None:
        level, section = self.found[-1]
        self.found[-1] = level, replace(section, blocks=(*section.blocks, block))

    def item(self, item: Item, marks: Marks) -> None:
        level, section = self.found[-1]
        last = section.blocks[-1] if section.blocks else None
        if isinstance(last, Paragraph):
            block = replace(last, items=(*last.items, item), marks=marks)
            self.found[-1] = level, replace(section, blocks=(*section.blocks[:-1], block))
        else:
            self.append(Paragraph(f"{item.id}-list", (), items=(item,), marks=marks))

    def nested(self) -> tuple[Section, ...]:
        return _nested([one for one in self.found if one[1].heading or one[1].blocks])


def _nested(found: list[tuple[int, Section]]) -> tuple[Section, ...]:
    """What follows a section with a higher level stands in it."""
    sections: list[Section] = []
    while found:
        (level, section), *rest = found
        count = next((at for at, one in enumerate(rest) if one[0] <= level), len(rest))
        sections.append(replace(section, sections=_nested(rest[:count])) if section.heading else section)
        found = rest[count:] if section.heading else rest
    return tuple(sections)


def _inlines(text: str) -> Inlines:
    pieces: list[Text | Span] = []
    at = 0
    for found in STYLED.finditer(text):
        style: SpanStyle = "strong" if found["strong"] else "emphasis"
        pieces += [Text(text[at : found.start()]), Span(style, (Text(found[style]),))]
        at = found.end()
    return tuple(piece for piece in [*pieces, Text(text[at:])] if piece != Text(""))
