"""Inline pieces as HTML. Everything is escaped here, once; the pieces hold no markup."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ..tree import Break, Inline, Inlines, Link, Note, Reference, Span, Text
from ..tree.text import SAFE_ADDRESSES, clean

Medium = Literal["screen", "print"]
TAGS = {"emphasis": "em", "strong": "strong", "sub": "sub", "sup": "sup"}


def inline_html(pieces: Inlines, medium: Medium) -> SafeString:
    return mark_safe("".join(_html(piece, medium) for piece in pieces))  # noqa: S308 -- each piece escaped below


def _html(piece: Inline, medium: Medium) -> str:
    match piece:
        case Text(text):
            return escape(clean(text))
        case Break():
            return "<br>"
        case Span(style, inner):
            return f"<{TAGS[style]}>{inline_html(inner, medium)}</{TAGS[style]}>"
        case Link(href, inner):
            return _link(href, inner, medium)
        case Note():
            return _note(piece, medium)
        case Reference():
            return _reference(piece)


def _link(href: str, inner: Inlines, medium: Medium) -> str:
    if not href.lower().startswith(SAFE_ADDRESSES):
        return inline_html(inner, medium)
    if medium == "print" and any(isinstance(piece, Span) for piece in inner):
        return inline_html(tuple(_inward(href, inner)), medium)
    return f'<a href="{escape(href)}">{inline_html(inner, medium)}</a>'


def _inward(href: str, pieces: Inlines) -> Iterator[Inline]:
    """The link around each text by itself: WeasyPrint tags none whose text stands in another element, and PDF/UA-1
    wants each in a Link (ISO 14289-1, 7.18.5).
    """
    for piece in pieces:
        match piece:
            case Text():
                yield Link(href, (piece,))
            case Span(style, inner):
                yield Span(style, tuple(_inward(href, inner)))
            case _:
                yield piece


def _reference(reference: Reference) -> str:
    text = escape(clean(reference.text))
    if reference.is_missing or not reference.text:
        return f'<strong class="missing">{text}</strong>'
    return f'<a class="reference" href="#{escape(reference.target)}">{text}</a>'


def _note(note: Note, medium: Medium) -> str:
    """Print floats the note itself to the foot of the page; the screen links to the list at the end."""
    name, number = escape(note.id), escape(note.number)
    if medium == "print":
        return f'<span class="footnote" data-number="{number}">{inline_html(note.inlines, medium)}</span>'
    return f'<sup class="noteref"><a id="ref-{name}" href="#{name}" role="doc-noteref">{number}</a></sup>'
