"""Compile print HTML to PDF: start the child, listen to it, end it in time."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import IO, Any, Literal, TypeAlias, cast

from . import native

MEBIBYTE = 1024 * 1024
#: Both are PDF/UA-1; the second is PDF/A-3a, too.
Variant: TypeAlias = Literal["pdf/ua-1", "pdf/a-3a"]
ENGINE_START = 8
LAYOUT_SHARE = 70
WRITING = 85
PAGES_AT_HALF = 40
LEAVE_SECONDS = 5.0
TICK = 3.0


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` of wall time, `cpu` seconds of processor time, `memory` and `file_size` in bytes."""

    seconds: float = 90
    cpu: int = 90
    memory: int = 1024 * MEBIBYTE
    file_size: int = 100 * MEBIBYTE


USUAL = Limits()


@dataclass(frozen=True, slots=True)
class Progress:
    """`percent` 0 to 100, `page` the page being laid out (0 outside the layout)."""

    percent: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """What a process does, for whoever reads why it failed."""

    doing: str
    does: str
    refused: str
    hint: str = ""


SETTING = Words(
    doing="Setting the pages",
    does="sets the pages",
    refused="The content cannot be set as pages",
    hint="; the document may be too long or hold a faulty table",
)


class PdfError(Exception):
    """The PDF could not be made; the message says why, in words for the person who asked for it."""


class EngineMissing(PdfError):
    pass


class TooLong(PdfError):
    pass


class TooMuchMemory(PdfError):
    pass


class Refused(PdfError):
    """The content cannot be laid out."""


class Crashed(PdfError):
    """The process died; nothing is known but its signal or exit code."""


def compile_pdf(
    html: str,
    *,
    variant: Variant = "pdf/ua-1",
    limits: Limits = USUAL,
    on_progress: Callable[[Progress], None] = lambda progress: None,
    var: Path = native.ROOT / "var",
) -> bytes:
    """Print HTML as PDF/UA-1, or as the `variant` that is PDF/A-3a as well.

    `on_progress` is called whenever the child says how far it is, and every three seconds while it is silent.
    `var` holds the font cache.
    Raises EngineMissing, TooLong, TooMuchMemory, Refused or Crashed, never anything the HTML provokes.
    """
    with tempfile.TemporaryDirectory(prefix="pdf-") as name:
        folder = Path(name)
        (folder / "document.html").write_text(html, encoding="utf-8", errors="replace")
        attend("outputs.pdf.child", [folder, variant], SETTING, folder, limits, var, on_progress)
        return (folder / "document.pdf").read_bytes()


def attend(
    module: str,
    arguments: Sequence[object],
    words: Words,
    folder: Path,
    limits: Limits,
    var: Path,
    on_progress: Callable[[Progress], None],
) -> None:
    """Runs `module` on `arguments` and the three limits in a process of its own, which works in `folder`.

    `on_progress` is called as by `compile_pdf`; what it raises ends the process. Raises PdfError in `words`.
    """
    numbers = (limits.memory, limits.cpu, limits.file_size)
    with _start([module, *map(str, (*arguments, *numbers))], folder, var) as child:
        grace = 0.0
        try:
            said = _listen(child, time.monotonic() + limits.seconds, on_progress)
            grace = 0.0 if said is None else LEAVE_SECONDS
        finally:
            _end(child, grace)
    if said is None:
        raise TooLong(f"{words.doing} took longer than allowed{words.hint}.")
    if child.returncode:
        raise _error(words, folder, child.returncode, said, limits)


def _start(command: list[str], folder: Path, var: Path) -> subprocess.Popen[bytes]:
    with (folder / "errors.txt").open("wb") as errors:
        return subprocess.Popen(
            [sys.executable, "-m", *command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors,
            env=environment(folder, var), cwd=folder, start_new_session=True,
        )  # fmt: skip


def environment(home: Path, var: Path) -> dict[str, str]:
    """What the child knows of ours, and no secret: a path, a language, the fonts."""
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "TMPDIR": str(home),
        "HOME": str(home),
        "PYTHONPATH": str(native.ROOT),
        **native.font_environment(var),
    }


def _listen(
    child: subprocess.Popen[bytes], deadline: float, on_progress: Callable[[Progress], None]
) -> dict[str, Any] | None:
    """Pass the child's progress on until it hangs up; all it said, None where that takes too long."""
    pipe, said, rest = cast(IO[bytes], child.stdout).fileno(), dict[str, Any](), b""
    last = Progress(1)
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while (left := deadline - time.monotonic()) > 0:
            if not selector.select(min(left, TICK)):
                on_progress(last)
                continue
            if not (chunk := os.read(pipe, 65536)):
                return said
            *lines, rest = (rest[-65536:] + chunk).split(b"\n")
            for line in map(_read, lines):
                said |= line
                if "step" in line:
                    on_progress(last := _progress(said, last.percent))
    return None


def _read(line: bytes) -> dict[str, Any]:
    with suppress(ValueError):
        if isinstance(said := json.loads(line), dict):
            return said
    return {}


def _progress(said: dict[str, Any], before: int) -> Progress:
    """How far the whole is, never less than `before`: pages may be laid out again.

    Of what is set in gatherings, some are `done` and one is a `share`, both in percent.
    """
    percent = _percent(said["step"], said["page"])
    return Progress(max(before, said.get("done", 0) + percent * said.get("share", 100) // 100), said["page"])


def _percent(step: int, page: int) -> int:
    """WeasyPrint's seven steps; the number of pages is not known before the last one is laid out."""
    if step < 5:
        return ENGINE_START + step
    if step == 5:
        return round(12 + LAYOUT_SHARE * (1 - exp(-page / PAGES_AT_HALF)))
    return WRITING + 5 * (step - 6)


def _end(child: subprocess.Popen[bytes], grace: float) -> None:
    """Wait `grace` seconds for the child to leave by itself, then kill it with all it started."""
    with suppress(subprocess.TimeoutExpired):
        child.wait(timeout=grace)
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _error(words: Words, folder: Path, code: int, said: dict[str, Any], limits: Limits) -> PdfError:
    last = (folder / "errors.txt").read_text(errors="replace").strip().splitlines()[-1:]
    kind, message = said.get("error", ""), said.get("message", "".join(last))
    if code == -signal.SIGXCPU:
        return TooLong(f"{words.doing} took more processor time than allowed.")
    if kind == "missing":
        return EngineMissing(message)
    if kind == "memory":
        return TooMuchMemory(f"{words.doing} needed more than {limits.memory // MEBIBYTE} MB of memory.")
    if kind == "refused":
        return Refused(f"{words.refused} ({message}).")
    return Crashed(f"The process that {words.does} ended unexpectedly (code {code}). {message}".strip())
