"""What every page shows around the text: running heads, the number of the page, the mark of a draft."""

from __future__ import annotations

from textwrap import shorten
from xml.sax.saxutils import quoteattr

from ..tree import Document
from ..tree.text import clean
from .inline import Pen
from .xml import TAB, field, millimetres, paragraph, tag

SIDE, TOP, BOTTOM = 28.0, 30.0, 27.0
LONGEST_TITLE = 84
_PAPER = tag("pgSz", w=millimetres(210), h=millimetres(297))
_EDGES = {"left": SIDE, "right": SIDE, "top": TOP, "bottom": BOTTOM, "header": 15, "footer": 13, "gutter": 0}
#: Text along a path, which is how Word draws its own watermarks (ECMA-376 part 4, 19.1.2.19).
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
    '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>'
    '<v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t" o:connecttype="none"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
)
_PLACE = (
    "position:absolute;margin-left:0;margin-top:0;width:340pt;height:85pt;rotation:315;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    "mso-position-vertical:center;mso-position-vertical-relative:margin"
)


def page(*, rtl: bool, start: str) -> str:
    """Properties of the section; `start` are its references to headers and footers."""
    edges = tag("pgMar", **{side: millimetres(length) for side, length in _EDGES.items()})
    return tag("sectPr", start + _PAPER + edges + "<w:titlePg/>" + ("<w:bidi/>" if rtl else ""))


def header(document: Document, words: dict[str, str], pen: Pen) -> str:
    """Title and symbol, with the mark of a draft behind the page."""
    title = shorten(document.title, LONGEST_TITLE, placeholder=" …")
    return paragraph("Header", pen.run(title) + TAB + pen.run(document.masthead.symbol) + _mark(document, words, 1))


def first_header(document: Document, words: dict[str, str]) -> str:
    return paragraph("FirstHeader", _mark(document, words, 2))


def footer(document: Document, words: dict[str, str], pen: Pen) -> str:
    """The version, or that it is a draft, and the number of the page."""
    before, rest = words["page_of"].split("{page}")
    between, after = rest.split("{pages}")
    state = document.version or (words["draft"] if document.is_draft else "")
    pages = pen.run(before) + field("PAGE", "1") + pen.run(between) + field("NUMPAGES", "1") + pen.run(after)
    return paragraph("Footer", pen.run(state) + TAB + pages)


def _mark(document: Document, words: dict[str, str], number: int) -> str:
    if not document.is_draft:
        return ""
    word = quoteattr(clean(words["draft"]))
    shape = (
        f'<v:shape id="DraftMark{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136" alt={word} '
        f'style="{_PLACE}" '
        'o:allowincell="f" fillcolor="#e9edef" stroked="f">'
        f'<v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt;font-weight:bold" string={word}/></v:shape>'
    )
    return f"<w:r><w:rPr><w:noProof/></w:rPr><w:pict>{_SHAPE_TYPE}{shape}</w:pict></w:r>"
