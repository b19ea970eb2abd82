"""Ways through a tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from .blocks import Section
from .document import Document
from .inline import Break, Inline, Inlines, Link, Note, Reference, Span, Text


def walk(node: object) -> Iterator[Any]:
    """Every dataclass of a tree, itself included, in reading order."""
    if isinstance(node, tuple):
        for child in node:
            yield from walk(child)
    elif is_dataclass(node):
        yield node
        for field in fields(node):
            yield from walk(getattr(node, field.name))


def sections(document: Document) -> Iterator[Section]:
    """Front matter, chapters with their sub-sections, and annexes, in reading order."""
    return (node for node in walk(document) if isinstance(node, Section))


def notes(document: Document) -> list[Note]:
    """All notes in the order of their numbers, which is that of the page."""
    return sorted((node for node in walk(document) if isinstance(node, Note)), key=lambda note: int(note.number or 0))


def plain(inlines: Inlines) -> str:
    """The text of inline pieces without notes, for titles, bookmarks and search."""
    return "".join(_plain(piece) for piece in inlines)


def _plain(piece: Inline) -> str:
    match piece:
        case Text(text):
            return text
        case Break():
            return " "
        case Note():
            return ""
        case Reference():
            return piece.text or piece.target
        case Span() | Link():
            return plain(piece.inlines)


def map_text(node: Any, change: Any) -> Any:
    """The same tree with `change` applied to every string in it."""
    if isinstance(node, str):
        return change(node)
    if isinstance(node, tuple):
        return tuple(map_text(child, change) for child in node)
    if is_dataclass(node) and not isinstance(node, type):
        return replace(node, **{f.name: map_text(getattr(node, f.name), change) for f in fields(node)})
    return node


def map_nodes(node: Any, kind: type, change: Any) -> Any:
    """The same tree with `change` applied to every dataclass of a `kind` in it, and to nothing within those."""
    if isinstance(node, kind):
        return change(node)
    if isinstance(node, tuple):
        return tuple(map_nodes(child, kind, change) for child in node)
    if is_dataclass(node) and not isinstance(node, type):
        return replace(node, **{f.name: map_nodes(getattr(node, f.name), kind, change) for f in fields(node)})
    return node
