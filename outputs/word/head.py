"""What stands before the text: cover or masthead, summary, contents."""

from __future__ import annotations

import re
from dataclasses import replace

from ..tree import Document, numbering
from ..tree.numbering import Entry
from ..words.phrases import distribution, occasion, span
from .blocks import GAP, Body
from .inline import Pen
from .mark import mark
from .styles import HANG, MEASURE
from .tables import cell, frame, row
from .xml import FIELD_END, NEW_PAGE, TAB, field, field_begin, millimetres, paragraph, tag

WIDTH = MEASURE + HANG
DISTRIBUTION, MARK = 46.0, 18.0
#: Points from the top of a cover to its title.
COVER_SPACE = 150
IMPRINT_GAPS = 5


def cover(document: Document, body: Body) -> str:
    """A page of its own: who issues it, the titles, the meeting, the imprint."""
    m, line = document.masthead, body.pen.run
    identity = paragraph("Organization", line(m.organization)) + paragraph("BodyName", line(m.body))
    particulars = _titled("Symbol", m.symbol, body) + _lines("Distribution", distribution(m, body.words), body.pen)
    space = paragraph("Text", "", tag("spacing", before=0, after=COVER_SPACE * 20))
    titles = _titled("Title", document.title, body) + _titled("Subtitle", document.subtitle, body)
    meeting = _titled("Dated", document.dated, body) + GAP * 3 + _occasion(document, body)
    imprint = " · ".join(filter(None, (m.imprint, document.version)))
    end = GAP * IMPRINT_GAPS + paragraph("Imprint", line(imprint)) if imprint else ""
    upper = _sides("CoverTable", (mark(document), identity, particulars), body.pen) + space + _state(document, body)
    return upper + titles + meeting + end


def masthead(document: Document, body: Body) -> str:
    """The upper part of a first page, on which the text begins."""
    m, line = document.masthead, body.pen.run
    first = paragraph("Organization", line(m.organization) + TAB + line(m.symbol), _END_TAB)
    named = paragraph("PaperBodyName", line(m.body))
    particulars = _lines("Distribution", distribution(m, body.words), body.pen)
    parts = _sides("MastheadTable", (mark(document), named, particulars), body.pen)
    meeting = GAP + _occasion(document, body, indented=True)
    titles = _titled("PaperTitle", document.title, body) + _titled("PaperSubtitle", document.subtitle, body)
    below = _titled("Dated", document.dated, body, indented=True)
    author = _titled("OccasionName", m.author, body, indented=True)
    return first + parts + meeting + _state(document, body, indented=True) + titles + below + author + GAP


_END_TAB = tag("tabs", tag("tab", val="right", pos=millimetres(WIDTH)))
_INDENT = tag("ind", left=millimetres(HANG))


def summary(document: Document, body: Body) -> str:
    """In a box."""
    width = millimetres(WIDTH)
    heading = paragraph("SummaryHeading", body.pen.run(body.words["summary"]))
    inner = tag("tcMar", "".join(tag(side, w=w, type="dxa") for side, w in (("left", 0), ("right", 500))))
    content = cell(heading + replace(body, is_traced=False).blocks(document.summary) + GAP, width, inner)
    return frame("SummaryBox", [width], row([content]), rtl=body.pen.rtl) + GAP


def contents(document: Document, body: Body) -> str:
    """A field that Word can make anew, with its result filled in but for the pages, which the program that opens the
    document knows.
    """
    entries = numbering.contents(document)
    if not entries:
        return ""
    lines = [_entry(entry, body) for entry in entries]
    lines[0] = field_begin('TOC \\o "1-2" \\h \\z') + lines[0]
    lines[-1] += FIELD_END
    styles = (f"TOC{min(entry.level, 2)}" for entry in entries)
    listed = "".join(paragraph(style, line) for style, line in zip(styles, lines, strict=True))
    return paragraph("TOCHeading", body.pen.run(body.words["contents"])) + listed


def _entry(entry: Entry, body: Body) -> str:
    name = body.pen.bookmarks.names[entry.id]
    run = body.pen.run
    if entry.is_annex:
        start = run(f"{body.words['annex']} {entry.number}".strip() + ". ")
    else:
        start = run(f"{entry.number}." if entry.number else "") + TAB
    range_ = "" if entry.is_annex or not entry.first else f" ({span(entry.first, entry.last)})"
    page = field(f"PAGEREF {name} \\h", stale=True)
    line = start + run(entry.heading) + run(range_, "Range") + TAB + page
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{line}</w:hyperlink>'


def on_new_page(xml: str) -> str:
    """`xml` with its first paragraph at the top of a page."""
    return re.sub(r"(<w:pStyle [^>]*/>)", rf"\1{NEW_PAGE}", xml, count=1)


def _sides(style: str, parts: tuple[str, str, str], pen: Pen) -> str:
    """The mark, who issues the document, and its particulars, side by side."""
    drawn, who, particulars = parts
    widths = [millimetres(width) for width in (MARK, WIDTH - MARK - DISTRIBUTION, DISTRIBUTION)]
    contents = (paragraph("BodyName", drawn), who, particulars)
    cells = [cell(content, width) for content, width in zip(contents, widths, strict=True)]
    return frame(style, widths, row(cells), rtl=pen.rtl)


def _state(document: Document, body: Body, *, indented: bool = False) -> str:
    return _titled("State", body.words["draft"], body, indented=indented) if document.is_draft else ""


def _occasion(document: Document, body: Body, *, indented: bool = False) -> str:
    lines = occasion(document.masthead)
    named = ["OccasionName" if document.masthead.session and place == 0 else "Occasion" for place in range(len(lines))]
    shown = "".join(_titled(style, line, body, indented=indented) for style, line in zip(named, lines, strict=True))
    author = document.masthead.author if document.layout == "report" else ""
    return shown + _titled("Occasion", author, body)


def _titled(style: str, content: str, body: Body, *, indented: bool = False) -> str:
    return paragraph(style, body.pen.run(content), _INDENT if indented else "") if content else ""


def _lines(style: str, lines: list[str], pen: Pen) -> str:
    return "".join(paragraph(style, pen.run(line)) for line in lines)
