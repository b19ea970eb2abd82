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
from .run import USUAL, Limits, Progress, Words, attend

VAR = native.ROOT / "var"
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

    with pikepdf.open(parts[0]) as pdf:
        whole = Whole(pdf)
        for path in parts[1:]:
            with pikepdf.open(path) as part:
                whole.append(part)
        if "/Outlines" in pdf.Root:
            del pdf.Root.Outlines
        whole.save(target)


class Whole:
    """A tagged file that takes in the pages and the tags of others, under its own root element."""

    def __init__(self, pdf: Any) -> None:
        self.pdf, self.root = pdf, pdf.Root.StructTreeRoot
        #: Pairs of key and value, in the order of their keys.
        self.entries: list[Any] = list(self.root.ParentTree.Nums)

    def append(self, part: Any) -> None:
        """Pages first: what a structure element says of a page that is not copied yet would be lost."""
        first = self._next()
        _renumber(part.pages, first)
        self.pdf.pages.extend(part.pages)
        tree = self.pdf.copy_foreign(part.make_indirect(part.Root.StructTreeRoot))
        for element in tree.K[0].K:
            element.P = self.root.K[0]
            self.root.K[0].K.append(element)
        for place, entry in enumerate(tree.ParentTree.Nums):
            self.entries.append(entry if place % 2 else int(entry) + first)

    def save(self, target: Path) -> None:
        import pikepdf

        self.root.ParentTree = self.pdf.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(self.entries)))
        self.root.ParentTreeNextKey = self._next()
        self.pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)

    def _next(self) -> int:
        return int(self.entries[-2]) + 1 if self.entries else 0


def _renumber(pages: Any, first: int) -> None:
    for page in pages:
        for holder in (page.obj, *page.get("/Annots", [])):
            for key in ("/StructParents", "/StructParent"):
                if key in holder:
                    holder[key] = int(holder[key]) + first


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
