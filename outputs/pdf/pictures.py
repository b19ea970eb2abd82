"""Print HTML as pictures of its first pages, at once: by a helper that waits ready, one for each process that asks.

The web process itself neither sets nor draws anything; see `helper` for what the child may do.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from . import native
from .run import MEBIBYTE, Crashed, EngineMissing, Limits, PdfError, Refused, TooLong, TooMuchMemory, environment

#: A preview is a few pages: what costs more is not waited for.
LIMITS = Limits(seconds=8, cpu=8, memory=1024 * MEBIBYTE, file_size=20 * MEBIBYTE)
START_SECONDS = 30.0
PATIENCE = 10.0


def pictures_of(
    html: str, *, mark: Path | None = None, pages: int = 3, width: int = 800, limits: Limits = LIMITS, var: Path
) -> list[bytes]:
    """The first `pages` of print HTML as PNG files, `width` pixels wide; `mark` is a PDF to stand behind each.

    `var` holds the font cache. Raises EngineMissing, TooLong, TooMuchMemory, Refused or Crashed.
    """
    with tempfile.TemporaryDirectory(prefix="preview-") as name:
        folder = Path(name)
        (folder / "document.html").write_text(html, encoding="utf-8", errors="replace")
        order = {"folder": name, "mark": str(mark or ""), "pages": pages, "width": width}
        order |= {"seconds": limits.seconds, "cpu": limits.cpu, "memory": limits.memory, "file_size": limits.file_size}
        answer = HELPER.ask(order, limits.seconds, var)
        if "pages" not in answer:
            raise _error(answer, limits)
        return [(folder / f"{number}.png").read_bytes() for number in range(1, answer["pages"] + 1)]


def _error(answer: dict[str, Any], limits: Limits) -> PdfError:
    message = answer.get("message", "")
    match answer.get("error"):
        case "missing":
            return EngineMissing(message)
        case "memory":
            return TooMuchMemory(f"Setting the page needed more than {limits.memory // MEBIBYTE} MB of memory.")
        case "slow":
            return TooLong("Setting the page took longer than a preview may.")
        case "refused":
            return Refused(f"The content cannot be set as pages ({message}).")
    return Crashed(f"The process that sets the pages ended unexpectedly ({message}).")


@dataclass
class _Helper:
    """One order at a time; a helper that is gone is started anew."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    process: subprocess.Popen[bytes] | None = None
    owner: int = 0

    def ask(self, order: dict[str, Any], seconds: float, var: Path) -> dict[str, Any]:
        if not self.turn.acquire(timeout=PATIENCE):
            return {"error": "slow"}
        try:
            return self._ask(order, seconds, var)
        finally:
            self.turn.release()

    def _ask(self, order: dict[str, Any], seconds: float, var: Path) -> dict[str, Any]:
        for _attempt in range(2):
            if not self._is_ready():
                self._start(var)
                if "ready" not in (said := self._read(START_SECONDS)):
                    self.stop()
                    return said or {"error": "died", "message": "not ready"}
            with suppress(BrokenPipeError):
                self._write(order)
                if said := self._read(seconds + 2):
                    return said
            self.stop()
        return {"error": "died", "message": "twice"}

    def _is_ready(self) -> bool:
        return self.process is not None and self.owner == os.getpid() and self.process.poll() is None

    def _start(self, var: Path) -> None:
        self.stop()
        home = Path(tempfile.gettempdir())
        self.owner = os.getpid()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "outputs.pdf.helper"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=environment(home, var), cwd=native.ROOT, start_new_session=True,
        )  # fmt: skip

    def _write(self, order: dict[str, Any]) -> None:
        pipe = cast(IO[bytes], cast(Any, self.process).stdin)
        pipe.write(json.dumps(order).encode() + b"\n")
        pipe.flush()

    def _read(self, seconds: float) -> dict[str, Any]:
        """The next line of the helper; nothing where it is gone or silent."""
        pipe, line, deadline = cast(Any, self.process).stdout.fileno(), b"", time.monotonic() + seconds
        while not line.endswith(b"\n") and select.select([pipe], [], [], max(0, deadline - time.monotonic()))[0]:
            if not (chunk := os.read(pipe, 65536)):
                return {}
            line += chunk
        said: dict[str, Any] = json.loads(line) if line.endswith(b"\n") else {}
        return said

    def stop(self) -> None:
        """Ends the helper; the next order starts another."""
        process, self.process = self.process, None
        if process is not None and self.owner == os.getpid():
            process.kill()
            process.communicate()


HELPER = _Helper()
