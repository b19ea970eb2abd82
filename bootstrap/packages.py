"""Python packages: .venv filled by uv from a lock, and the ways to uv."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from configparser import RawConfigParser
from pathlib import Path

from bootstrap import debian
from bootstrap.report import ROOT, run, step

VENV = ROOT / ".venv"
PYTHON = VENV / "bin/python"
STAMP = VENV / "installed-from"
RUNTIME, DEVELOPMENT = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
MEGABYTES = {RUNTIME: 600, DEVELOPMENT: 2000}
#: What files that people send are read with, in processes that may write nothing; openpyxl takes numpy where it is.
READ_ONLY = ("PIL", "lxml", "numpy", "openpyxl", "puremagic", "pypdf", "pypdfium2")
NO_INDEX = "cannot be had; check the network, or the index-url in pip's configuration."


def installed(lock: Path) -> bool:
    """Whether .venv holds what this lock, or the development lock that includes it, asks for."""
    stamps = {fingerprint(lock), fingerprint(DEVELOPMENT)}
    return environment_fits() and STAMP.exists() and STAMP.read_text(encoding="ascii") in stamps


def install(lock: Path) -> None:
    with step("virtual environment and uv"):
        if not environment_fits():
            venv.EnvBuilder(with_pip=False, clear=True, symlinks=True).create(VENV)
        uv = working_uv() or install_uv()
    with step(f"Python packages of {lock.name}"):
        command = [uv, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", lock]
        run(command, otherwise=f"Python packages {NO_INDEX}", env=uv_environment())
        compile_ahead()
    STAMP.write_text(fingerprint(lock), encoding="ascii")


def compile_ahead() -> None:
    """Else each process that may write nothing would compile anew what it imports."""
    libraries = VENV / "lib" / "python{}.{}".format(*sys.version_info[:2]) / "site-packages"
    folders = [path for path in map(libraries.joinpath, READ_ONLY) if path.exists()]
    command = [PYTHON, "-m", "compileall", "-q", "-j", "0", *folders]
    run(command, otherwise="Python packages cannot be compiled; make room, or see to the rights on .venv.")


def environment_fits() -> bool:
    return PYTHON.exists() and (VENV / "lib" / "python{}.{}".format(*sys.version_info[:2])).is_dir()


def fingerprint(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def way_to_uv() -> bool:
    return bool(working_uv() or has("pip") or has("ensurepip") or debian.pip_wheel())


def working_uv() -> Path | None:
    candidates = [shutil.which("uv"), VENV / "bin/uv"]
    return next((Path(uv) for uv in candidates if uv and answers(uv)), None)


def answers(program: str | Path) -> bool:
    try:
        return subprocess.run([program, "--version"], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def install_uv() -> Path:
    """By this Python's pip, else the one that ensurepip carries, else the one of Debian's python3-pip-whl."""
    if has("pip"):
        pip = [sys.executable, "-m", "pip", "--python", PYTHON]
    elif has("ensurepip"):
        run([PYTHON, "-m", "ensurepip"], otherwise="ensurepip failed, as shown above; install uv or python3-pip.")
        pip = [PYTHON, "-m", "pip"]
    else:
        pip = [PYTHON, f"{debian.pip_wheel()}/pip"]
    command = [*pip, "install", "--quiet", "--disable-pip-version-check", "uv"]
    run(command, otherwise=f"uv {NO_INDEX}", env=with_certificates())
    return VENV / "bin/uv"


def uv_environment() -> dict[str, str]:
    """The environment, with what the user told pip told to uv too, which does not read pip's settings."""
    told = pip_settings()
    env = with_certificates(told.get("cert"))
    for option, names, separator in (
        ("index-url", ("UV_DEFAULT_INDEX", "UV_INDEX_URL"), " "),
        ("extra-index-url", ("UV_INDEX", "UV_EXTRA_INDEX_URL"), " "),
        ("find-links", ("UV_FIND_LINKS",), ","),
    ):
        places = [place for place in told.get(option, "").split() if is_there(place)]
        if places and not set(names) & set(env):
            env[names[0]] = separator.join(places)
    env.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")  # as pip does; the lock's hashes decide what is let in
    return env


def is_there(place: str) -> bool:
    """A folder that is gone stops uv, where pip goes on without it."""
    return "://" in place or Path(place).exists()


def pip_settings() -> dict[str, str]:
    home = Path.home()
    user = Path(os.environ.get("XDG_CONFIG_HOME", home / ".config"))
    config = RawConfigParser(strict=False)
    config.read(["/etc/xdg/pip/pip.conf", "/etc/pip.conf", home / ".pip/pip.conf", user / "pip/pip.conf"])
    config.read(os.environ.get("PIP_CONFIG_FILE", os.devnull))
    told = {}
    for section in filter(config.has_section, ("global", "install")):
        told.update(config.items(section))
    for option in ("index-url", "extra-index-url", "find-links", "cert"):
        if value := os.environ.get("PIP_" + option.upper().replace("-", "_")):
            told[option] = value
    return told


def with_certificates(bundle: str | None = None) -> dict[str, str]:
    bundle = bundle or "/etc/ssl/certs/ca-certificates.crt"
    default = {"SSL_CERT_FILE": bundle} if Path(bundle).exists() else {}
    return default | dict(os.environ)
