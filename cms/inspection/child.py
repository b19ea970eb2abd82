"""The child: takes the file as its standard input, answers one line of JSON, and may do nothing else."""

import json
import logging
import resource
import sys
from collections.abc import Callable
from typing import BinaryIO

from cms.inspection import office, pdf, picture, plain
from cms.inspection.findings import FORMATS, Finding, Refused

MEMORY_BYTES = 768 * 1024 * 1024
CPU_SECONDS = 15
OPEN_FILES = 64
PICTURES = {b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def main() -> None:
    serve(lambda file: told(examine(file)))


def serve(look: Callable[[BinaryIO], dict[str, object]]) -> None:
    """Answers once, with what `look` makes of the standard input."""
    limit()
    logging.disable()
    print(json.dumps(answer(sys.stdin.buffer, look)))  # noqa: T201 -- the answer


def limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def answer(file: BinaryIO, look: Callable[[BinaryIO], dict[str, object]]) -> dict[str, object]:
    try:
        return look(file)
    except Refused as refused:
        return {"refused": refused.code, "detail": refused.detail}
    except (MemoryError, RecursionError):
        return {"refused": "too_complex", "detail": ""}
    except Exception:  # noqa: BLE001 -- whatever a parser stumbles over, the file is not sound
        return {"refused": "damaged", "detail": ""}


def told(found: Finding) -> dict[str, object]:
    return {"format": found.format.name, "warnings": list(found.warnings), "pages": found.pages}


def examine(file: BinaryIO) -> Finding:
    """What the file is. Raises Refused."""
    head = file.read(4096)
    file.seek(0)
    if head.startswith(b"%PDF-"):
        return Finding(FORMATS["pdf"], *pdf.examine(file))
    if head.startswith(b"PK\x03\x04"):
        name, warnings = office.examine(file)
        return Finding(FORMATS[name], warnings)
    if name := next((name for mark, name in PICTURES.items() if head.startswith(mark)), ""):
        return Finding(FORMATS[name], picture.examine(file))
    if head.startswith(OLE):
        raise Refused("old_office")
    if guess := likely(head):
        raise Refused("kind", guess)
    plain.examine(file)
    return Finding(FORMATS["csv"])


def likely(head: bytes) -> str:
    """The usual ending of such a file, for the message only; empty where nothing is known."""
    import puremagic

    try:
        return puremagic.from_string(head)
    except (puremagic.PureError, ValueError):
        return ""
