"""Text of the record that became prose: made from the pieces of a live block, and back into pieces with its sources."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.utils.html import escape

from outputs import canonical, richtext, taken_tables, tree
from outputs.merging import meaning
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
    Recommendation,
    Section,
    Source,
    Span,
    Text,
)

TAGS = {"strong": "b", "emphasis": "i", "sub": "sub", "sup": "sup"}
LISTS = {"letters": "<ol>{}</ol>", "romans": '<ol type="i">{}</ol>', "bullets": "<ul>{}</ul>"}
#: The end of an id that names a piece of the record.
OF_RECORD = re.compile(r"(?:^|-)(entry|recommendation)-(\d+)$")
#: A block of the body as `(type, value)`.
Made = tuple[str, Any]


class Untakeable(ValueError):
    """A list of people, which follows what each of them agreed to, or a printed sheet."""


def prose_of(pieces: Iterable[Block | Section], source: dict[str, Any], language: str) -> Iterator[Made]:
    """Blocks that people edit and that say what the pieces of a live block say, in the `language` that is active.
    `source` says which block that was.

    Raises Untakeable.
    """
    for piece in pieces:
        match piece:
            case Section():
                yield "heading", piece.heading
                yield from prose_of((*piece.blocks, *piece.sections), source, language)
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
                yield "taken_table", _table(piece, source, language)


def _table(piece: Any, source: dict[str, Any], language: str) -> dict[str, Any]:
    table = taken_tables.value_of(piece, language)
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


def origin_of(value: Any) -> dict[str, Any]:
    """What is kept of where a taken text is from. It went through a form: whoever reads of it checks what it is."""
    try:
        origin = json.loads(value.get("origin") or "{}")
    except ValueError:
        return {}
    return origin if isinstance(origin, dict) else {}


def is_untouched(value: Any) -> bool:
    """Whether it still says what it said when it was taken over."""
    return meaning(_source(value)) == meaning(said_of(value))


def said_of(value: Any) -> str:
    """What the record said when it was taken over, or when it was last decided on."""
    return str(origin_of(value).get("said", ""))


def noted(value: Any, said: str) -> str:
    """Its origin, once it was decided on what the record says now."""
    return json.dumps(origin_of(value) | {"said": said})


def _source(value: Any) -> str:
    text = value.get("text") or value.get("cells") or ""
    return str(getattr(text, "source", text))


def blocks_of(html: str, value: Any, prefix: str) -> Iterable[Block]:
    """The pieces that a taken text makes, with its sources, and its clauses as long as there are as many as before."""
    is_numbered = origin_of(value).get("numbered") is not False
    found = richtext.blocks(html, prefix=prefix, sources=_sources(value), numbered=is_numbered)
    clauses = _clauses_of(value)
    return _with_clauses(found, clauses) if clauses else found


def _sources(value: Any) -> tuple[Source, ...]:
    """Only pages of this site."""
    found = _decoded(origin_of(value).get("sources"))
    return tuple(one for one in found if isinstance(one, Source) and _is_page(one.url))


def _is_page(url: Any) -> bool:
    return isinstance(url, str) and (not url or re.match(r"/(?!/)", url) is not None)


def _clauses_of(value: Any) -> list[tuple[str, Recommendation]]:
    found = _decoded(origin_of(value).get("clauses"))
    pairs = [pair for pair in found if isinstance(pair, tuple) and len(pair) == 2]
    return [(key, facts) for key, facts in pairs if _is_clause(key) and isinstance(facts, Recommendation)]


def _is_clause(key: Any) -> bool:
    return isinstance(key, str) and re.fullmatch(r"recommendation-[0-9]{1,10}", key) is not None


def _decoded(data: Any) -> tuple[Any, ...]:
    try:
        found = canonical.decode(data)
    except (KeyError, TypeError):
        return ()
    return found if isinstance(found, tuple) else ()


def reads_of(value: Any) -> list[str]:
    """The keys of what it says of the record ("entry:5")."""
    reads = origin_of(value).get("reads")
    return [str(key) for key in reads] if isinstance(reads, list) else []


def source_of(value: Any) -> tuple[dict[str, Any], str]:
    """The live block that it was taken from, as `prose_of` takes it, and the id of the paragraph."""
    origin = origin_of(value)
    options = origin.get("value")
    source = {"name": str(origin.get("name")), "prefix": str(origin.get("prefix"))}
    return source | {"value": options if isinstance(options, dict) else {}}, str(origin.get("id"))


def _with_clauses(blocks: tuple[Block, ...], clauses: list[tuple[str, Any]]) -> tuple[Block, ...]:
    first, *rest = blocks or (None,)
    if not isinstance(first, Paragraph):
        return blocks
    if len(clauses) == 1 and not first.items:
        key, facts = clauses[0]
        return (replace(first, id=key, recommendation=facts), *(each for each in rest if each))
    if len(clauses) == len(first.items):
        pairs = zip(first.items, clauses, strict=True)
        items = tuple(replace(item, id=key, recommendation=facts) for item, (key, facts) in pairs)
        return (replace(first, items=items), *(each for each in rest if each))
    return blocks
