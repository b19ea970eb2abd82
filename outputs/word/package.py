"""The file: parts that refer to each other, in a ZIP archive that is the same for the same document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..tree import Document
from ..tree.text import clean
from . import mark
from .drawings import Drawings, relation
from .names import Addresses
from .xml import root, tag

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
#: Parts of the template that say nothing, or something of its author.
_NEEDLESS = ("/thumbnail", "/stylesWithEffects", "/customXml", "/numbering", "/extended-properties", "/webSettings")
#: The first date a ZIP archive can hold.
EPOCH = (1980, 1, 1, 0, 0, 0)
LONGEST_PROPERTY = 255
#: The mode of Word 2013 and later; an older one would be shown as "Compatibility Mode".
PRESENT_WORD = "15"
_CLOSE = tag("pPr", tag("spacing", before=0, after=0))
_LINES_ABOVE_NOTES = "".join(
    tag("footnote", f"<w:p>{_CLOSE}<w:r><w:{line}/></w:r></w:p>", type=line, id=number)
    for number, line in enumerate(("separator", "continuationSeparator"))
)


@dataclass(frozen=True, slots=True)
class Parts:
    """The text of each part as XML; `page` makes the properties of the section from its references."""

    body: str
    styles: str
    header: str
    first_header: str
    footer: str
    notes: Sequence[str]
    addresses: Addresses
    addresses_of_notes: Addresses
    drawings: Drawings
    page: Any


def package(document: Document, parts: Parts) -> bytes:
    """A .docx file of `parts`, with what `document` says of itself as properties."""
    import docx

    file = docx.Document()
    _clear(file)
    main = file.part
    _replace(main._styles_part, parts.styles)  # noqa: SLF001 -- the part has no public name
    references = (
        _running(main, "header", 1, "default", parts.header)
        + _running(main, "header", 2, "first", parts.first_header)
        + _running(main, "footer", 1, "default", parts.footer)
        + _running(main, "footer", 2, "first", parts.footer)
    )
    _replace(main, root("document", tag("body", parts.body + parts.page(start=references))))
    _link(main, parts.addresses)
    _draw(main, parts.drawings)
    if parts.notes:
        written = root("footnotes", _LINES_ABOVE_NOTES + "".join(parts.notes))
        notes, _ = _add(main, "footnotes", "footnotes", written)
        _link(notes, parts.addresses_of_notes)
    _describe(file.core_properties, document)
    return _repeatable(file)


def _clear(file: Any) -> None:
    from docx.oxml.ns import qn

    for owner in (file.part.package, file.part):
        for name in [name for name, rel in owner.rels.items() if rel.reltype.endswith(_NEEDLESS)]:
            del owner.rels[name]
    for mode in file.settings.element.xpath('.//w:compatSetting[@w:name="compatibilityMode"]'):
        mode.set(qn("w:val"), PRESENT_WORD)


def _replace(part: Any, xml: str) -> None:
    """As a whole: elements that move from one tree to another are slow."""
    from docx.oxml import parse_xml

    part._element = parse_xml(xml)  # noqa: SLF001 -- there is no other way to give a part its content


def _running(main: Any, kind: str, number: int, pages: str, xml: str) -> str:
    """Adds a header or footer; the reference with which the section names it."""
    element = {"header": "hdr", "footer": "ftr"}[kind]
    _, relation = _add(main, kind, f"{kind}{number}", root(element, xml))
    return f'<w:{kind}Reference w:type="{pages}" r:id="{relation}"/>'


def _add(main: Any, kind: str, name: str, xml: str) -> tuple[Any, str]:
    """A new part of the package, and the name of its relationship to the main one."""
    declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml
    part = _part(main, f"/word/{name}.xml", f"{_WORD}.{kind}+xml", declared.encode())
    return part, main.relate_to(part, f"{_OFFICE}/{kind}")


def _part(main: Any, name: str, media_type: str, content: bytes) -> Any:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    return Part(PackURI(name), media_type, content, main.package)


def _link(part: Any, addresses: Addresses) -> None:
    for address, name in addresses.found.items():
        part.rels.add_relationship(f"{_OFFICE}/hyperlink", address, name, is_external=True)


def _draw(main: Any, drawings: Drawings) -> None:
    """The mark, the charts and the pictures, under the names by which the text shows them."""
    image = _part(main, "/word/media/mark.png", "image/png", mark.picture())
    main.rels.add_relationship(f"{_OFFICE}/image", image, mark.RELATION)
    for number, xml in enumerate(drawings.charts, 1):
        chart = _part(main, f"/word/charts/chart{number}.xml", _CHART, xml.encode())
        main.rels.add_relationship(f"{_OFFICE}/chart", chart, f"chart{number}")
    for name, asset in drawings.pictures.items():
        picture = _part(main, f"/word/media/{name}", asset.media_type, asset.data)
        main.rels.add_relationship(f"{_OFFICE}/image", picture, relation(name))


def _describe(properties: Any, document: Document) -> None:
    """No date: the same document is the same file whenever it is made."""
    del properties._element[:]  # noqa: SLF001 -- there is no method to leave a property out
    values = {
        "title": document.title,
        "subject": document.subtitle,
        "author": document.masthead.organization,
        "language": document.language,
        "comments": document.description,
        "identifier": document.masthead.symbol,
    }
    for name, value in values.items():
        if value:
            setattr(properties, name, clean(value)[:LONGEST_PROPERTY])


def _repeatable(file: Any) -> bytes:
    made, fixed = BytesIO(), BytesIO()
    file.save(made)
    with ZipFile(made) as source, ZipFile(fixed, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            info = ZipInfo(entry.filename, EPOCH)
            info.compress_type, info.create_system = ZIP_DEFLATED, 3
            target.writestr(info, source.read(entry))
    return fixed.getvalue()
