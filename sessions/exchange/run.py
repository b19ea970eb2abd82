"""The door to reading: Django's side of it."""

from django.core.exceptions import ValidationError
from django.core.files.base import File

from cms.inspection.findings import Refused
from cms.inspection.run import ask_child, check_size
from sessions.exchange.document import Document
from sessions.exchange.words import REFUSALS

CHILD = "sessions.exchange.child"
MOST_BYTES = 5 * 1024 * 1024
ENDINGS = {"csv": (".csv", ".txt", ".tsv"), "xlsx": (".xlsx",), "frab": (".json",), "indico": (".json",)}


def read_document(upload: File) -> Document:
    """The rows of `upload`, whatever its format. Raises ValidationError with the reason in words."""
    try:
        check_size(upload, MOST_BYTES)
        document = Document.from_json(ask_child(upload, CHILD)["document"])
        _check_promise(upload.name or "", document.format)
    except Refused as refused:
        words = REFUSALS.get(refused.code, REFUSALS["damaged"])
        raise ValidationError(words, code=refused.code, params={"detail": refused.detail}) from None
    return document


def _check_promise(name: str, format: str) -> None:
    """A spreadsheet named .csv, a page named .xlsx: somebody chose the wrong file, or was given one."""
    ending = f".{name.lower().rpartition('.')[2]}" if "." in name else ""
    if ending in {each for endings in ENDINGS.values() for each in endings} - set(ENDINGS[format]):
        raise Refused("disguised", format.upper() if format in {"csv", "xlsx"} else "JSON")
    if ending in {".xls", ".xlsm", ".xlsb", ".ods"}:
        raise Refused("kind", ending)
