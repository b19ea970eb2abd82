"""PDF/UA-1 by way of the print page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.cache import caches

from ..pdf.book import bind
from ..pdf.marks import draft_mark, file_of_mark
from ..pdf.merge import merge_apart
from ..pdf.run import MEBIBYTE, Limits, Variant, compile_pdf
from ..pdf.stamp import stamp
from ..sheets.batches import batches
from ..tree import Document
from . import html, ignore

media_type = "application/pdf"
suffix = "pdf"
JOINING = 95  # percent of the last part


def render(document: Document, *, on_progress: Callable[[int], None] = ignore) -> bytes:
    """The document as tagged PDF, with the draft mark behind each page until it is adopted. Raises PdfError."""
    parts = list(batches(document))
    return render_parts(
        parts, on_progress=lambda part, percent: on_progress((100 * part + percent) // max(1, len(parts)))
    )


def render_parts(parts: Sequence[Document], *, on_progress: Callable[[int, int], None]) -> bytes:
    """The documents one after the other as one file, each set by a process of its own and joined by another.

    `on_progress` hears the place of the part that is being set, from 0, and how far it is in percent. Raises PdfError.
    """
    if len(parts) == 1:
        return set_pages(parts[0], lambda percent: on_progress(0, percent))
    with TemporaryDirectory(prefix="parts-") as name:
        files = []
        for place, part in enumerate(parts):
            data = set_pages(part, lambda percent, place=place: on_progress(place, percent))  # type: ignore[misc]
            files.append(Path(name, f"{place}.pdf"))
            files[-1].write_bytes(data)
        whole, last = Path(name, "whole.pdf"), len(parts) - 1
        on_progress(last, JOINING)
        merge_apart(
            files, whole, limits=limits(), var=settings.VAR, on_progress=lambda progress: on_progress(last, JOINING)
        )
        return whole.read_bytes()


def set_pages(document: Document, on_progress: Callable[[int], None], variant: Variant = "pdf/ua-1") -> bytes:
    """One document as tagged pages. Raises PdfError."""
    if document.layout == "report":
        return bind_pages(document, on_progress, variant)
    data = compile_pdf(
        html.print_page(document),
        variant=variant,
        limits=limits(),
        var=settings.VAR,
        on_progress=lambda progress: on_progress(progress.percent),
    )
    return stamp(data, draft_mark(document.language)) if document.is_draft else data


def bind_pages(document: Document, on_progress: Callable[[int], None], variant: Variant) -> bytes:
    """A report: of its pages only those are set that are not kept from before, whatever document they were set for."""
    return bind(
        replace(html.book(document), mark=file_of_mark(document.language) if document.is_draft else None),
        caches["pages"],
        variant=variant,
        limits=limits(),
        var=settings.VAR,
        on_progress=lambda progress: on_progress(progress.percent),
    )


def limits() -> Limits:
    """What a document, or a part of a long run, may cost; the settings PDF_SECONDS and PDF_MEMORY (in MB) change it."""
    seconds, memory = getattr(settings, "PDF_SECONDS", 90), getattr(settings, "PDF_MEMORY", 1024)
    return Limits(seconds=seconds, cpu=round(seconds) + 1, memory=memory * MEBIBYTE)
