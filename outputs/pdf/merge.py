"""Several tagged files as one, with the tags of all (ISO 32000-1, 14.7.4.4: the parent tree is numbered through).

`python -m outputs.pdf.merge TARGET PART...` is the process that joins them: what a file of 1,800 sheets takes is given
back when it ends.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import native, sandbox
from .run import Crashed


def merge_apart(parts: Sequence[Path], target: Path) -> None:
    """Writes `target` as `merge` does, in a process of its own, which ends with this one. Raises Crashed."""
    command = [sys.executable, "-m", "outputs.pdf.merge", *map(str, (target, *parts))]
    done = subprocess.run(command, cwd=native.ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        last = "".join(done.stderr.strip().splitlines()[-1:])
        raise Crashed(f"The process that joins the parts ended unexpectedly (code {done.returncode}). {last}".strip())


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


if __name__ == "__main__":
    sandbox.die_with_parent()
    merge([Path(name) for name in sys.argv[2:]], Path(sys.argv[1]))
