"""The child that says whom a file names in its properties: what word processors write there without being asked."""

import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from cms.inspection import child

PARTS = ("docProps/core.xml", "meta.xml")
NAMING = {"creator", "lastModifiedBy", "initial-creator"}
MOST_BYTES = 1_000_000  # of properties; a file that has more is no work of a word processor


def main() -> None:
    child.serve(names)


def names(file: BinaryIO) -> dict[str, object]:
    head = file.read(4)
    file.seek(0)
    found = _pdf(file) if head == b"%PDF" else _office(file) if head == b"PK\x03\x04" else iter(())
    return {"names": sorted({" ".join(name.split())[:200] for name in found if name.strip()})}


def _pdf(file: BinaryIO) -> Iterator[str]:
    from pypdf import PdfReader

    reader = PdfReader(file, strict=False)
    yield str((reader.metadata or {}).get("/Author") or "")
    packet: Any = reader.xmp_metadata
    if packet:
        yield from map(str, packet.dc_creator or [])


def _office(file: BinaryIO) -> Iterator[str]:
    from lxml import etree

    with zipfile.ZipFile(file) as archive:
        for part in PARTS:
            if part not in archive.namelist() or archive.getinfo(part).file_size > MOST_BYTES:
                continue
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            for element in etree.fromstring(archive.read(part), parser).iter("{*}*"):
                if etree.QName(element).localname in NAMING:
                    yield element.text or ""
