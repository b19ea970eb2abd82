"""Several tagged files as one, with the tags of all (ISO 32000-1, 14.7.4.4: the parent tree is numbered through).

`python -m outputs.pdf.merge TARGET PART... MEMORY CPU FILE_SIZE` is the process that joins them, in the folder of
TARGET: what a file of 1,800 sheets takes is given back when it ends.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from . import native, sandbox
from .child import fail, readable
from .run import Limits, Progress, Words, attend

USUAL, VAR = Limits(), native.ROOT / "var"
JOINING = Words(doing="Joining the parts", does="joins the parts", refused="The parts cannot be joined")


def merge_apart(
    parts: Sequence[Path],
    target: Path,
    *,
    limits: Limits = USUAL,
    on_progress: Callable[[Progress], None] = lambda progress: None,
    var: Path = VAR,
) -> None:
    """Writes `target` as `merge` does, in a process of its own; all `parts` are in its folder.

    `limits` are those of one part: the file may be as large as all of them. `on_progress` is called every three
    seconds. Raises PdfError, and leaves no `target` then.
    """
    whole = replace(limits, file_size=limits.file_size * len(parts))
    try:
        attend("outputs.pdf.merge", [target, *parts], JOINING, target.parent, whole, var, on_progress)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def merge(parts: Sequence[Path], target: Path) -> None:
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
        whole.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)


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


def main(target: Path, parts: Sequence[Path], memory: int, cpu: int, file_size: int) -> None:
    sandbox.leave_network()
    sandbox.die_with_parent()
    importlib.import_module("pikepdf")
    sandbox.limit(memory=memory, cpu=cpu, file_size=file_size)
    sandbox.lock(read=readable(), write=[target.parent])
    try:
        merge(parts, target)
    except MemoryError:
        fail("memory", "out of memory")
    except Exception as error:  # noqa: BLE001 -- whatever a damaged part provokes, the parent is told in words
        fail("refused", f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    target, *parts = map(Path, sys.argv[1:-3])
    main(target, parts, *map(int, sys.argv[-3:]))
