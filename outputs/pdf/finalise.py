"""What WeasyPrint leaves undone for PDF/UA-1 (ISO 14289-1) and PDF/A-3 (ISO 19005-3)."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from .glyphs import name_glyphs

if TYPE_CHECKING:
    import pikepdf


MARKED = re.compile(rb"/(\w+)\s*<<\s*/MCID (\d+)\s*>>\s*BDC")
ARTIFACT = b"/Artifact <</Type /Pagination>> BDC"
PRINT_FLAG = 4
#: PDF/A allows properties of others only where their schema is described (ISO 19005-3, 6.6.2.3).
ALSO_UA = b"""<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
"""


def finalise(data: bytes) -> bytes:
    """The same pages with running heads as artifacts, scopes of header cells, printable links, a text for each glyph
    and plain metadata.

    Running heads and page numbers reach the page as marked content that no structure element owns: a screen
    reader would read them in the middle of a sentence (clause 7.1).
    """
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        name_glyphs(pdf)
        owned, headers = _read_tree(pdf.Root.StructTreeRoot.K)
        for cell in headers:
            _scope(cell)
        for page in pdf.pages:
            _mark_artifacts(page, owned.get(page.obj.objgen, set()))
            for annotation in page.get("/Annots", []):
                annotation.F = PRINT_FLAG
        _plain_metadata(pdf)
        target = BytesIO()
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return target.getvalue()


def _read_tree(tree: Any) -> tuple[dict[Any, set[int]], list[Any]]:
    """The marked content that structure elements own, by page, and the header cells among them."""
    import pikepdf

    owned: dict[Any, set[int]] = {}
    headers: list[Any] = []
    stack: list[tuple[Any, Any]] = [(tree, None)]
    while stack:
        node, page = stack.pop()
        if isinstance(node, int):
            owned.setdefault(page, set()).add(node)
        elif isinstance(node, pikepdf.Array):
            stack.extend((child, page) for child in node)
        elif node.get("/Type") != "/OBJR":
            headers += [node] if node.get("/S") == "/TH" else []
            page = node.Pg.objgen if "/Pg" in node else page
            if "/K" in node:
                stack.append((node.K, page))
    return owned, headers


def _scope(cell: Any) -> None:
    """Says whether a header cell names a column or a row (clause 7.5): those of a head name columns."""
    import pikepdf

    in_head = cell.P.P.get("/S") == "/THead"
    attributes = cell.get("/A") or pikepdf.Dictionary(O=pikepdf.Name.Table)
    attributes.Scope = pikepdf.Name.Column if in_head else pikepdf.Name.Row
    cell.A = attributes


def _mark_artifacts(page: Any, owned: set[int]) -> None:
    content = page.Contents.read_bytes()
    marked = MARKED.sub(lambda mark: mark[0] if int(mark[2]) in owned else ARTIFACT, content)
    if marked != content:
        page.Contents.write(marked)


def _plain_metadata(pdf: pikepdf.Pdf) -> None:
    import pikepdf

    said = pdf.Root.Metadata.read_bytes()
    if b"pdfuaid" not in said:
        said = said.replace(b"</rdf:RDF>", ALSO_UA + b"</rdf:RDF>")
    stream = pdf.make_stream(said)
    stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = stream
