"""The child: takes a file as its standard input, answers one line of JSON, and may do nothing else."""

import json
import logging
import sys
import warnings
from typing import BinaryIO

from cms.inspection import office
from cms.inspection.child import OLE, likely, limit
from cms.inspection.findings import Refused
from sessions.exchange.document import Unreadable
from sessions.exchange.formats import FORMATS

SPREADSHEET = {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx"}
#: What is certainly no text, though it might be decoded as some.
BINARY = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"MZ", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"\x7fELF")


def main() -> None:
    limit()
    logging.disable()
    warnings.simplefilter("ignore")
    print(json.dumps(answer(sys.stdin.buffer)))  # noqa: T201 -- the answer


def answer(file: BinaryIO) -> dict[str, object]:
    try:
        return {"document": read(file)}
    except (Refused, Unreadable) as refused:
        return {"refused": refused.code, "detail": refused.detail}
    except (MemoryError, RecursionError):
        return {"refused": "too_complex", "detail": ""}
    except Exception:  # noqa: BLE001 -- whatever a parser stumbles over, the file is not sound
        return {"refused": "damaged", "detail": ""}


def read(file: BinaryIO) -> dict[str, object]:
    """What is in the file. Raises Refused and Unreadable."""
    _check(file)
    for each in FORMATS.values():
        file.seek(0)
        if each.recognises(file):
            file.seek(0)
            return each.read(file).to_json()
    raise Unreadable("unknown")


def _check(file: BinaryIO) -> None:
    head = file.read(4096)
    file.seek(0)
    if head.startswith(OLE):
        raise Refused("old_office")
    if head.startswith(b"PK\x03\x04"):
        office.examine(file, SPREADSHEET)
    elif head.startswith(BINARY):
        raise Refused("kind", likely(head))
