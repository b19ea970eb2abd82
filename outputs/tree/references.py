"""References of a document to its own paragraphs, chapters, annexes, tables and figures.

A writer types a code in square brackets, "[#3f2a91bc-k3x9q]", or "[##3f2a91bc-k3x9q]" for the number alone. Codes come
from ids, which never depend on numbers, so a reference follows its target wherever that is moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from textwrap import shorten

from outputs import tree
from outputs.tree import Attendance, Block, Chart, Document, Item, Paragraph, Picture, Reference, Section, Table
from outputs.words import words

CODE = re.compile(r"\[#(#?)\s*([\w.:-]{1,80})\s*\]")
#: Ids of blocks that people write begin with a UUID, of which eight digits tell them apart in one document.
_LONG = re.compile(r"^b-([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
SHOWN = 120


@dataclass(frozen=True, slots=True)
class Target:
    """A piece that can be referred to: `name` is how the text names it ("para. 12"), `number` its number alone,
    `excerpt` its first words. `code` is what a writer types between "[#" and "]".
    """

    id: str
    code: str
    name: str
    number: str
    excerpt: str


def code_of(id: str) -> str:
    return _LONG.sub(r"\1", id)


def targets(document: Document) -> Iterator[Target]:
    """All pieces of a numbered document that have a number or, being chapters and sections, a heading."""
    said = words(document.language)
    body = (*document.opening, *document.sections, *document.closing)
    yield from _of(body, said, "", "")
    for annex in document.annexes:
        name = said["to_annex"].format(number=annex.number).strip()
        yield Target(annex.id, code_of(annex.id), name, annex.number or name, annex.heading)
        yield from _of((*annex.blocks, *annex.sections), said, "", name)


def complete(document: Document) -> Document:
    """The same numbered document with the text of each reference. Where several pieces have the same code, or none, the
    reference is missing.
    """
    if not any(isinstance(node, Reference) for node in tree.walk(document)):
        return document
    found, said = _by_code(targets(document)), words(document.language)

    def name(reference: Reference) -> Reference:
        target = found.get(reference.target)
        if target is None:
            return replace(reference, text=said["to_missing"].format(target=reference.target), is_missing=True)
        text = target.number if reference.bare else target.name
        return replace(reference, target=target.id, text=text, is_missing=False)

    named: Document = tree.map_nodes(document, Reference, name)
    return named


def missing(document: Document) -> list[str]:
    """The codes that lead nowhere, each once."""
    nodes = (node for node in tree.walk(document) if isinstance(node, Reference) and node.is_missing)
    return list(dict.fromkeys(node.target for node in nodes))


def _by_code(found: Iterable[Target]) -> dict[str, Target]:
    by_code: dict[str, Target] = {}
    doubled: set[str] = set()
    for target in found:
        doubled |= {target.code} & by_code.keys()
        by_code |= {target.code: target, target.id: target}
    return {code: target for code, target in by_code.items() if code not in doubled}


def _of(pieces: Iterable[Block | Section], said: dict[str, str], chapter: str, annex: str) -> Iterator[Target]:
    """`chapter` is the number of the section they stand in, `annex` the name of the annex."""
    for piece in pieces:
        match piece:
            case Section():
                yield from _of_section(piece, said, chapter, annex)
            case Paragraph() | Attendance() if piece.number:
                yield from _of_paragraph(piece, said, annex)
            case Table() if piece.number:
                yield _target(piece.id, "to_table", piece.number, piece.caption, said)
            case Chart() | Picture() if piece.number:
                yield _target(piece.id, "to_figure", piece.number, piece.caption, said)


def _of_section(section: Section, said: dict[str, str], chapter: str, annex: str) -> Iterator[Target]:
    number = ".".join(filter(None, (chapter, section.number)))
    if section.number:
        kind = "to_section" if chapter or annex else "to_chapter"
        yield _target(section.id, kind, number, section.heading, said, annex)
    else:
        heading = f"“{section.heading}”"
        yield Target(section.id, code_of(section.id), heading, heading, section.heading)
    yield from _of((*section.blocks, *section.sections), said, number, annex)


def _of_paragraph(paragraph: Paragraph | Attendance, said: dict[str, str], annex: str) -> Iterator[Target]:
    text = paragraph.lead_in if isinstance(paragraph, Attendance) else paragraph.inlines
    yield _target(paragraph.id, "to_paragraph", paragraph.number, tree.plain(text), said, annex)
    if isinstance(paragraph, Paragraph):
        yield from _of_items(paragraph.items, paragraph.number, said, annex)


def _of_items(items: Iterable[Item], number: str, said: dict[str, str], annex: str) -> Iterator[Target]:
    for item in items:
        own = f"{number} {item.marker}"
        if item.marker not in ("•", "–"):
            yield _target(item.id, "to_paragraph", own, tree.plain(item.inlines), said, annex)
            yield from _of_items(item.items, own, said, annex)


def _target(id: str, kind: str, number: str, text: str, said: dict[str, str], annex: str = "") -> Target:
    name = said[kind].format(number=number)
    name = said["within"].format(part=name, whole=annex) if annex else name
    return Target(id, code_of(id), name, number, shorten(text, SHOWN, placeholder=" …"))
