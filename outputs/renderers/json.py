"""The tree itself, as canonical JSON."""

from __future__ import annotations

from collections.abc import Callable

from ..tree import Document, canonical
from . import ignore

media_type = "application/json"
suffix = "json"


def render(document: Document, *, on_progress: Callable[[int], None] = ignore) -> bytes:
    return canonical.dumps(document)
