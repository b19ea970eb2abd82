"""Tables: a grid of fixed widths, a head that comes again on each page, rows that stay whole."""

from __future__ import annotations

from collections.abc import Sequence

from ..tree import Cell, Column, Table, plain
from ..tree.grid import Placed, filled
from .inline import Pen
from .styles import HANG, MEASURE
from .xml import millimetres, paragraph, tag

NARROW, MEDIUM, LEAST = 23.0, 29.0, 10.0
#: A row with more characters than this may be parted; it could be taller than a page.
WHOLE = 1500


def table(node: Table, pen: Pen, *, is_wide: bool = False) -> str:
    """`node` without its caption; a wide one begins where paragraph numbers stand."""
    if not node.columns:
        return ""
    total = MEASURE + HANG if is_wide else MEASURE
    widths = [millimetres(width) for width in grid(node.columns, total)]
    head = _head(node.columns, widths, pen) if node.has_head else ""
    rows = "".join(_row(cells, widths, pen, named=node.head_column) for cells in filled(node.rows, len(widths)))
    start = millimetres(0 if is_wide else HANG)
    look = {"head": node.has_head, "named": node.head_column}
    return frame("DataTable", widths, head + rows, start=start, rtl=pen.rtl, title=node.caption, **look)


def frame(
    style: str,
    widths: Sequence[int],
    rows: str,
    *,
    rtl: bool,
    start: int = 0,
    title: str = "",
    head: bool = False,
    named: bool = False,
) -> str:
    """A table of ready `rows`, with `widths` in Word's units; `title` is what is read out in its place. It may have a
    `head`, and rows that are `named` by their first cells.
    """
    properties = (
        tag("tblStyle", val=style)
        + ("<w:bidiVisual/>" if rtl else "")
        + tag("tblW", w=sum(widths), type="dxa")
        + tag("tblInd", w=start, type="dxa")
        + '<w:tblLayout w:type="fixed"/>'
        + _look(head=head, named=named)
        + (tag("tblCaption", val=title[:250]) if title else "")
    )
    columns = tag("tblGrid", "".join(tag("gridCol", w=width) for width in widths))
    return tag("tbl", tag("tblPr", properties) + columns + (rows or row([cell("", width) for width in widths])))


def _look(*, head: bool, named: bool) -> str:
    """ECMA-376, 17.7.6.7: bits of the first row and the first column."""
    bits = f"{0x20 * head + 0x80 * named:04X}"
    return tag("tblLook", val=bits, firstRow=int(head), firstColumn=int(named), noHBand=1, noVBand=1)


def row(cells: Sequence[str], properties: str = "") -> str:
    return tag("tr", (tag("trPr", properties) if properties else "") + "".join(cells))


def cell(content: str, width: int, properties: str = "") -> str:
    """`content` are paragraphs; a cell never is without one."""
    inner = content or paragraph("TableText", "")
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{inner}</w:tc>'


def grid(columns: Sequence[Column], total: float) -> list[float]:
    """Widths of the columns in millimetres; those that say nothing share what is left, or all share it all."""
    fixed = {"narrow": NARROW, "medium": MEDIUM, "wide": total / 2}
    asked = [fixed.get(column.width, 0.0) for column in columns]
    free, left = asked.count(0.0), total - sum(asked)
    if not free or left < free * LEAST:
        return [total / len(columns)] * len(columns)
    return [width or left / free for width in asked]


def _head(columns: Sequence[Column], widths: Sequence[int], pen: Pen) -> str:
    cells = [
        cell(paragraph("TableHeadNumber" if column.numeric else "TableHead", pen.run(column.heading)), width, BOTTOM)
        for column, width in zip(columns, widths, strict=True)
    ]
    return row(cells, "<w:cantSplit/><w:tblHeader/>")


BOTTOM = '<w:vAlign w:val="bottom"/>'


def _row(placed: Sequence[Placed], widths: Sequence[int], pen: Pen, *, named: bool = False) -> str:
    cells, at, size = [], 0, 0
    for one, taken, reach in placed:
        width = sum(widths[at : at + taken])
        properties = (tag("gridSpan", val=taken) if taken > 1 else "") + (tag("vMerge", val=reach) if reach else "")
        cells.append(cell(_content(one, pen, strong=named and at == 0), width, properties))
        at, size = at + taken, max(size, len(plain(one.inlines)) if one else 0)
    return row(cells, "<w:cantSplit/>" if size < WHOLE else "")


def _content(one: Cell | None, pen: Pen, *, strong: bool) -> str:
    if one is None:
        return ""
    marks = frozenset({"strong"} if strong else ())
    return paragraph("TableNumber" if one.numeric else "TableText", pen.write(one.inlines, marks))
