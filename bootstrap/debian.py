"""Debian packages: installed by root, unpacked under .vendor/root (with apt's state there) by anyone else."""

import ctypes
import os
import shutil
from pathlib import Path

from bootstrap.report import ROOT, run

VENDOR = ROOT / ".vendor"
PANGO = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
#: The shell is Chromium without a window: the browser tests take two thirds of the time.
BROWSER = {"chromium-headless-shell": "chromium-headless-shell", "pdfinfo": "poppler-utils"}
PIP = "python3-pip-whl"


def available() -> bool:
    return bool(shutil.which("apt-get") and shutil.which("dpkg"))


def is_root() -> bool:
    return os.geteuid() == 0


def missing_pango() -> list[str]:
    return [deb for library, deb in PANGO.items() if not (loads(library) or unpacked(f"usr/lib/*/{library}"))]


def missing_browser() -> list[str]:
    return [deb for program, deb in BROWSER.items() if not shutil.which(program)]


def pip_wheel() -> Path | None:
    pattern = "usr/share/python-wheels/pip-*.whl"
    return next(iter([*Path("/").glob(pattern), *unpacked(pattern)]), None)


def loads(library: str) -> bool:
    try:
        return bool(ctypes.CDLL(library))
    except OSError:
        return False


def unpacked(pattern: str) -> list[Path]:
    return list((VENDOR / "root").glob(pattern))


def provide(names: list[str]) -> None:
    apt("update")
    if is_root():
        apt("-o", "DPkg::Lock::Timeout=120", "install", "-y", "--no-install-recommends", *names)
    else:
        unpack(names)


def unpack(names: list[str]) -> None:
    folder = VENDOR / "debs"
    folder.mkdir(parents=True, exist_ok=True)
    plan = apt("-s", "--no-install-recommends", "install", *names)
    apt("download", *(line.split()[1] for line in plan.splitlines() if line.startswith("Inst ")), cwd=folder)
    for deb in folder.glob("*.deb"):
        run(["dpkg", "-x", deb, VENDOR / "root"], otherwise=f"{deb} is damaged; remove .vendor and start again.")
    shutil.rmtree(folder)
    shutil.rmtree(VENDOR / "apt")  # its lists are ten times as large as what was wanted


def apt(*arguments: str, cwd: Path = ROOT) -> str:
    command = ["apt-get", "-qq", *([] if is_root() else private_state()), *arguments]
    hint = "apt-get cannot fetch packages; check the network and this machine's package sources."
    return run(command, otherwise=hint, cwd=cwd, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


def private_state() -> list[str]:
    state, cache = VENDOR / "apt/state", VENDOR / "apt/cache"
    (state / "lists/partial").mkdir(parents=True, exist_ok=True)
    (cache / "archives/partial").mkdir(parents=True, exist_ok=True)
    places = [f"Dir::State={state}", f"Dir::Cache={cache}", "Dir::State::status=/var/lib/dpkg/status"]
    return [word for place in (*places, "Debug::NoLocking=1", "APT::Sandbox::User=") for word in ("-o", place)]
