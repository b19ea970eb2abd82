"""Charts as Word draws them itself, so that they stay vectors and can be changed; and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from ..renderers.drawing import cut
from ..tree import Asset, Bar, Chart, Picture
from ..tree.text import clean
from .styles import FONT, INK, MEASURE, TEAL

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PLACED = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#: English Metric Units: 36,000 to a millimetre.
EMU = 36_000
ROW, FRAME, TALLEST = 9.5, 8.0, 215.0
TALLEST_PICTURE = 180.0
#: In characters; longer ones would leave no room for the bars.
LONGEST_LABEL = 44
#: Ids of drawings; those below are the mark's.
FIRST = 100
ENDINGS = {"image/jpeg": "jpg", "image/png": "png"}


@dataclass(slots=True)
class Drawings:
    """What a document draws: each chart as the XML of its part, each picture by its name. `assets` by SHA-256."""

    assets: Mapping[str, Asset]
    rtl: bool = False
    charts: list[str] = field(default_factory=list)
    pictures: dict[str, Asset] = field(default_factory=dict)

    def chart(self, chart: Chart) -> str:
        """A run that shows the chart; its text in place is the chart's."""
        self.charts.append(chart_xml(chart, rtl=self.rtl))
        number = len(self.charts)
        height = min(FRAME + ROW * len(chart.bars), TALLEST)
        inside = f'<c:chart xmlns:c="{_CHART}" r:id="chart{number}"/>'
        return _run(number, chart.alt, (MEASURE, height), _CHART, inside)

    def picture(self, picture: Picture) -> str:
        """A run that shows the picture, as wide as the text at most; empty where its bytes are not known."""
        asset = self.assets.get(picture.sha256)
        if asset is None:
            return ""
        name = f"{asset.sha256[:16]}.{ENDINGS.get(asset.media_type, 'png')}"
        self.pictures[name] = asset
        size = fitted(picture)
        return _run(len(self.charts) + len(self.pictures) + FIRST, picture.alt, size, _PICTURE, _picture(name, size))


def fitted(picture: Picture) -> tuple[float, float]:
    """Millimetres, at 150 pixels to the inch where there is room."""
    width, height = picture.width * 25.4 / 150, picture.height * 25.4 / 150
    scale = min(1.0, MEASURE / width, TALLEST_PICTURE / height)
    return width * scale, height * scale


def _run(number: int, alt: str, size: tuple[float, float], kind: str, inside: str) -> str:
    extent = f'cx="{round(size[0] * EMU)}" cy="{round(size[1] * EMU)}"'
    said = quoteattr(clean(alt))
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_PLACED}" xmlns:a="{_MAIN}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {extent}/><wp:docPr id="{FIRST + number}" name="Figure {number}" descr={said}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{kind}">{inside}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def _picture(name: str, size: tuple[float, float]) -> str:
    extent = f'cx="{round(size[0] * EMU)}" cy="{round(size[1] * EMU)}"'
    shape = f'<a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    return (
        f'<pic:pic xmlns:pic="{_PICTURE}"><pic:nvPicPr><pic:cNvPr id="1" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation(name)}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f"<pic:spPr>{shape}</pic:spPr></pic:pic>"
    )


def relation(name: str) -> str:
    return f"picture_{name.split('.', maxsplit=1)[0]}"


def chart_xml(chart: Chart, *, rtl: bool) -> str:
    """The part of a chart: one series of bars, the first on top, without legend and lines; its numbers are cached, for
    there is no workbook behind it.
    """
    head = chart.heads[1] if len(chart.heads) > 1 else chart.caption
    name = f"<c:tx><c:v>{_text(head)}</c:v></c:tx>"
    series = f'<c:ser><c:idx val="0"/><c:order val="0"/>{name}{_FILL}<c:invertIfNegative val="0"/>{_LABELS}'
    series += _names(chart.bars) + _numbers(chart.bars) + "</c:ser>"
    bars = '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
    bars += f'{series}<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_MAIN}" xmlns:r="{_RELATIONS}"><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{bars}{_axes(rtl=rtl)}</c:plotArea>'
        f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>{_BARE}{_TYPE}</c:chartSpace>'
    )


_FILL = f'<c:spPr><a:solidFill><a:srgbClr val="{TEAL}"/></a:solidFill></c:spPr>'
_BARE = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
_TYPE = (
    '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="800">'
    f'<a:solidFill><a:srgbClr val="{INK}"/></a:solidFill><a:latin typeface="{FONT}"/><a:cs typeface="{FONT}"/>'
    '</a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
)
_SHOWN = "".join(
    f'<c:{name} val="{int(name == "showVal")}"/>'
    for name in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
)
_LABELS = f'<c:dLbls><c:numFmt formatCode="#,##0" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>{_SHOWN}</c:dLbls>'


def _axes(*, rtl: bool) -> str:
    """Names beside the bars, the first on top; from the right where text runs so."""
    side, way = ("r", "maxMin") if rtl else ("l", "minMax")
    names = (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{side}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="2"/><c:crosses val="autoZero"/>'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )
    numbers = (
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="{way}"/><c:min val="0"/></c:scaling>'
        '<c:delete val="1"/><c:axPos val="b"/><c:numFmt formatCode="#,##0" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:crossAx val="1"/>'
        '<c:crosses val="autoZero"/></c:valAx>'
    )
    return names + numbers


def _names(bars: tuple[Bar, ...]) -> str:
    labels = (_text(cut(bar.label, LONGEST_LABEL)) for bar in bars)
    points = "".join(f'<c:pt idx="{n}"><c:v>{label}</c:v></c:pt>' for n, label in enumerate(labels))
    return f'<c:cat><c:strLit><c:ptCount val="{len(bars)}"/>{points}</c:strLit></c:cat>'


def _numbers(bars: tuple[Bar, ...]) -> str:
    points = "".join(f'<c:pt idx="{n}"><c:v>{bar.value}</c:v></c:pt>' for n, bar in enumerate(bars))
    count = f'<c:ptCount val="{len(bars)}"/>'
    return f"<c:val><c:numLit><c:formatCode>General</c:formatCode>{count}{points}</c:numLit></c:val>"


def _text(content: str) -> str:
    return escape(clean(content))
