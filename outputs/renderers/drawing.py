"""Charts as SVG: bars under their labels, so that a label of any script has the whole width.

No style and no script: colours are presentation attributes, which a sheet on screen may overrule by class.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from outputs.tree import Bar, Chart
from outputs.tree.text import clean

from .fitting import width as characters

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

    @property
    def pitch(self) -> float:
        """From one line of a label to the next."""
        return self.type_size * 1.35

    @property
    def letters(self) -> int:
        """How many a line holds."""
        return int(self.width / self.letter)


PRINT = Measures(width=402, type_size=8.2, letter=4.5, bar=8, gap=7, room=84)
SCREEN = Measures(width=360, type_size=13, letter=7, bar=12, gap=11, room=124)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a label; `top` is where it begins."""

    text: str
    top: float


def on_screen(chart: Chart, *, rtl: bool) -> str:
    """The bars of `chart` with their labels as one picture, whose title is the text in its place; mirrored where it is
    `rtl`.
    """
    return _svg(chart, SCREEN, [*_bars(chart, SCREEN, rtl=rtl), *_labels(chart, SCREEN, rtl=rtl)])


def on_paper(chart: Chart, *, rtl: bool) -> str:
    """The bars as a picture, the labels as text over it: the engine of the PDF shapes none within pictures."""
    laid = "".join(
        f'<p class="bar-label" style="top: {line.top:.1f}pt">{_text(line.text)}</p>' for line in lines(chart)
    )
    return f'<div class="bars-box">{_svg(chart, PRINT, _bars(chart, PRINT, rtl=rtl))}{laid}</div>'


def _svg(chart: Chart, measures: Measures, pieces: Iterable[str]) -> str:
    tall = f"{height(chart, measures):.1f}"
    view = f'viewBox="0 0 {measures.width} {tall}" width="{measures.width}" height="{tall}" direction="ltr"'
    font = f'font-family={quoteattr(FONTS)} font-size="{measures.type_size}"'
    return f'<svg class="bars" role="img" {view} {font}><title>{_text(chart.alt)}</title>{"".join(pieces)}</svg>'


def lines(chart: Chart, measures: Measures = PRINT) -> list[Line]:
    """The labels, each above its bar."""
    found, y = list[Line](), 0.0
    for bar in chart.bars:
        for text in labels(bar.label, measures.letters):
            found.append(Line(text, y))
            y += measures.pitch
        y += measures.bar + measures.gap
    return found


def height(chart: Chart, measures: Measures = PRINT) -> float:
    return len(lines(chart, measures)) * measures.pitch + len(chart.bars) * (measures.bar + measures.gap)


def _labels(chart: Chart, measures: Measures, *, rtl: bool) -> Iterator[str]:
    for line in lines(chart, measures):
        yield _word(line.text, measures.width if rtl else 0, line.top + measures.type_size, rtl=rtl)


def _bars(chart: Chart, measures: Measures, *, rtl: bool) -> Iterator[str]:
    most, y = max((bar.value for bar in chart.bars), default=0), 0.0
    for bar in chart.bars:
        y += measures.pitch * len(labels(bar.label, measures.letters))
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


def labels(text: str, limit: int) -> list[str]:
    """`text` in at most two lines of `limit` characters; what has no room is cut, since the table has it all."""
    lines = [""]
    for word in text.split() or [""]:
        longer = f"{lines[-1]} {word}".strip()
        if characters(longer) <= limit or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    shown = [cut(line, limit) for line in lines[:LINES]]
    return [*shown[:-1], cut(f"{shown[-1]} …", limit)] if len(lines) > LINES else shown


def cut(line: str, limit: int) -> str:
    """`line` in at most `limit` characters; those of Chinese count twice."""
    if characters(line) <= limit:
        return line
    while characters(line) > limit - 2:
        line = line[:-1]
    return f"{line.rstrip()} …"


def _text(text: str) -> str:
    return escape(clean(text))
