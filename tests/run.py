"""Runs every check, or those named: python -m tests.run [STAGE...]. Stops at the first that fails.

"again" and "journeys" are for a second database: the tests that ask one, and what people write in a browser.
"""

import os
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]
PYTEST = [sys.executable, "-m", "pytest", "-q"]
PRODUCTION = {
    "PRODUCTION": "1",
    "SECRET_KEY": "only-for-the-deployment-check-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "rostrum.example.org",
    "BASE_URL": "https://rostrum.example.org",
    "EMAIL_HOST": "mail.example.org",
    "SITE_DOMAIN": "rostrum.example.org",
    "DATABASE_URL": "postgresql://rostrum@db.example.org/rostrum",
}
QUIET = {
    "lint": [BIN / "ruff", "check", "--quiet", "."],
    "format": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "templates": [BIN / "djlint", "--lint", "--quiet", "templates"],
    "imports": [BIN / "lint-imports"],
    "types": [BIN / "mypy"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "deployment": [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
}
TESTS = {
    "tests": [*PYTEST, "-n", "2", "--ignore=tests/browser"],
    "browser": [*PYTEST, "-n", "2", "--dist", "loadfile", "--durations", "12", "tests/browser"],
}
JOURNEYS = [f"tests/browser/test_{name}.py" for name in ("invitation_to_badge", "record")]
#: Documents are rendered from trees, whatever database these came from; who may open what, and rules that look at rows
#: already read, are walked on the first.
ON_THE_FIRST = (
    *(f"outputs/renderers/test_{name}" for name in ("akn", "docx", "markdown", "renderers")),
    *(f"outputs/test_{name}" for name in ("archive", "files_content", "papers", "text_files")),
    *("outputs/pdf/test_pdf", "outputs/sheets/test_sheets"),
    *(f"cms/test_{name}" for name in ("team", "set_up", "readiness")),
    *(
        "matrix/test_matrix",
        "participants/test_form_building",
        "sessions/test_warnings",
        "sessions/record/test_shorthand",
    ),
    *("sessions/exchange/test_plan", "sessions/exchange/test_foreign"),
)
ELSEWHERE = [f"--ignore=tests/{name}.py" for name in ON_THE_FIRST]
SECOND = {
    "again": [*PYTEST, "-n", "2", "--ignore=tests/browser", "--second-database", *ELSEWHERE],
    "journeys": [*PYTEST, *JOURNEYS],
}
PREPARE = [sys.executable, "-m", "tests.prepare"]
STAGES = QUIET | TESTS | SECOND


def main(names: list[str]) -> int:
    if unknown := set(names) - set(STAGES):
        print(f"Unknown: {', '.join(sorted(unknown))}. Stages: {', '.join(STAGES)}")
        return 2
    begin, wanted = time.monotonic(), names or [*QUIET, *TESTS]
    with subprocess.Popen(PREPARE, cwd=ROOT) if TESTS.keys() & wanted else nullcontext():
        for name in wanted:
            if code := run(name):
                print(f"FAILED at {name}, exit code {code}")
                return code
    print(f"{time.monotonic() - begin:6.1f} s  all stages passed")
    return 0


def run(name: str) -> int:
    """Runs a stage and prints its time; a linter's output is shown when it fails, that of the tests always."""
    begin = time.monotonic()
    done = subprocess.run(STAGES[name], check=False, cwd=ROOT, env=environment(name), capture_output=name in QUIET)
    if done.returncode and name in QUIET:
        print((done.stdout + done.stderr).decode(errors="replace"))
    print(f"{time.monotonic() - begin:6.1f} s  {name}", flush=True)
    return done.returncode


def environment(name: str) -> dict[str, str]:
    """The migration check must not touch the site's own data; the deployment check looks at production settings."""
    own = {"migrations": {"ROSTRUM_VAR": str(ROOT / "var/test/checks")}, "deployment": PRODUCTION}
    return {**os.environ, **own.get(name, {})}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
