"""What a command needs before it starts: first the checks, then the steps, each with its time."""

import importlib.util
import os
import shutil
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bootstrap import debian, packages
from bootstrap.packages import PYTHON
from bootstrap.report import ROOT, CannotContinue, step

__all__ = ["PYTHON", "ROOT", "CannotContinue", "set_up"]


def set_up(command: str) -> None:
    lock = packages.DEVELOPMENT if command in {"test", "bench"} else packages.RUNTIME
    check_machine()
    if command in {"demo", "serve"}:
        check_port(os.environ.get("PORT", "8000"))
    if not packages.installed(lock):
        check_installable(lock)
    provide(lock, wanted_browser() if command == "test" else [])


def check_machine() -> None:
    for module in ("_sqlite3", "_ssl", "zlib"):
        if not importlib.util.find_spec(module):
            raise CannotContinue(f"this Python was built without {module}; use your system's python3.")
    if not os.access(ROOT, os.W_OK):
        raise CannotContinue(f"{ROOT} cannot be written to; copy the project to a folder of your own.")
    if debian.missing_pango() and not debian.available():
        raise CannotContinue("PDF needs Pango and there is no apt-get here; install Pango 1.44 or newer and HarfBuzz.")


def check_port(port: str) -> None:
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise CannotContinue(f"PORT must be a number from 1 to 65535, not {port}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as error:
            raise CannotContinue(f"port {port} cannot be had; choose another, as in PORT=8001.") from error


def check_installable(lock: Path) -> None:
    needed = packages.MEGABYTES[lock]
    if shutil.disk_usage(ROOT).free < needed << 20:
        raise CannotContinue(f"{ROOT} needs {needed} MB free; make room or copy the project elsewhere.")
    if not (packages.way_to_uv() or debian.available()):
        raise CannotContinue("neither uv, pip nor ensurepip is here; install uv or python3-venv.")


def wanted_browser() -> list[str]:
    missing = debian.missing_browser()
    if missing and not (debian.is_root() and debian.available()):
        print(f"Browser tests cannot run: as root, apt-get install --no-install-recommends {' '.join(missing)}")
        return []
    return missing


def provide(lock: Path, browser: list[str]) -> None:
    """Python packages here, and what Debian packages are missing on another thread."""
    if not (packages.installed(lock) or packages.way_to_uv()):
        with step("pip, to get uv with"):
            debian.provide([debian.PIP])
    with ThreadPoolExecutor(1) as beside:
        libraries = beside.submit(provide_libraries, browser)
        if not packages.installed(lock):
            packages.install(lock)
        libraries.result()


def provide_libraries(browser: list[str]) -> None:
    if pango := debian.missing_pango():
        with step("Pango, for PDF"):
            debian.provide(pango)
    if browser:
        with step("Chromium and poppler-utils, for the browser tests"):
            debian.provide(browser)
