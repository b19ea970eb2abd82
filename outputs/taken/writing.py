"""Blocks that people edit, made of the pieces of a live block."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.html import escape

from outputs import tree
from outputs.tree import (
    Block,
    Break,
    Inlines,
    Item,
    KeyMessage,
    Link,
    Note,
    Paragraph,
    Quote,
    Section,
    Span,
    Text,
    canonical,
)

from .tables import table_of

TAGS = {"strong": "b", "emphasis": "i", "sub": "sub", "sup": "sup"}
LISTS = {"letters": "<ol>{}</ol>", "romans": '<ol type="i">{}</ol>', "bullets": "<ul>{}</ul>"}
#: The end of an id that names a piece of the record.
OF_RECORD = re.compile(r"(?:^|-)(entry|recommendation)-(\d+)$")
#: A block of the body as `(type, value)`.
Made = tuple[str, Any]


class Untakeable(ValueError):
    """A list of people, which follows what each of them agreed to, or a printed sheet."""


def written_of(pieces: Iterable[Block | Section], source: dict[str, Any], language: str) -> Iterator[Made]:
    """Blocks that people edit and that say what the pieces of a live block say, in the `language` that is active.
    `source` says which block that was.

    Raises Untakeable.
    """
    for piece in pieces:
        match piece:
            case Section():
                yield "heading", piece.heading
                yield from written_of((*piece.blocks, *piece.sections), source, language)
            case Paragraph():
                html = paragraph_html(piece)
                yield "taken", {"text": html, "origin": json.dumps(_origin(piece, source, html))}
            case KeyMessage():
                yield "key_message", tree.plain(piece.inlines)
            case tree.Subheading():
                yield "plain", f"<h4>{_inlines(piece.inlines)}</h4>"
            case Quote():
                text = "\n\n".join(tree.plain(each) for each in piece.paragraphs)
                yield "quote", {"text": text, "attribution": piece.attribution}
            case _:
                yield "taken_table", _taken_table(piece, source, language)


def _taken_table(piece: Any, source: dict[str, Any], language: str) -> dict[str, Any]:
    table = table_of(piece, language)
    if table is None:
        raise Untakeable
    return table | {"origin": json.dumps(source | {"id": piece.id, "said": table["cells"]})}


def paragraph_html(paragraph: Paragraph) -> str:
    lead = f"<p>{_inlines(paragraph.inlines)}</p>" if paragraph.inlines else ""
    return lead + _list(paragraph.items, paragraph.marks)


def _list(items: tuple[Item, ...], marks: str) -> str:
    rows = "".join(f"<li>{_inlines(each.inlines)}{_list(each.items, each.marks)}</li>" for each in items)
    return LISTS[marks].format(rows) if rows else ""


def _inlines(pieces: Inlines) -> str:
    return "".join(map(_inline, pieces))


def _inline(piece: Any) -> str:
    match piece:
        case Text(text):
            return escape(text)
        case Break():
            return "<br/>"
        case Span(style, inner):
            return f"<{TAGS[style]}>{_inlines(inner)}</{TAGS[style]}>"
        case Link(href, inner):
            return f'<a href="{escape(href)}">{_inlines(inner)}</a>'
        case Note():
            return f"[^{escape(tree.plain(piece.inlines))}]"
    return ""


def _origin(paragraph: Paragraph, source: dict[str, Any], html: str) -> dict[str, Any]:
    return source | {
        "id": paragraph.id,
        "said": html,
        "numbered": paragraph.numbered,
        "sources": canonical.encode(paragraph.sources),
        "clauses": [[each.id, canonical.encode(each.recommendation)] for each in _clauses(paragraph)],
        "reads": sorted(
            {f"{found[1]}:{found[2]}" for node in _nodes(paragraph) if (found := OF_RECORD.search(node.id))}
        ),
    }


def _nodes(paragraph: Paragraph) -> Iterator[Paragraph | Item]:
    return (node for node in tree.walk(paragraph) if isinstance(node, Paragraph | Item))


def _clauses(paragraph: Paragraph) -> list[Paragraph | Item]:
    return [node for node in _nodes(paragraph) if node.recommendation]
