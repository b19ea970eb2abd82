"""The process that is ready to set single pages at once: `python -m outputs.pdf.helper`.

It has WeasyPrint and the fonts loaded, and never reads a byte that somebody else wrote: for each order, a line of JSON
on standard input, it forks a child that gives up what `child` gives up, sets the pages and draws them. Orders name a
folder with document.html; the child writes 1.png, 2.png there. Each is answered by a line on standard output:
{"pages"}, or {"error", "message"}. It leaves when nobody asks for IDLE seconds, or when the one who started it is gone.
"""

from __future__ import annotations

import importlib
import json
import logging
import os
import select
import signal
import sys
import time
from io import BytesIO
from pathlib import Path
from typing import Any

from . import native, sandbox
from .child import fetcher, prepare, readable, tell
from .stamp import stamp

IDLE = 600
WARMING = '<html lang="en"><p>a <b>b</b> <i>c</i> 1</p><p lang="ar">ا</p></html>'


def main() -> None:
    sandbox.leave_network()
    try:
        native.load()
    except native.EngineMissing as error:
        tell(error="missing", message=str(error))
        return
    prepare()
    importlib.import_module("pikepdf")
    logging.disable()
    draw(set_pages(WARMING), 1, 100)
    tell(ready=True)
    while line := _next_line():
        tell(**obey(json.loads(line)))


def _next_line() -> bytes:
    ready, _writable, _broken = select.select([sys.stdin.buffer], [], [], IDLE)
    return sys.stdin.buffer.readline() if ready else b""


def obey(order: dict[str, Any]) -> dict[str, Any]:
    """What the child said, or why it said nothing."""
    reading, writing = os.pipe()
    if (pid := os.fork()) == 0:
        os.close(reading)
        _work(order, writing)
    os.close(writing)
    said = _listen(reading, time.monotonic() + order["seconds"])
    os.close(reading)
    os.kill(pid, signal.SIGKILL)
    _pid, status = os.waitpid(pid, 0)
    if said is None:
        return {"error": "slow", "message": ""}
    answer: dict[str, Any] = json.loads(said or b"{}")
    return answer or {"error": "died", "message": str(os.waitstatus_to_exitcode(status))}


def _listen(pipe: int, deadline: float) -> bytes | None:
    """All that is said until the other end is closed; None where that takes too long."""
    said = b""
    while (left := deadline - time.monotonic()) > 0:
        if select.select([pipe], [], [], left)[0]:
            if not (chunk := os.read(pipe, 65536)):
                return said
            said += chunk
    return None


def _work(order: dict[str, Any], pipe: int) -> None:
    """In the child; never returns."""
    folder, answer = Path(order["folder"]), dict[str, Any]()
    try:
        sandbox.die_with_parent()
        sandbox.limit(memory=order["memory"], cpu=order["cpu"], file_size=order["file_size"])
        mark = Path(order["mark"]).read_bytes() if order["mark"] else b""
        sandbox.lock(read=readable(), write=[folder])
        data = set_pages((folder / "document.html").read_text())
        pictures = draw(stamp(data, mark) if mark else data, order["pages"], order["width"])
        for number, picture in enumerate(pictures, 1):
            (folder / f"{number}.png").write_bytes(picture)
        answer = {"pages": len(pictures)}
    except MemoryError:
        answer = {"error": "memory", "message": "out of memory"}
    except BaseException as error:  # noqa: BLE001 -- whatever a hostile page provokes, the parent is told in words
        answer = {"error": "refused", "message": f"{type(error).__name__}: {error}"[:500]}
    finally:
        os.write(pipe, json.dumps(answer).encode())
        os._exit(0)


def set_pages(html: str) -> bytes:
    from weasyprint import HTML

    data: bytes = HTML(string=html, base_url="about:blank", url_fetcher=fetcher()).write_pdf()
    return data


def draw(data: bytes, most: int, width: int) -> list[bytes]:
    """The first pages as PNG, `width` pixels wide."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    pictures = []
    for number in range(min(most, len(document))):
        target = BytesIO()
        picture = document[number].render(scale=width / document[number].get_size()[0]).to_pil()
        picture.save(target, "PNG", compress_level=1)
        pictures.append(target.getvalue())
    return pictures


if __name__ == "__main__":
    main()
