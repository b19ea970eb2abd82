"""Running heads and page numbers of a whole document, drawn behind its pages when it is bound.

They are set as a file of their own: its first page holds what stands on every page, the others the page numbers as
lines one below the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .stamp import draw_behind

NUMBERS = re.compile(r'<div class="numbers" data-words="([^"]*)"></div>')
MARKED = re.compile(rb"/\w+\s*<<\s*/MCID \d+\s*>>\s*BDC")
MARKS = re.compile(rb"^.*B(?:DC|MC)$|^EMC$", re.MULTILINE)
SHOWN = re.compile(rb"^BT\n.*?^ET\n", re.MULTILINE | re.DOTALL)
MILLIMETRE = 72 / 25.4
#: In millimetres: how far a number stands from the top of its page, and how high a line of `.numbers` in print.css is.
FOOT, LINE = 276, 5
LINES_OF_PAGE = 59


def with_numbers(html: str, count: int) -> str:
    """The print page of the heads with the numbers of `count` pages in it, a paragraph each."""

    def lines(found: re.Match[str]) -> str:
        said = (found[1].replace("{pages}", str(count)).replace("{page}", str(page)) for page in range(1, count + 1))
        return f'<div class="numbers">{"".join(f"<p>{each}</p>" for each in said)}</div>'

    return NUMBERS.sub(lines, html)


def draw_heads(pdf: Any, heads: Any) -> None:
    """Draws the heads behind all pages of `pdf` but the first, its cover.

    Raises ValueError where `heads` has not a number for each page.
    """
    head = pdf.copy_foreign(_form(heads, heads.pages[0], MARKS.sub(b"", heads.pages[0].Contents.read_bytes())))
    numbers = [number for page in heads.pages[1:] for number in _numbers(heads, page)]
    for place, (page, number) in enumerate(zip(pdf.pages, numbers, strict=True)):
        if place:
            down = (FOOT - LINE * (place % LINES_OF_PAGE)) * MILLIMETRE
            drawings = [(head, "/Head", 0.0), (pdf.copy_foreign(number), f"/Number{place}", down)]
            draw_behind(page, drawings, kind=b"Pagination")


def _numbers(heads: Any, page: Any) -> Iterator[Any]:
    """A form for each line of a page, in the colour and the scale that the first of them sets."""
    before, *blocks = MARKED.split(page.Contents.read_bytes())
    setting = before + blocks[0].partition(b"BT\n")[0]
    opened = len(re.findall(rb"^q$", setting, re.MULTILINE))
    for block in blocks:
        yield _form(heads, page, setting + b"".join(SHOWN.findall(block)) + b"Q\n" * opened)


def _form(heads: Any, page: Any, content: bytes) -> Any:
    import pikepdf

    form = page.as_form_xobject()
    form.write(content)
    if pikepdf.Name.StructParents in form:
        del form.StructParents
    return heads.make_indirect(form)
