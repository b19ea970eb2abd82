"""HTML: the fragment inside a web page, a page that stands alone, and the print page behind the PDF.

One set of templates makes all three (`templates/outputs/document/`); `medium` tells them "screen" or "print".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from .. import tree
from ..pdf.book import Book, lead_outward
from ..tree import Document, numbering
from ..tree.gatherings import chapters_on_new_pages, gatherings
from ..words import direction, words
from ..words.imprint import imprint
from . import ignore
from .inline import Medium

media_type = "text/html; charset=utf-8"
suffix = "html"

#: The blank at the end of a paragraph: where its last line has no room for it, WeasyPrint breaks that after a word.
BLANK = re.compile(r'\s+(?=</(?:p|li)>|<span class="sources)')

STYLES: dict[Medium, Path] = {
    "print": Path(__file__).with_name("print.css"),
    "screen": Path(__file__).parents[1] / "static" / "outputs" / "document.css",
}


def render(document: Document, *, on_progress: Callable[[int], None] = ignore) -> bytes:
    """A page that stands alone: its style is inside, and it asks nothing of anybody."""
    return _page(document, "screen").encode("utf-8", "replace")


def fragment(document: Document, origins: Mapping[str, Any] | None = None) -> SafeString:
    """The document as one `article`, to stand in a page of the site.

    `origins` tell by the id of a clause where it comes from (`outputs.record.lineage.Origin`); each opens under it.
    """
    context = _context(document, "screen") | {"origins": origins or {}}
    with translation.override(document.language):
        return render_to_string("outputs/document/document.html", context)


def print_page(document: Document) -> str:
    on_new_pages = chapters_on_new_pages(document.sections) if document.layout == "report" else ()
    return _page(document, "print", on_new_pages=on_new_pages)


def excerpt_page(document: Document) -> str:
    """The print page of a part of a document: without cover, contents and the number of pages."""
    return _page(replace(document, contents=False), "print", excerpt=True)


def book(document: Document) -> Book:
    """The print pages of a report in gatherings. What changes when it is adopted stands in the front."""
    whole = numbering.contents(document) if document.contents else ()
    front = replace(document, opening=(), sections=(), closing=(), annexes=())
    pages = [
        _page(front, "print", gathering=True, contents=whole),
        *(_page(part, "print", gathering=True, excerpt=True) for part in gatherings(document)),
    ]
    heads = render_to_string("outputs/document/heads.html", _context(front, "print") | {"style": _style("print")})
    front_page, *others = lead_outward(pages)
    return Book(front_page, tuple(others), heads)


def _page(document: Document, medium: Medium, **options: Any) -> str:
    context = _context(document, medium) | {"style": _style(medium)} | options
    page = render_to_string("outputs/document/page.html", context)
    return BLANK.sub("", page) if medium == "print" else page


def _context(document: Document, medium: Medium) -> dict[str, Any]:
    return {
        "document": document,
        "medium": medium,
        "shown": {},
        "words": words(document.language),
        "direction": direction(document.language),
        "contents": numbering.contents(document) if document.contents else (),
        "imprint": imprint(document),
        "on_cover": medium == "print" and document.layout == "report",
        "on_new_pages": (),
        "notes": tree.notes(document) if medium == "screen" else [],
    }


@cache
def _style(medium: Medium) -> SafeString:
    return mark_safe(STYLES[medium].read_text())  # noqa: S308 -- our own file
