"""Word (Office Open XML), for those who edit and translate: styles, real footnotes, fields, the numbers of the tree."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ..tree import Document
from ..word import frame, head
from ..word.blocks import Body
from ..word.drawings import Drawings
from ..word.inline import Notes, Pen, are_counted
from ..word.names import bookmarks
from ..word.package import Parts, package
from ..word.styles import styles
from ..words import direction, words
from ..words.imprint import imprint
from . import ignore, require_text

media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
suffix = "docx"


def render(document: Document, *, on_progress: Callable[[int], None] = ignore) -> bytes:
    """The document as a .docx file, the same bytes for the same tree. Raises UnsuitedFormat for printed sheets."""
    require_text(document)
    return package(document, _parts(document))


def _parts(document: Document) -> Parts:
    rtl, said = direction(document.language) == "rtl", words(document.language)
    pen = Pen(rtl, bookmarks(document))
    pen.notes = Notes(Pen(rtl, pen.bookmarks), are_counted(_on_the_page(document)))
    drawings = Drawings({asset.sha256: asset for asset in document.assets}, rtl=rtl)
    body = _text(document, Body(pen, said, drawings=drawings))
    return Parts(
        body=body,
        styles=styles(document.language, rtl=rtl),
        header=frame.header(document, said, pen),
        first_header=frame.first_header(document, said),
        footer=frame.footer(document, said, pen),
        notes=pen.notes.written,
        addresses=pen.addresses,
        addresses_of_notes=pen.notes.pen.addresses,
        drawings=drawings,
        page=partial(frame.page, rtl=rtl),
    )


def _on_the_page(document: Document) -> tuple[object, ...]:
    """The pieces of a document in the order in which they stand on the page."""
    text = (document.opening, document.sections, document.closing, document.annexes)
    return document.front, document.summary, *text


def _text(document: Document, body: Body) -> str:
    before = "".join(body.section(section, front=True) for section in document.front)
    before += head.summary(document, body) if document.summary else ""
    before += head.contents(document, body) if document.contents else ""
    text = body.blocks(document.opening)
    text += "".join(body.section(section) for section in document.sections) + body.blocks(document.closing)
    annexes = "".join(body.section(section, annex=True) for section in document.annexes)
    annexes += body.blocks(imprint(document))
    if document.layout == "paper":
        return head.masthead(document, body) + before + text + annexes
    return head.cover(document, body) + head.on_new_page(before) + head.on_new_page(text) + annexes
