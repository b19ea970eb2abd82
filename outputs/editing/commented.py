"""The paragraphs of a draft with what readers said of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from outputs import tree
from outputs.models import Comment, Output
from outputs.resolve import document_of


@dataclass(slots=True)
class Piece:
    """A paragraph, an item or a heading of the document; `is_gone` where comments name one that is not there now."""

    id: str
    number: str
    text: str
    is_heading: bool = False
    is_gone: bool = False
    comments: list[Comment] = field(default_factory=list)


def pieces_of(output: Output) -> Iterator[Piece]:
    """In reading order."""
    for node in tree.walk(document_of(output)):
        if isinstance(node, tree.Section):
            yield Piece(node.id, node.number, node.heading, is_heading=True)
        elif isinstance(node, tree.Paragraph | tree.Item | tree.KeyMessage | tree.Subheading):
            number = getattr(node, "number", "") or getattr(node, "marker", "")
            yield Piece(node.id, number, tree.plain(node.inlines))
        elif isinstance(node, tree.Attendance):
            yield Piece(node.id, node.number, tree.plain(node.lead_in))


def with_comments(pieces: Iterable[Piece], comments: Iterable[Comment]) -> list[Piece]:
    """Each piece with its comments; those on what is not in the text any more come last, as it read then."""
    said: dict[str, list[Comment]] = defaultdict(list)
    for comment in comments:
        said[comment.node].append(comment)
    found = list(pieces)
    for piece in found:
        piece.comments = said.pop(piece.id, [])
    gone = [Piece(node, rest[0].number, rest[0].quote, is_gone=True, comments=rest) for node, rest in said.items()]
    return found + gone


def comments_for(user: Any, output: Output, *, all_of_them: bool) -> Any:
    """All for those who write the document, their own for readers. One query."""
    comments = output.comments.select_related("author", "settled_by")
    return comments if all_of_them else comments.filter(author=user)
