"""Renderers: one module for each format, named as the format. Adding a format is adding a module.

A module is its own renderer: it has `media_type`, `suffix` and `render`. It takes the numbered tree and nothing
else; none touches the database.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol, cast

from ..tree import Document

HELPERS = ("drawing", "fitting", "inline")


def ignore(percent: int) -> None:
    """No progress is wanted."""


class Renderer(Protocol):
    media_type: str
    suffix: str

    def render(self, document: Document, *, on_progress: Callable[[int], None] = ignore, **options: Any) -> bytes:
        """The document in this format. `on_progress` hears percent, 0 to 100; only the archive knows `options`.

        Raises UnsuitedFormat.
        """
        ...


class UnknownFormat(LookupError):
    pass


class UnsuitedFormat(ValueError):
    """The format holds running text, and the document is printed sheet by sheet (badges, signs, letters)."""


def require_text(document: Document) -> None:
    """Raises UnsuitedFormat where a document is no running text."""
    if document.layout not in ("report", "paper"):
        raise UnsuitedFormat(document.layout)


def formats() -> tuple[str, ...]:
    return tuple(sorted(m.name for m in iter_modules(__path__) if m.name not in HELPERS))


def renderer(name: str) -> Renderer:
    """The renderer of a format. Raises UnknownFormat."""
    if name not in formats():
        raise UnknownFormat(name)
    module: Any = import_module(f"{__name__}.{name}")
    return cast(Renderer, module)
