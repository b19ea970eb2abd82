"""What WeasyPrint leaves undone for PDF/UA-1 (ISO 14289-1)."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf


MARKED = re.compile(rb"/(\w+)\s*<<\s*/MCID (\d+)\s*>>\s*BDC")
ARTIFACT = b"/Artifact <</Type /Pagination>> BDC"
PRINT_FLAG = 4
NAMELESS = re.compile(rb"^(<[0-9a-f]+>) <>$", re.MULTILINE)
WORD_JOINER = rb"\1 <2060>"


def finalise(data: bytes) -> bytes:
    """The same pages with running heads as artifacts, printable links, a text for each glyph and plain metadata.

    Running heads and page numbers reach the page as marked content that no structure element owns: a screen
    reader would read them in the middle of a sentence (clause 7.1).
    """
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        _name_all_glyphs(pdf)
        owned = _owned_content(pdf.Root.StructTreeRoot.K)
        for page in pdf.pages:
            _mark_artifacts(page, owned.get(page.obj.objgen, set()))
            for annotation in page.get("/Annots", []):
                annotation.F = PRINT_FLAG
        _plain_metadata(pdf)
        target = BytesIO()
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return target.getvalue()


def _name_all_glyphs(pdf: pikepdf.Pdf) -> None:
    """Where a syllable takes two glyphs, as in Devanagari, its text belongs to the first; the second needs one, too."""
    for font in (item for item in pdf.objects if "/ToUnicode" in _keys(item)):
        names = font.ToUnicode.read_bytes()
        if NAMELESS.search(names):
            font.ToUnicode.write(NAMELESS.sub(WORD_JOINER, names))


def _keys(item: Any) -> Any:
    import pikepdf

    return item.keys() if isinstance(item, pikepdf.Dictionary) else ()


def _owned_content(tree: Any) -> dict[Any, set[int]]:
    import pikepdf

    owned: dict[Any, set[int]] = {}
    stack: list[tuple[Any, Any]] = [(tree, None)]
    while stack:
        node, page = stack.pop()
        if isinstance(node, int):
            owned.setdefault(page, set()).add(node)
        elif isinstance(node, pikepdf.Array):
            stack.extend((child, page) for child in node)
        elif node.get("/Type") != "/OBJR":
            page = node.Pg.objgen if "/Pg" in node else page
            if "/K" in node:
                stack.append((node.K, page))
    return owned


def _mark_artifacts(page: Any, owned: set[int]) -> None:
    content = page.Contents.read_bytes()
    marked = MARKED.sub(lambda mark: mark[0] if int(mark[2]) in owned else ARTIFACT, content)
    if marked != content:
        page.Contents.write(marked)


def _plain_metadata(pdf: pikepdf.Pdf) -> None:
    import pikepdf

    stream = pdf.make_stream(pdf.Root.Metadata.read_bytes())
    stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = stream
