"""Charts as SVG: bars under their labels, so that a label of any script has the whole width.

No style and no script: colours are presentation attributes, which a sheet on screen may overrule by class.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from .renderers.fitting import width as characters
from .text import clean
from .tree import Bar, Chart

FONTS = "Noto Sans, Amiri, Noto Sans SC, system-ui, sans-serif"
LINES = 2


@dataclass(frozen=True, slots=True)
class Measures:
    """In the units of the drawing: points on paper, about pixels on screen. `letter` is the width of a Latin letter, on
    average; `room` is what the number behind the longest bar needs.
    """

    width: float
    type_size: float
    letter: float
    bar: float
    gap: float
    room: float


PRINT = Measures(width=402, type_size=8.2, letter=4.5, bar=8, gap=7, room=84)
SCREEN = Measures(width=360, type_size=13, letter=7, bar=12, gap=11, room=124)


def svg(chart: Chart, *, rtl: bool, on_paper: bool) -> str:
    """The bars of `chart` as one picture, whose title is the text in its place; mirrored where it is `rtl`."""
    measures = PRINT if on_paper else SCREEN
    pieces, height = list(_rows(chart, measures, rtl=rtl)), _height(chart, measures)
    size = f'width="{measures.width}" height="{height:.1f}"'
    view = f'viewBox="0 0 {measures.width} {height:.1f}" {size} direction="ltr"'
    font = f'font-family={quoteattr(FONTS)} font-size="{measures.type_size}"'
    return f'<svg class="bars" role="img" {view} {font}><title>{_text(chart.alt)}</title>{"".join(pieces)}</svg>'


def _rows(chart: Chart, measures: Measures, *, rtl: bool) -> Iterator[str]:
    most, y = max((bar.value for bar in chart.bars), default=0), 0.0
    for bar in chart.bars:
        for line in labels(bar.label, int(measures.width / measures.letter)):
            y += _pitch(measures)
            yield _word(line, measures.width if rtl else 0, y - measures.type_size * 0.35, rtl=rtl)
        yield _bar(bar, y, (measures.width - measures.room) * bar.value / (most or 1), measures, rtl=rtl)
        y += measures.bar + measures.gap


def _bar(bar: Bar, y: float, length: float, measures: Measures, *, rtl: bool) -> str:
    length = max(length, 0.6 if bar.value else 0)
    start, end = (measures.width - length, measures.width - length - 5) if rtl else (0, length + 5)
    drawn = (
        f'<rect class="bar" x="{start:.1f}" y="{y:.1f}" width="{length:.1f}" height="{measures.bar}" fill="#0d4f5f"/>'
    )
    number = f"{bar.shown} ({bar.share}%)" if bar.share else bar.shown
    base = y + measures.bar / 2 + measures.type_size * 0.36
    return drawn + _word(number, end, base, rtl=rtl, kind="value")


def _word(text: str, x: float, y: float, *, rtl: bool, kind: str = "label") -> str:
    """Anchored at its physical end: engines differ in what the direction of text does to an anchor."""
    anchor = ' text-anchor="end"' if rtl else ""
    weight = ' font-weight="700"' if kind == "value" else ""
    place = f'class="{kind}" x="{x:.1f}" y="{y:.1f}"{anchor}{weight} unicode-bidi="plaintext" fill="#16202a"'
    return f"<text {place}>{_text(text)}</text>"


def _height(chart: Chart, measures: Measures) -> float:
    lines = sum(len(labels(bar.label, int(measures.width / measures.letter))) for bar in chart.bars)
    return lines * _pitch(measures) + len(chart.bars) * (measures.bar + measures.gap)


def _pitch(measures: Measures) -> float:
    return measures.type_size * 1.35


def labels(text: str, limit: int) -> list[str]:
    """`text` in at most two lines of `limit` characters; what has no room is cut, since the table has it all."""
    lines = [""]
    for word in text.split() or [""]:
        longer = f"{lines[-1]} {word}".strip()
        if characters(longer) <= limit or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    shown = [_cut(line, limit) for line in lines[:LINES]]
    return [*shown[:-1], _cut(f"{shown[-1]} …", limit)] if len(lines) > LINES else shown


def _cut(line: str, limit: int) -> str:
    if characters(line) <= limit:
        return line
    while characters(line) > limit - 2:
        line = line[:-1]
    return f"{line.rstrip()} …"


def _text(text: str) -> str:
    return escape(clean(text))
