"""Looks into a Word, PowerPoint, Excel or OpenDocument file: a ZIP of XML parts, none of which is unpacked to disk."""

import re
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from cms.inspection.findings import Refused

MOST_PARTS = 5000
MOST_UNPACKED_BYTES = 150 * 1024 * 1024
CHUNK = 64 * 1024
ODT = b"application/vnd.oasis.opendocument.text"
MAIN_PARTS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": "pptx",
    "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml": "pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}
MACRO_PART = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml)$|^(Basic|Scripts)/", re.IGNORECASE)
REMOTE = re.compile(r"^\s*(https?:|ftp:|\\\\|file://[^/])", re.IGNORECASE)


def examine(file: BinaryIO, main_parts: dict[str, str] = MAIN_PARTS) -> tuple[str, tuple[str, ...]]:
    """The name of the format and codes of warnings; `main_parts` are the contents wanted. Raises Refused."""
    with zipfile.ZipFile(file) as archive:
        _check_parts(archive.infolist())
        _check_real_sizes(archive)
        name = _format(archive, main_parts)
        warnings = {code for part in archive.namelist() for code in _check_part(archive, part)}
    return name, tuple(sorted(warnings))


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS:
        raise Refused("too_many_parts")
    if sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise Refused("bomb")
    if len({name.lower() for name in names}) != len(names) or any(map(_is_strange, names)):
        raise Refused("strange_parts")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("encrypted")
    if any(MACRO_PART.search(name) for name in names):
        raise Refused("macros")


def _is_strange(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _check_real_sizes(archive: zipfile.ZipFile) -> None:
    """Counted, since what a part declares of its size may be a lie."""
    total = 0
    for part in archive.infolist():
        with archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                total += len(chunk)
                if total > MOST_UNPACKED_BYTES:
                    raise Refused("bomb")


def _format(archive: zipfile.ZipFile, main_parts: dict[str, str]) -> str:
    names = set(archive.namelist())
    if "mimetype" in names:
        return _open_document(archive)
    if "[Content_Types].xml" not in names:
        raise Refused("kind", ".zip")
    for part, kind in _overrides(archive):
        if "macroEnabled" in kind or "vbaProject" in kind:
            raise Refused("macros")
        if kind in main_parts:
            if part not in names:
                raise Refused("damaged")
            return main_parts[kind]
    raise Refused("unknown")


def _open_document(archive: zipfile.ZipFile) -> str:
    if archive.read("mimetype").strip() != ODT:
        raise Refused("unknown")
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Refused("encrypted")
    archive.getinfo("content.xml")
    return "odt"


def _overrides(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Parts with their content types; those with macros first, so that they are not overlooked."""
    elements = _elements(archive, "[Content_Types].xml")
    found = [(each.get("PartName", "").lstrip("/"), each.get("ContentType", "")) for each in elements]
    return sorted(found, key=lambda pair: "macro" not in pair[1].lower() and "vba" not in pair[1].lower())


def _check_part(archive: zipfile.ZipFile, part: str) -> list[str]:
    """Every XML part is read to its end: it must be well formed and define no entities. Codes of warnings."""
    if part.endswith(".rels"):
        return [code for each in _elements(archive, part) if (code := _judge_link(dict(each.attrib)))]
    if part.endswith(".xml"):
        for _ in _elements(archive, part):
            pass
    return []


def _judge_link(link: dict) -> str:
    kind = link.get("Type", "")
    if link.get("TargetMode") != "External" or not REMOTE.match(link.get("Target", "")):
        return ""
    if kind.endswith("/attachedTemplate"):
        return "remote_template"
    return "" if kind.endswith("/hyperlink") else "remote_content"


def _elements(archive: zipfile.ZipFile, part: str) -> Iterator[Any]:
    """The elements of a part one after the other, each forgotten after its use. Raises Refused for a DTD."""
    from lxml import etree

    with archive.open(part) as stream:
        reading = etree.iterparse(
            stream, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
        )
        first = True
        for event, element in reading:
            if first and element.getroottree().docinfo.internalDTD is not None:
                raise Refused("foreign_entities")
            first = False
            if event == "end":
                yield element
                element.clear()
                while element.getprevious() is not None and element.getparent() is not None:
                    del element.getparent()[0]
