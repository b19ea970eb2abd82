"""What the child gives up before it reads a byte that somebody else wrote.

Two walls, since either alone may be missing: the kernel takes the network away where it lets an ordinary process
make namespaces, and an audit hook (PEP 578) refuses sockets, programs and files outside a list in every case.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000
PR_SET_PDEATHSIG = 1
REFUSED = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.rename", "os.chmod", "os.chown",
    "os.link", "os.symlink", "os.truncate", "urllib.", "ftplib.", "smtplib.", "ctypes.dlopen",
)  # fmt: skip
LOOKING = ("os.listdir", "os.scandir")
CHANGING = ("os.mkdir", "os.remove", "os.rmdir")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def leave_network() -> bool:
    """Move to an empty network namespace; false where the kernel does not allow it.

    Must run while the process has one thread (unshare(2), CLONE_NEWUSER).
    """
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    if libc.unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0:
        return False
    for name, line in (("uid_map", f"{user} {user} 1"), ("setgroups", "deny"), ("gid_map", f"{group} {group} 1")):
        Path("/proc/self", name).write_text(line)
    return True


def die_with_parent() -> None:
    """Be killed when the worker that waits for us is (prctl(2), PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def limit(*, memory: int, cpu: int, file_size: int) -> None:
    """Bound the address space and each file in bytes, the processor time in seconds."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def lock(*, read: list[Path], write: list[Path]) -> None:
    """From now on refuse sockets, programs and every file outside the given folders. Cannot be undone."""
    readable = tuple(f"{os.path.realpath(path)}/" for path in (*read, *write))
    writable = tuple(f"{os.path.realpath(path)}/" for path in write)

    def guard(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(REFUSED):
            raise PermissionError(f"refused: {event}")
        if event == "open":
            _check(arguments[0], -1, writable if arguments[2] & WRITING else readable)
        elif event in LOOKING:
            _check(arguments[0], -1, readable)
        elif event in CHANGING:
            _check(arguments[0], arguments[-1], writable)

    sys.addaudithook(guard)


def _check(name: Any, folder: int, allowed: tuple[str, ...]) -> None:
    """`name` is a path, relative to the open `folder` unless that is -1; a file already open is no new one."""
    if isinstance(name, int):
        return
    base = Path(f"/proc/self/fd/{folder}" if folder >= 0 else "").resolve()
    path = (base / os.fsdecode(name or ".")).resolve()
    if not f"{path}/".startswith(allowed):
        raise PermissionError(f"refused: {path}")
