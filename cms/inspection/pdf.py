"""Looks into a PDF without drawing it: can it be opened by anybody, and does it only show pages?"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from cms.inspection.findings import Refused

MOST_OBJECTS = 400_000
TAIL_BYTES = 2048
SCRIPT_KEYS = {"/JS", "/JavaScript", "/XFA", "/RichMediaContent"}
ATTACHMENT_KEYS = {"/EF", "/EmbeddedFiles"}
SCRIPT_ACTIONS = {"/JavaScript", "/Rendition"}


def examine(file: BinaryIO) -> tuple[tuple[str, ...], int]:
    """Codes of warnings, and the number of pages. Raises Refused."""
    from pypdf import PdfReader

    _check_end(file)
    reader = PdfReader(file, strict=False)
    if reader.is_encrypted:
        raise Refused("encrypted")
    if not len(reader.pages) or not reader.pages[0].mediabox:
        raise Refused("damaged")
    return tuple(sorted({code for node in _dictionaries(reader) if (code := _judge(node))})), len(reader.pages)


def _check_end(file: BinaryIO) -> None:
    """A transfer that broke off leaves no end mark, though a lenient reader would still find pages."""
    file.seek(0, 2)
    file.seek(max(0, file.tell() - TAIL_BYTES))
    if b"%%EOF" not in file.read():
        raise Refused("damaged")
    file.seek(0)


def _judge(node: dict) -> str:
    """The code of a warning about one dictionary, or nothing. Raises Refused."""
    keys, action = set(node), _text(node, "/S")
    if keys & SCRIPT_KEYS or action in SCRIPT_ACTIONS:
        raise Refused("script")
    if action == "/Launch":
        raise Refused("launch")
    if keys & ATTACHMENT_KEYS or _text(node, "/Type") == "/EmbeddedFile" or action == "/GoToE":
        raise Refused("attachment")
    is_local = action == "/GoToR" or (action == "/URI" and _text(node, "/URI").strip().lower().startswith("file:"))
    return "local_link" if is_local else ""


def _text(node: dict, key: str) -> str:
    """The name or string under `key`, also where it is kept as an object of its own."""
    value = dict.get(node, key)
    return str(_resolve(value)) if hasattr(value, "get_object") else str(value or "")


def _dictionaries(reader: Any) -> Iterator[dict]:
    """Every dictionary of every object that the file's tables name, whether or not a page leads there."""
    from pypdf.generic import IndirectObject

    seen = 0
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    for number in numbers:
        heap = [_resolve(IndirectObject(number, _generation(reader, number), reader))]
        while heap:
            seen += 1
            if seen > MOST_OBJECTS:
                raise Refused("too_complex")
            node = heap.pop()
            if isinstance(node, dict):
                yield node
                heap.extend(dict.values(node))  # dict's own: pypdf's would follow references, and cycles
            elif isinstance(node, list):
                heap.extend(list.__iter__(node))


def _generation(reader: Any, number: int) -> int:
    return next((generation for generation, table in reader.xref.items() if number in table), 0)


def _resolve(reference: Any) -> Any:
    """The object, or nothing where the file names one that cannot be read: a reader would show nothing either."""
    from pypdf.errors import PdfReadError

    try:
        return reference.get_object()
    except (PdfReadError, ValueError, KeyError, TypeError, AttributeError):
        return None
