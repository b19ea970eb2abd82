"""PDF/A-3 for archives (ISO 19005-3, level A), which is PDF/UA-1 too and carries the document as data."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..issued.attachments import Attachment, of_document
from ..pdf.attach import attach
from ..tree import Document
from . import ignore
from .pdf import set_pages

media_type = "application/pdf"
suffix = "archive.pdf"


def render(
    document: Document, *, on_progress: Callable[[int], None] = ignore, attachments: Sequence[Attachment] = ()
) -> bytes:
    """The pages with the document as Akoma Ntoso and its recommendations as JSON inside, then `attachments`.

    Raises PdfError; UnsuitedFormat for what is printed sheet by sheet.
    """
    inside = (*of_document(document), *attachments)
    return attach(set_pages(document, on_progress, variant="pdf/a-3a"), inside)
