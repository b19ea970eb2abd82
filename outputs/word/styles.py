"""The styles of a document. Everything is set by them, so that an editor can change its look in one place."""

from __future__ import annotations

from dataclasses import dataclass

from ..words import direction
from .xml import millimetres, root, tag

FONT, CHINESE = "Arial", "Microsoft YaHei"
INK, TEAL, DARK, GREY, RUST, RULE = "16202A", "0D4F5F", "0C3542", "5A636B", "9A4416", "9FB0BA"
#: Numbers hang in this space, in which no text begins.
HANG = 12.0
MEASURE = 142.0
ITEM_INDENTS = ((HANG + 9, 9.0), (HANG + 17, 8.0), (HANG + 25, 8.0), (HANG + 33, 8.0))
LOCALES = {"ar": "ar-SA", "en": "en-GB", "es": "es-ES", "fr": "fr-FR", "ru": "ru-RU", "zh": "zh-CN"}


@dataclass(frozen=True, slots=True)
class Style:
    """`name` is what Word shows, in lower case where it is one of its own; the rest are properties as XML."""

    id: str
    name: str
    paragraph: str = ""
    run: str = ""
    based: str = "Normal"
    next: str = ""
    kind: str = "paragraph"


def space(before: float = 0, after: float = 0, line: int = 0) -> str:
    """Around a paragraph in points; `line` in per cent, for which 0 leaves what is inherited."""
    pitch: dict[str, str | int] = {"line": round(line * 2.4), "lineRule": "auto"} if line else {}
    return tag("spacing", before=round(before * 20), after=round(after * 20), **pitch)


def indent(start: float, hanging: float = 0, end: float = 0) -> str:
    """In millimetres; where text runs from right to left, "left" is Word's word for its beginning."""
    return tag("ind", left=millimetres(start), right=millimetres(end), hanging=millimetres(hanging))


def tabs(*stops: tuple[str, float]) -> str:
    return tag("tabs", "".join(tag("tab", val=kind, pos=millimetres(at)) for kind, at in stops))


def font(size: float = 0, color: str = "", *, bold: bool | None = None, italic: bool = False) -> str:
    weight = "" if bold is None else "<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    slant = "<w:i/><w:iCs/>" if italic else ""
    height = tag("sz", val=round(size * 2)) + tag("szCs", val=round(size * 2)) if size else ""
    return weight + slant + (tag("color", val=color) if color else "") + height


def border(side: str, width: float, color: str, distance: int = 0) -> str:
    return tag(side, val="single", sz=round(width * 8), space=distance, color=color)


KEEP = "<w:keepNext/><w:keepLines/>"
_NUMBER_TAB = tabs(("left", HANG))


def styles(language: str, *, rtl: bool) -> str:
    """The part of styles of a document in `language`."""
    listed = (*_TEXT, *_HEADINGS, *_blocks(rtl=rtl), *_LISTED, *_items(), *_HEAD, *_CONTENTS, *_PAGE, *_CHARACTERS)
    return root("styles", _defaults(language) + _normal(rtl=rtl) + "".join(map(_style, listed)) + _tables(rtl=rtl))


def locale(language: str) -> str:
    return LOCALES.get(language[:2], language)


def _defaults(language: str) -> str:
    fonts = tag("rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=CHINESE)
    code = locale(language)
    western = "en-GB" if language[:2] in ("ar", "zh") else code
    spoken = tag("lang", val=western, eastAsia="zh-CN", bidi=code if direction(language) == "rtl" else "ar-SA")
    run = tag("rPrDefault", tag("rPr", fonts + font(10, INK) + spoken))
    return tag("docDefaults", run + tag("pPrDefault", tag("pPr", space(0, 0, 100))))


def _normal(*, rtl: bool) -> str:
    """Direction is a property of the style on which all others rest."""
    properties = tag("pPr", "<w:widowControl/>" + ("<w:bidi/>" if rtl else "") + space(0, 6, 125))
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"{properties}</w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    )


def _style(style: Style) -> str:
    names = tag("name", val=style.name) + (tag("basedOn", val=style.based) if style.kind == "paragraph" else "")
    names += tag("next", val=style.next) if style.next else ""
    properties = (tag("pPr", style.paragraph) if style.paragraph else "") + (tag("rPr", style.run) if style.run else "")
    own = {} if style.name[0].islower() or style.id in _BUILT_IN else {"customStyle": 1}
    return tag("style", names + "<w:qFormat/>" + properties, type=style.kind, styleId=style.id, **own)


_BUILT_IN = ("Title", "Subtitle", "Quote", "Hyperlink", "TOCHeading")

_TEXT = (
    Style("Text", "Text", space(0, 8) + indent(HANG)),
    Style("NumberedParagraph", "Numbered Paragraph", _NUMBER_TAB + space(0, 8) + indent(HANG, HANG)),
    Style("LeadIn", "Lead-in", "<w:keepNext/>", based="NumberedParagraph"),
    Style("TextLeadIn", "Text Lead-in", "<w:keepNext/>", based="Text"),
    Style("Subheading", "Subheading", KEEP + space(14, 6) + indent(HANG), font(10, TEAL, bold=True), next="Text"),
)


def _heading(level: int, size: float, before: float, after: float, *, italic: bool = False) -> Style:
    shape = KEEP + _NUMBER_TAB + space(before, after, 112) + indent(HANG, HANG) + tag("outlineLvl", val=level - 1)
    look = font(size, DARK, bold=True, italic=italic)
    return Style(f"Heading{level}", f"heading {level}", shape, look, next="NumberedParagraph")


_HEADINGS = (
    _heading(1, 15, 28, 11),
    _heading(2, 11.5, 18, 7),
    _heading(3, 10, 13, 6, italic=True),
    Style("AnnexHeading", "Annex Heading", "<w:pageBreakBefore/>" + indent(0), font(16), based="Heading1"),
    Style("FrontHeading", "Front Heading", KEEP + space(22, 8) + indent(HANG) + tag("outlineLvl", val=0),
          font(12, DARK, bold=True), next="Text"),
    Style("SummaryHeading", "Summary Heading", KEEP + space(6, 8) + '<w:jc w:val="center"/>' + tag("outlineLvl", val=0),
          font(11.5, DARK, bold=True, italic=True), next="Text"),
)  # fmt: skip


def _blocks(*, rtl: bool) -> list[Style]:
    """Borders have sides of the page, not of the text."""
    edge = "right" if rtl else "left"
    sides = ("top", "left", "bottom", "right")
    box = tag("pBdr", "".join(border(side, 4 if side == edge else 0.75, TEAL, 8) for side in sides))
    box += tag("shd", val="clear", color="auto", fill="EEF5F5")
    inside = indent(HANG + 4, end=4)
    return [
        Style("Quote", "Quote", tag("pBdr", border(edge, 1.5, RULE, 10)) + space(6, 6) + indent(HANG + 14, end=8),
              font(color="2C3942")),
        Style("QuoteSource", "Quote Source", run=font(8.5, GREY), based="Quote"),
        Style("KeyMessageLabel", "Key Message Label", "<w:keepNext/>" + box + space(14, 0) + inside,
              font(8, TEAL, bold=True), next="KeyMessage"),
        Style("KeyMessage", "Key Message", "<w:keepLines/>" + box + space(2, 14) + inside, font(12, DARK)),
    ]  # fmt: skip


_LISTED = (
    Style("FigureValue", "Figure Value", KEEP + space(3, 0, 105), font(17, DARK, bold=True)),
    Style("FigureLabel", "Figure Label", space(0, 4, 110), font(8, GREY)),
    Style("TableText", "Table Text", space(2.5, 2.5, 115), font(8.5)),
    Style("TableNumber", "Table Number", '<w:jc w:val="right"/>', based="TableText"),
    Style("TableHead", "Table Head", "<w:keepNext/>", font(8, "3D4850", bold=True), based="TableText"),
    Style("TableHeadNumber", "Table Head Number", '<w:jc w:val="right"/>', based="TableHead"),
    Style("TableSource", "Table Source", space(4, 14, 110) + indent(HANG), font(8, TEAL)),
    Style("TableGap", "Table Gap", space(0, 8, 100), font(4)),
    Style("Drawing", "Drawing", space(2, 4, 100) + indent(HANG)),
    Style("Caption", "caption", KEEP + space(10, 5) + indent(HANG), font(9.5, DARK, bold=True)),
    Style("WideCaption", "Wide Caption", indent(0), based="Caption"),
)  # fmt: skip


def _items() -> list[Style]:
    """Four depths of items, with marks and with bullets."""
    found = []
    for depth, (start, hanging) in enumerate(ITEM_INDENTS, 1):
        shape = tabs(("left", start)) + space(0, 5) + indent(start, hanging)
        bullet = start - hanging + 5
        found.append(Style(f"Item{depth}", f"Item {depth}", shape))
        found.append(Style(f"Bullet{depth}", f"Bullet {depth}",
                           tabs(("left", bullet)) + space(0, 5) + indent(bullet, 5)))  # fmt: skip
    return found


_HEAD = (
    Style("Title", "Title", KEEP + space(0, 8, 108), font(28, DARK, bold=True), next="Subtitle"),
    Style("PaperTitle", "Paper Title", space(10, 6, 108) + indent(HANG), font(20), based="Title", next="Subtitle"),
    Style("Subtitle", "Subtitle", space(0, 6, 115), font(14, "33414B")),
    Style("PaperSubtitle", "Paper Subtitle", space(0, 6, 115) + indent(HANG), font(11.5), based="Subtitle"),
    Style("Organization", "Organization", space(0, 2, 112), font(11.5, TEAL, bold=True)),
    Style("BodyName", "Body Name", space(0, 2, 112), font(10)),
    Style("PaperBodyName", "Paper Body Name", space(0, 2, 105), font(16, DARK, bold=True)),
    Style("Symbol", "Symbol", space(0, 2, 112), font(10.5, bold=True)),
    Style("Distribution", "Distribution", space(0, 0, 125), font(8, "3D4850")),
    Style("State", "State", KEEP + space(14, 8), font(10, RUST, bold=True)),
    Style("Dated", "Dated", space(0, 6), font(10.5, italic=True)),
    Style("OccasionName", "Occasion Name", space(0, 0, 130), font(10.5, bold=True)),
    Style("Occasion", "Occasion", space(0, 0, 130), font(10.5)),
    Style("Imprint", "Imprint", tag("pBdr", border("top", 0.5, RULE, 6)) + space(0, 0), font(8, GREY)),
)
_CONTENTS = (
    Style("TOCHeading", "TOC Heading", KEEP + space(22, 10), font(15, DARK, bold=True)),
    Style("TOC1", "toc 1", tabs(("left", HANG), ("right", MEASURE + HANG)) + space(7, 2, 112) + indent(HANG, HANG),
          font(bold=True)),
    Style("TOC2", "toc 2", tabs(("left", HANG + 8), ("right", MEASURE + HANG)) + space(0, 2, 112)
          + indent(HANG + 8, 8)),
)  # fmt: skip
_FRAME = tabs(("right", MEASURE + HANG)) + space(0, 0, 100)
_PAGE = (
    Style("Header", "header", tag("pBdr", border("bottom", 0.5, RULE, 5)) + _FRAME, font(7.5, GREY)),
    Style("FirstHeader", "First Header", space(0, 0, 100), font(4)),
    Style("Footer", "footer", _FRAME, font(7.5, GREY)),
    Style("FootnoteText", "footnote text", tabs(("left", 4)) + space(0, 2, 115) + indent(4, 4), font(8, "2C3942")),
)
_CHARACTERS = (
    Style("FootnoteReference", "footnote reference", run='<w:vertAlign w:val="superscript"/>', kind="character"),
    Style("Hyperlink", "Hyperlink", run=tag("color", val=TEAL) + '<w:u w:val="single"/>', kind="character"),
    Style("ParagraphNumber", "Paragraph Number", run=tag("color", val="3D4850"), kind="character"),
    Style("AnnexNumber", "Annex Number", run=font(9.5, GREY), kind="character"),
    Style("SourceMark", "Source", run=font(7.5, TEAL, bold=False), kind="character"),
    Style("Qualities", "Qualities", run=font(7.5, GREY, bold=False), kind="character"),
    Style("Range", "Paragraph Range", run=font(8.5, GREY, bold=False), kind="character"),
)  # fmt: skip


_HEAD_ROW = tag("tblStylePr", tag("tcPr", tag("tcBorders", border("bottom", 1, TEAL))), type="firstRow")
_UPPER, _LOWER = border("top", 0.75, TEAL), border("bottom", 2.25, TEAL)
_ALL_ROUND = "".join(border(side, 0.75, TEAL) for side in ("top", "left", "bottom", "right"))


def _tables(*, rtl: bool) -> str:
    """Sides of cells are those of the page, too: the space between columns follows the text."""
    rows = border("bottom", 0.5, RULE) + border("insideH", 0.5, "C9D0D5")
    return (
        _table("DataTable", "Data Table", rows, _HEAD_ROW, rtl=rtl)
        + _table("FigureTable", "Figure Table", border("top", 1, TEAL) + border("bottom", 0.5, RULE), rtl=rtl)
        + _table("CoverTable", "Cover Table", _LOWER, rtl=rtl, below=240)
        + _table("MastheadTable", "Masthead Table", _UPPER + _LOWER, rtl=rtl, above=140, below=180)
        + _table("SummaryBox", "Summary Box", _ALL_ROUND, rtl=rtl)
    )


def _table(id: str, name: str, borders: str, head: str = "", *, rtl: bool, above: int = 0, below: int = 0) -> str:
    """`above` and `below` are the space around the text of a cell, in Word's units."""
    left, right = (140, 0) if rtl else (0, 140)
    sides = (("top", above), ("left", left), ("bottom", below), ("right", right))
    cells = tag("tblCellMar", "".join(tag(side, w=w, type="dxa") for side, w in sides))
    properties = tag("tblPr", '<w:tblInd w:w="0" w:type="dxa"/>' + tag("tblBorders", borders) + cells)
    return tag("style", tag("name", val=name) + properties + head, type="table", styleId=id, customStyle=1)
