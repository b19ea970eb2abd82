"""PDF/UA-1 by way of the print page."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

from ..pdf.marks import draft_mark
from ..pdf.run import MEBIBYTE, Limits, compile_pdf
from ..pdf.stamp import stamp
from ..tree import Document
from . import html, ignore

media_type = "application/pdf"
suffix = "pdf"


def render(document: Document, *, on_progress: Callable[[int], None] = ignore) -> bytes:
    """The document as tagged PDF, with the draft mark behind each page until it is adopted. Raises PdfError."""
    page = html.print_page(document)
    data = compile_pdf(
        page, limits=limits(), var=settings.VAR, on_progress=lambda progress: on_progress(progress.percent)
    )
    return stamp(data, draft_mark(document.language)) if document.is_draft else data


def limits() -> Limits:
    """What a document may cost; the settings PDF_SECONDS and PDF_MEMORY (in MB) change it."""
    seconds, memory = getattr(settings, "PDF_SECONDS", 90), getattr(settings, "PDF_MEMORY", 1024)
    return Limits(seconds=seconds, cpu=round(seconds) + 1, memory=memory * MEBIBYTE)
