"""The process that sets gatherings and binds them: `python -m outputs.pdf.binding FOLDER VARIANT MEMORY CPU FILE_SIZE`.

FOLDER holds front.html, heads.html and, where there is a draft mark, mark.pdf; of each gathering 0.html, or 0.pdf if it
was kept. The process adds the PDF files that are not there, and document.pdf. It speaks as `child` does.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from .child import lay_out, perform, tell, write

#: How a link begins that leads to another gathering; what follows is the id of its target.
OUTWARD = "gathering:"
PAGE = re.compile(r'<span class="page" data-target="#([^"]*)"></span>')
ROUNDS = 5
#: Of the time, in percent.
SET_SHARE = 90
PLAIN = "pdf/ua-1"


def make(folder: Path, variant: str) -> None:
    """Only the front is of the `variant`: it gives the file all that is not pages."""
    from .heads import with_numbers

    parts = list(_set_gatherings(folder))
    tell(done=SET_SHARE, share=100 - SET_SHARE)
    front = _set_front((folder / "front.html").read_text(), _places(parts))
    (folder / "front.pdf").write_bytes(write(front, variant))
    heads = with_numbers((folder / "heads.html").read_text(), len(front.pages) + sum(map(_length, parts)))
    (folder / "heads.pdf").write_bytes(write(lay_out(heads), PLAIN))
    _bind(folder, parts)


def _set_gatherings(folder: Path) -> Iterator[Path]:
    """All of them in their order. New ones tell their share of the way to SET_SHARE, measured by their length."""
    sizes = {page.stem: page.stat().st_size for page in folder.glob("[0-9]*.html")}
    whole, done = sum(sizes.values()), 0
    for name in sorted({file.stem for file in folder.glob("[0-9]*")}, key=int):
        target = folder / f"{name}.pdf"
        if name in sizes:
            tell(done=SET_SHARE * done // whole, share=SET_SHARE * sizes[name] // whole)
            target.write_bytes(write(lay_out((folder / f"{name}.html").read_text()), PLAIN))
            done += sizes[name]
        yield target


def _length(path: Path) -> int:
    import pikepdf

    with pikepdf.open(path) as part:
        return len(part.pages)


def _places(parts: list[Path]) -> dict[str, int]:
    """The page of each id, counted from 1 after the front."""
    import pikepdf

    found, before = dict[str, int](), 0
    for path in parts:
        with pikepdf.open(path) as part:
            numbers = {page.obj.objgen: number for number, page in enumerate(part.pages, before + 1)}
            found |= {name: numbers[target[0].objgen] for name, target in _named(part.Root.get("/Names"))}
            before += len(part.pages)
    return found


def _named(names: Any) -> Iterator[tuple[str, Any]]:
    """The named destinations of a file that WeasyPrint made: one flat list of names and places."""
    listed = names.Dests.Names if names else ()
    for place in range(0, len(listed), 2):
        yield str(listed[place]), listed[place + 1]


def _set_front(page: str, places: dict[str, int]) -> Any:
    """The front with page numbers, set until these no longer change its own length."""
    length = 3
    for _round in range(ROUNDS):
        pages = lay_out(_numbered(page, places, length))
        if len(pages.pages) == length:
            return pages
        length = len(pages.pages)
    raise ValueError("the page numbers of the contents find no end")


def _numbered(front: str, places: dict[str, int], before: int) -> str:
    return PAGE.sub(lambda found: f'<span class="page">{before + places[found[1]]}</span>', front)


def _bind(folder: Path, parts: list[Path]) -> None:
    import pikepdf

    from .heads import draw_heads
    from .merge import Whole
    from .stamp import mark_pages

    with pikepdf.open(folder / "front.pdf") as pdf, pikepdf.open(folder / "heads.pdf") as heads:
        whole, bookmarks, names = Whole(pdf), [], dict(_named(pdf.Root.get("/Names")))
        for path in parts:
            with pikepdf.open(path) as part:
                first = len(pdf.pages)
                whole.append(part)
                bookmarks += _bookmarks(part, pdf.pages[first:])
                names = _named_here(pdf, part) | names
        draw_heads(pdf, heads)
        _lead_home(pdf, names)
        _list_bookmarks(pdf, bookmarks)
        if (folder / "mark.pdf").exists():
            with pikepdf.open(folder / "mark.pdf") as marks:
                mark_pages(pdf, marks)
        whole.save(folder / "document.pdf")


def _bookmarks(part: Any, pages: Any) -> list[Any]:
    """Those of a part, leading to its pages where these are now."""
    moved = {old.obj.objgen: new.obj for old, new in zip(part.pages, pages, strict=True)}
    with part.open_outline() as outline:
        return [_moved(item, moved) for item in outline.root]


def _moved(item: Any, moved: dict[Any, Any]) -> Any:
    import pikepdf

    page, *place = item.destination
    new = pikepdf.OutlineItem(item.title, pikepdf.Array([moved[page.objgen], *place]))
    new.children.extend(_moved(child, moved) for child in item.children)
    return new


def _named_here(pdf: Any, part: Any) -> dict[str, Any]:
    """The named destinations of a part whose pages `pdf` has taken in."""
    names = part.Root.get("/Names")
    return dict(_named(names and pdf.copy_foreign(part.make_indirect(names))))


def _lead_home(pdf: Any, names: dict[str, Any]) -> None:
    """One list of names for the file, and links into other gatherings as links to a name (ISO 32000-1, 12.3.2.3)."""
    import pikepdf

    ordered = sorted(names.items(), key=lambda entry: entry[0].encode())
    listed = pikepdf.Array([each for entry in ordered for each in entry])
    pdf.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=listed))
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            if "/A" in annotation and (address := str(annotation.A.get("/URI", ""))).startswith(OUTWARD):
                annotation.Dest = annotation.Contents = pikepdf.String(unquote(address.removeprefix(OUTWARD)))
                del annotation.A


def _list_bookmarks(pdf: Any, bookmarks: list[Any]) -> None:
    """Under that of the title."""
    with pdf.open_outline() as outline:
        (outline.root[0].children if outline.root else outline.root).extend(bookmarks)


if __name__ == "__main__":
    folder, variant, *limits = sys.argv[1:]
    perform(lambda: make(Path(folder), variant), Path(folder), *map(int, limits))
