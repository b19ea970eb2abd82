"""The mark beside the organization: the drawing of the web page and the PDF, as a picture, since Word draws no SVG."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from xml.sax.saxutils import quoteattr

from ..tree import Document
from ..tree.text import clean

SIDE = 13.0
#: What a picture names its relationship.
RELATION = "mark"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PLACED = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_UNITS = round(SIDE * 36_000)


@cache
def picture() -> bytes:
    """PNG of 256 pixels, made of templates/outputs/document/mark.html."""
    return Path(__file__).with_name("mark.png").read_bytes()


def mark(document: Document) -> str:
    """A run with the picture; what is read out for it is the name of the organization."""
    said = quoteattr(clean(document.masthead.organization or "Rostrum"))
    size = f'cx="{_UNITS}" cy="{_UNITS}"'
    shape = f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    inside = (
        f'<pic:pic xmlns:pic="{_PICTURE}"><pic:nvPicPr><pic:cNvPr id="1" name="mark.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{RELATION}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f"<pic:spPr>{shape}</pic:spPr></pic:pic>"
    )
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_PLACED}" xmlns:a="{_DRAWING}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr id="1" name="Mark" descr={said}/>'
        f'<a:graphic><a:graphicData uri="{_PICTURE}">{inside}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
