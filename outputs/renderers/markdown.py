"""Markdown: CommonMark with the pipe tables and footnotes of GitHub, with the numbers of the tree as text."""

from __future__ import annotations

from collections.abc import Callable

from ..marked.blocks import Page
from ..tree import Document
from . import ignore, require_text

media_type = "text/markdown; charset=utf-8"
suffix = "md"


def render(document: Document, *, on_progress: Callable[[int], None] = ignore) -> bytes:
    """The document as Markdown. Raises UnsuitedFormat for printed sheets."""
    require_text(document)
    return Page(document).text().encode("utf-8", "replace")
