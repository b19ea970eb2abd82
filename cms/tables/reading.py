"""The door to reading tables: Django's side of it."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File

from cms.inspection.findings import Refused
from cms.inspection.run import ask_child, check_size

from .parse import read_csv
from .table import Table, Unreadable
from .words import REFUSALS

CHILD = "cms.tables.child"
MOST_BYTES = 5 * 1024 * 1024
ENDINGS = {"csv": (".csv", ".txt", ".tsv"), "xlsx": (".xlsx",)}


def read_table(upload: File) -> Table:
    """The lines of `upload`, a CSV or a workbook of up to MOST_BYTES. Raises ValidationError with the reason."""
    try:
        check_size(upload, MOST_BYTES)
        table = Table.from_json(ask_child(upload, CHILD)["table"])
        _check_promise(upload.name or "", table.format)
    except Refused as refused:
        raise _refusal(refused.code, refused.detail) from None
    if not table.lines:
        raise _refusal("blank", "")
    return table


def read_pasted(text: str) -> Table:
    """The lines of what somebody copied out of a list. Raises ValidationError."""
    data = text.encode(errors="replace")
    try:
        check_size(ContentFile(data), MOST_BYTES)
        table = read_csv(data)
    except (Refused, Unreadable) as refused:
        raise _refusal(refused.code, refused.detail) from None
    if not table.lines:
        raise _refusal("blank", "")
    return table


def _refusal(code: str, detail: str) -> ValidationError:
    return ValidationError(REFUSALS.get(code, REFUSALS["damaged"]), code=code, params={"detail": detail})


def _check_promise(name: str, format: str) -> None:
    """A spreadsheet named .csv, a page named .xlsx: somebody chose the wrong file, or was given one."""
    ending = f".{name.lower().rpartition('.')[2]}" if "." in name else ""
    if ending in {each for endings in ENDINGS.values() for each in endings} - set(ENDINGS[format]):
        raise Refused("disguised", format.upper())
    if ending in {".xls", ".xlsm", ".xlsb", ".ods"}:
        raise Refused("kind", ending)
