"""The virus scanner that settings name: clamd, by its INSTREAM command (clamd(8)). Without the setting, none."""

import re
import socket
import struct

from django.conf import settings
from django.core.files.base import File

from cms.inspection.findings import Refused

UNSCANNED, VIRUS = "unscanned", "virus"
SECONDS = 30
CHUNK = 64 * 1024
FOUND = re.compile(r"stream: (.+) FOUND")


def is_clean(upload: File, *, may_wait: bool) -> bool:
    """False where a file that `may_wait` could not be scanned yet. Raises Refused as `scan` does."""
    try:
        scan(upload)
    except Refused as refused:
        if may_wait and refused.code == UNSCANNED:
            return False
        raise
    return True


def scan(upload: File) -> None:
    """Raises Refused where clamd finds something, and where it does not answer: nothing passes unseen."""
    if not settings.CLAMD_ADDRESS:
        return
    try:
        answer = _ask(upload)
    except OSError:
        raise Refused(UNSCANNED) from None
    if found := FOUND.search(answer):
        raise Refused(VIRUS, found[1])
    if answer != "stream: OK":
        raise Refused(UNSCANNED)


def _ask(upload: File) -> str:
    upload.seek(0)
    with _connect(settings.CLAMD_ADDRESS) as clamd:
        clamd.sendall(b"zINSTREAM\0")
        for chunk in upload.chunks(CHUNK):
            clamd.sendall(struct.pack("!L", len(chunk)) + chunk)
        clamd.sendall(struct.pack("!L", 0))
        answer = clamd.makefile("rb").read(1000)
    upload.seek(0)
    return answer.rstrip(b"\0\n").decode(errors="replace")


def _connect(address: str) -> socket.socket:
    """`address` is the path of a socket, or HOST:PORT."""
    if not address.startswith("/"):
        host, _, port = address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=SECONDS)
    clamd = socket.socket(socket.AF_UNIX)
    clamd.settimeout(SECONDS)
    clamd.connect(address)
    return clamd
