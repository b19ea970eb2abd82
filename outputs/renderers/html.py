"""HTML: the fragment inside a web page, a page that stands alone, and the print page behind the PDF.

One set of templates makes all three (`templates/outputs/document/`); `medium` tells them "screen" or "print".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from .. import numbering, tree
from ..imprint import imprint
from ..tree import Document
from ..words import direction, words
from . import ignore
from .inline import Medium

media_type = "text/html; charset=utf-8"
suffix = "html"

STYLES: dict[Medium, Path] = {
    "print": Path(__file__).with_name("print.css"),
    "screen": Path(__file__).parents[1] / "static" / "outputs" / "document.css",
}


def render(document: Document, *, on_progress: Callable[[int], None] = ignore) -> bytes:
    """A page that stands alone: its style is inside, and it asks nothing of anybody."""
    return _page(document, "screen").encode("utf-8", "replace")


def fragment(document: Document, origins: Mapping[str, Any] | None = None) -> SafeString:
    """The document as one `article`, to stand in a page of the site.

    `origins` tell by the id of a clause where it comes from (`outputs.lineage.Origin`); each opens under its clause.
    """
    context = _context(document, "screen") | {"origins": origins or {}}
    with translation.override(document.language):
        return render_to_string("outputs/document/document.html", context)


def print_page(document: Document) -> str:
    return _page(document, "print")


def excerpt_page(document: Document) -> str:
    """The print page of a part of a document: without cover, contents and the number of pages."""
    context = _context(replace(document, contents=False), "print")
    return render_to_string("outputs/document/page.html", {**context, "style": _style("print"), "excerpt": True})


def _page(document: Document, medium: Medium) -> str:
    return render_to_string("outputs/document/page.html", {**_context(document, medium), "style": _style(medium)})


def _context(document: Document, medium: Medium) -> dict[str, Any]:
    return {
        "document": document,
        "medium": medium,
        "shown": {},
        "words": words(document.language),
        "direction": direction(document.language),
        "contents": numbering.contents(document) if document.contents else (),
        "imprint": imprint(document),
        "notes": tree.notes(document) if medium == "screen" else [],
    }


@cache
def _style(medium: Medium) -> SafeString:
    return mark_safe(STYLES[medium].read_text())  # noqa: S308 -- our own file
