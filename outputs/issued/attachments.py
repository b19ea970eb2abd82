"""The files that a document takes along into the archive: those that are made from its tree."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from outputs import tree
from outputs.tree import Document, Item, Paragraph

#: What a file is to the document (ISO 32000-2, 7.11.3).
Relationship = Literal["Source", "Data", "Alternative", "Supplement"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """`name` is plain ASCII; `day` is when it was made, as 2014-06-23."""

    name: str
    description: str
    media_type: str
    relationship: Relationship
    data: bytes
    day: str


def of_document(document: Document) -> tuple[Attachment, ...]:
    """The document as Akoma Ntoso, and its recommendations as JSON where it has any.

    Raises UnsuitedFormat for what is printed sheet by sheet.
    """
    from outputs.renderers import akn

    day, title = day_of(document), document.title
    xml = akn.render(document)
    text = Attachment("document.xml", f"{title} (Akoma Ntoso)", akn.media_type, "Alternative", xml, day)
    found = list(recommendations(document))
    if not found:
        return (text,)
    data = json.dumps({"document": head(document), "recommendations": found}, ensure_ascii=False, indent=1).encode()
    listed = Attachment("recommendations.json", f"{title} (recommendations)", "application/json", "Data", data, day)
    return text, listed


def day_of(document: Document) -> str:
    return document.identity.day or document.identity.ends or "0001-01-01"


def head(document: Document) -> dict[str, str]:
    return {
        "id": document.id,
        "kind": document.kind,
        "title": document.title,
        "symbol": document.masthead.symbol,
        "language": document.language,
        "state": document.state,
        "day": document.identity.day,
        "version": document.version,
    }


def recommendations(document: Document) -> Iterator[dict[str, Any]]:
    """Each with the `clause` it stands in, which is its id in every format, and the `number` a reader finds it by."""
    for node in tree.walk(document):
        if isinstance(node, Paragraph):
            yield from _of_clause(node, node.number)


def _of_clause(node: Paragraph | Item, number: str) -> Iterator[dict[str, Any]]:
    if known := node.recommendation:
        yield {
            "clause": node.id,
            "number": number,
            "text": tree.plain(node.inlines),
            **asdict(known),
            "sources": [asdict(source) for source in node.sources],
        }
    for item in node.items:
        yield from _of_clause(item, f"{number} {item.marker}".strip())
