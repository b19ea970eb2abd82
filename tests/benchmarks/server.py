"""The real web server on the load-size data, and the CPU that its processes and the database's used."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from tests.conftest import free_port

ROOT = Path(__file__).resolve().parents[2]
PAGE = os.sysconf("SC_PAGE_SIZE")


@contextmanager
def web_server(env: dict[str, str]) -> Iterator[tuple[str, int]]:
    """The address of two web workers, without the background worker, and the process id of their parent."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-c", "events_site/gunicorn.py"]
    process = subprocess.Popen(command, cwd=ROOT, env=env | {"PORT": str(port)})
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(address)
        yield address, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def wait_until_ready(address: str, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=10).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"the server at {address} did not become ready")


def cpu_ms(parent: int) -> float:
    """Milliseconds of CPU, user and system, that the workers of `parent` and the database's backends used so far."""
    return sum(map(_milliseconds, children(parent))) + database_ms()


def database_ms() -> float:
    """Of that, what the database's backends used; none where it is SQLite, which works in our processes."""
    return sum(map(_milliseconds, postgres_backends())) if connection.vendor == "postgresql" else 0


def children(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
    return [int(pid) for pid in listed.split()]


def postgres_backends() -> list[int]:
    """Those that serve our database, and the workers that help them; what others do on this machine is not ours."""
    database = connection.settings_dict
    ours = re.compile(rf"postgres: (\S+: )?(parallel worker|{database['USER']} {re.escape(str(database['NAME']))}) ")
    return [int(path.name) for path in Path("/proc").glob("[0-9]*") if ours.match(_command(path))]


def memory_mib(parent: int) -> float:
    """Resident memory of the largest worker."""
    return max(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / 2**20 for pid in children(parent))


def _command(process: Path) -> str:
    try:
        return (process / "cmdline").read_text(encoding="utf-8", errors="replace")
    except OSError:  # it ended while we looked
        return ""


def _milliseconds(pid: int) -> float:
    """Of all threads of a process; the scheduler counts in nanoseconds."""
    return sum(map(_nanoseconds, Path(f"/proc/{pid}/task").glob("[0-9]*"))) / 1_000_000


def _nanoseconds(thread: Path) -> int:
    try:
        return int((thread / "schedstat").read_text(encoding="ascii").split()[0])
    except OSError:  # it ended while we looked
        return 0
