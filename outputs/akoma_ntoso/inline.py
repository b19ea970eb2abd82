"""Inline pieces."""

from __future__ import annotations

from typing import Any

from ..tree import Break, Inline, Inlines, Link, Note, Reference, Span, Text
from . import names
from .writer import Writer

STYLES = {"emphasis": "i", "strong": "b", "sub": "sub", "sup": "sup"}


def write(writer: Writer, element: Any, pieces: Inlines) -> None:
    """Adds the pieces to what `element` has."""
    for piece in pieces:
        _write(writer, element, piece)


def _write(writer: Writer, element: Any, piece: Inline) -> None:
    match piece:
        case Text(content):
            say(element, content)
        case Break():
            writer.add(element, "br")
        case Span(style, inner):
            write(writer, writer.add(element, STYLES[style]), inner)
        case Link(href, inner):
            write(writer, _link(writer, element, href), inner)
        case Note():
            _note(writer, element, piece)
        case Reference():
            _reference(writer, element, piece)


def say(element: Any, content: str) -> None:
    """Text after all that the element has."""
    content = names.text(content)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + content
    else:
        element.text = (element.text or "") + content


def _link(writer: Writer, element: Any, href: str) -> Any:
    """Inside the document a `ref`, which `resolve` completes; to the web an `a`, since NC 4 rules the hrefs of all
    other elements; else the text alone.
    """
    if href.startswith("#"):
        return writer.add(element, "ref", href=f"#{names.guid(href[1:])}")
    if target := names.address(href):
        return writer.add(element, "a", href=target)
    return writer.add(element, "span")


def _reference(writer: Writer, element: Any, reference: Reference) -> None:
    if reference.is_missing:
        say(writer.add(element, "b"), reference.text)
    else:
        say(_link(writer, element, f"#{reference.target}"), reference.text)


def _note(writer: Writer, element: Any, note: Note) -> None:
    made = writer.named(element, "authorialNote", note.id, note.number, marker=note.number, placement="bottom")
    write(writer, writer.add(made, "p"), note.inlines)


def resolve(writer: Writer, root: Any) -> None:
    """Turns the references to keys of the tree into those to eIds; what leads nowhere stays as text."""
    targets = {f"#{names.guid(key)}": f"#{eid}" for key, eid in writer.targets.items()}
    for reference in list(root.iter(f"{{{names.AKN}}}ref")):
        if target := targets.get(reference.get("href")):
            reference.set("href", target)
        else:
            reference.tag = f"{{{names.AKN}}}span"
            del reference.attrib["href"]
