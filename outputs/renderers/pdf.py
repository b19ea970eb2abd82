"""PDF/UA-1 by way of the print page."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

from ..pdf.marks import draft_mark
from ..pdf.run import compile_pdf
from ..pdf.stamp import stamp
from ..tree import Document
from . import html, ignore

media_type = "application/pdf"
suffix = "pdf"


def render(document: Document, *, on_progress: Callable[[int], None] = ignore) -> bytes:
    """The document as tagged PDF, with the draft mark behind each page until it is adopted. Raises PdfError."""
    page = html.print_page(document)
    data = compile_pdf(page, var=settings.VAR, on_progress=lambda progress: on_progress(progress.percent))
    return stamp(data, draft_mark(document.language)) if document.is_draft else data
