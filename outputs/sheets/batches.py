"""Long runs of sheets in parts, so that setting 1,800 takes no more memory than setting sixty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from outputs.tree import Badges, Certificates, Document, Letters, Plates

#: A multiple of four, since four badges share a sheet.
BATCH = 60
SHEETS = {Plates: "plates", Badges: "badges", Letters: "letters", Certificates: "certificates"}


def batches(document: Document, size: int = BATCH) -> Iterator[Document]:
    """`document` itself, or several like it with at most `size` sheets each where it consists of sheets."""
    if len(document.opening) != 1 or type(document.opening[0]) not in SHEETS:
        yield document
        return
    block: Any = document.opening[0]
    field = SHEETS[type(block)]
    sheets = getattr(block, field)
    for start in range(0, max(1, len(sheets)), size):
        yield replace(document, opening=(replace(block, **{field: sheets[start : start + size]}),))


def count(document: Document) -> int:
    """How many sheets: badges, plates, letters, certificates."""
    return sum(len(getattr(block, SHEETS[type(block)])) for block in document.opening if type(block) in SHEETS)
