"""A long document in gatherings, which are set one by one, kept for the next time, and bound into one file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from . import native
from .binding import OUTWARD
from .run import SETTING, USUAL, Limits, Progress, Variant, attend

ID, LINK = re.compile(r' id="([^"]*)"'), re.compile(r' href="#([^"]*)"')


@dataclass(frozen=True, slots=True)
class Book:
    """Print pages of one document, and the file of its draft mark.

    `front` has the cover and the contents; its page numbers are filled in when the other pages are known. `gatherings`
    begin on new pages and have no running heads. `heads` are those of all pages.
    """

    front: str
    gatherings: tuple[str, ...]
    heads: str
    mark: Path | None = None


class Keeper(Protocol):
    """Where gatherings are kept: a cache of Django's is one."""

    def get(self, key: str) -> Any: ...
    def set(self, key: str, value: Any) -> None: ...


def bind(
    book: Book,
    keeper: Keeper,
    *,
    variant: Variant = "pdf/ua-1",
    limits: Limits = USUAL,
    on_progress: Callable[[Progress], None] = lambda progress: None,
    var: Path = native.ROOT / "var",
) -> bytes:
    """The document as one PDF. Gatherings that `keeper` has are not set again; the new ones are given to it.

    Draft and final, PDF/UA and PDF/A share their gatherings: only front, heads and mark tell them apart. Arguments and
    errors are those of `run.compile_pdf`.
    """
    with TemporaryDirectory(prefix="book-") as name:
        folder = Path(name)
        new = _lay_out(folder, book, keeper)
        attend("outputs.pdf.binding", [folder, variant], SETTING, folder, limits, var, on_progress)
        for place, key in new.items():
            keeper.set(key, (folder / f"{place}.pdf").read_bytes())
        return (folder / "document.pdf").read_bytes()


def _lay_out(folder: Path, book: Book, keeper: Keeper) -> dict[int, str]:
    """Writes what the process needs; the keys of the gatherings that it has to set."""
    new = {}
    for place, page in enumerate(book.gatherings):
        key = key_of(page)
        if kept := keeper.get(key):
            (folder / f"{place}.pdf").write_bytes(kept)
        else:
            (folder / f"{place}.html").write_text(page, encoding="utf-8", errors="replace")
            new[place] = key
    (folder / "front.html").write_text(book.front, encoding="utf-8", errors="replace")
    (folder / "heads.html").write_text(book.heads, encoding="utf-8", errors="replace")
    if book.mark:
        (folder / "mark.pdf").write_bytes(book.mark.read_bytes())
    return new


def key_of(page: str) -> str:
    return hashlib.sha256(f"{engine()} {page}".encode("utf-8", "replace")).hexdigest()


@cache
def engine() -> str:
    """What sets pages: another version of it, or of a font, sets all of them anew."""
    ours = sorted(Path(__file__).parent.glob("*.py"))
    fonts = sorted((file.name, file.stat().st_size) for file in native.FONTS.iterdir())
    said = [version("weasyprint"), str(fonts), *(file.read_text() for file in ours)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def lead_outward(pages: list[str]) -> list[str]:
    """The pages with links from one to another in the form that survives until the file is bound."""
    ids = [set(ID.findall(page)) for page in pages]
    everywhere = set().union(*ids)
    return [_lead_outward(page, everywhere - own) for page, own in zip(pages, ids, strict=True)]


def _lead_outward(page: str, others: set[str]) -> str:
    return LINK.sub(lambda link: f' href="{OUTWARD}{link[1]}"' if link[1] in others else link[0], page)
