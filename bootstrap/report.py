"""Running programs and saying what was done."""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class CannotContinue(Exception):
    """Something cannot be had; the message is one line that says what to do."""


def run(
    command: Sequence[str | Path], *, otherwise: str, env: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> str:
    """The output of a program; when it fails, shows that and raises CannotContinue with the words of `otherwise`."""
    done = subprocess.run(
        command, check=False, env=env, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        raise CannotContinue(otherwise)
    return done.stdout


@contextmanager
def step(what: str) -> Iterator[None]:
    start = time.monotonic()
    yield
    print(f"{time.monotonic() - start:6.1f} s  {what}", flush=True)
