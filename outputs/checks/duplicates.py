"""A text that stands twice in one document, such as a block that was doubled."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, is_dataclass, replace
from typing import Any

from outputs.tree import Document, Source


def unique(document: Document) -> Document:
    """The same document with ids that are each used once: the second use of one is "again-2-…"."""
    found: Document = _renamed(document, Counter())
    return found


def _renamed(node: Any, used: Counter[str]) -> Any:
    if isinstance(node, tuple):
        return tuple(_renamed(child, used) for child in node)
    if not is_dataclass(node) or isinstance(node, type | Source):
        return node
    key = {"id": _once(node.id, used)} if hasattr(node, "id") else {}
    rest = {f.name: _renamed(getattr(node, f.name), used) for f in fields(node) if f.name != "id"}
    return replace(node, **key, **rest)


def _once(key: str, used: Counter[str]) -> str:
    used[key] += 1
    return key if used[key] == 1 else _once(f"again-{used[key]}-{key}", used)
