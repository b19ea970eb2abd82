"""A line at the head of every page, above the text, made as a page of its own."""

from __future__ import annotations

from html import escape

from ..words import direction
from .marks import untagged
from .run import compile_pdf

PAGE = """<!doctype html><html lang="{language}" dir="{direction}"><title>{words}</title><style>
@page {{ size: A4; margin: 0 }}
p {{ position: absolute; inset: 6mm 28mm auto; margin: 0; padding: 1.2mm 2mm; text-align: center;
     font: 700 9pt "Noto Sans", Amiri, "Noto Sans SC"; color: #8a1c1c; border: .6pt solid #8a1c1c }}
</style><p>{words}</p>"""


def notice(words: str, language: str) -> bytes:
    """One page as PDF without tags, to be stamped on others. Raises PdfError."""
    page = PAGE.format(language=escape(language), direction=direction(language), words=escape(words))
    return untagged(compile_pdf(page))
