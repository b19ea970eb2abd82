"""Several tagged files as one, with the tags of all (ISO 32000-1, 14.7.4.4: the parent tree is numbered through)."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any


def merge(parts: Sequence[Path]) -> bytes:
    """The pages of `parts`, PDF files as this package makes them, in their order; the first gives title and language.

    One part is open at a time. There is no outline: it would be that of the first part.
    """
    import pikepdf

    with pikepdf.open(parts[0]) as whole:
        entries = list(whole.Root.StructTreeRoot.ParentTree.Nums)
        for path in parts[1:]:
            with pikepdf.open(path) as part:
                entries += _add(whole, part, number=_next(entries))
        if "/Outlines" in whole.Root:
            del whole.Root.Outlines
        tree = whole.Root.StructTreeRoot
        tree.ParentTree = whole.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(entries)))
        tree.ParentTreeNextKey = _next(entries)
        target = BytesIO()
        whole.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return target.getvalue()


def _next(entries: list[Any]) -> int:
    """The entries of a number tree are pairs of key and value, in the order of their keys."""
    return int(entries[-2]) + 1 if entries else 0


def _add(whole: Any, part: Any, *, number: int) -> list[Any]:
    """Pages first: what a structure element says of a page that is not copied yet would be lost."""
    for page in part.pages:
        for holder in (page.obj, *page.get("/Annots", [])):
            for key in ("/StructParents", "/StructParent"):
                if key in holder:
                    holder[key] = int(holder[key]) + number
    whole.pages.extend(part.pages)
    tree = whole.copy_foreign(part.make_indirect(part.Root.StructTreeRoot))
    for element in tree.K:
        element.P = whole.Root.StructTreeRoot
        whole.Root.StructTreeRoot.K.append(element)
    return [int(entry) + number if place % 2 == 0 else entry for place, entry in enumerate(tree.ParentTree.Nums)]
