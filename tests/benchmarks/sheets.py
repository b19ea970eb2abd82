"""Long runs of sheets: that neither the worker nor a process it starts grows with their number.

`python -m tests.benchmarks.sheets KIND` measures one of KINDS in a process of its own.
"""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

from outputs.pdf.run import MEBIBYTE
from outputs.sheets.batches import batches
from outputs.tree import Badge, Badges, Document, Plate, Plates

ROOT = Path(__file__).resolve().parents[2]
COUNT = 1_800
NAMES = ("Noor Adeyemi", "شيرين عبد الرحمن", "王小明", "Bo", "María de los Ángeles Fernández-Villanueva y Gutiérrez")


def plates() -> Plates:
    shown = [
        Plate(f"plate-{number}", NAMES[number % len(NAMES)], (f"Post {number}", "Institute")) for number in range(COUNT)
    ]
    return Plates("plates", tuple(shown))


def badges() -> Badges:
    facts = ("Expert", 1, ("Director", "Institute"))
    shown = [
        Badge(f"b{number}", NAMES[number % len(NAMES)], f"rostrum:{number:032x}", *facts) for number in range(COUNT)
    ]
    return Badges("badges", "Meeting on Trust", "Goyang", tuple(shown))


KINDS = {"plates": plates, "badges": badges}


def measure_sheets() -> dict[str, Any]:
    """Of 1,800: CPU seconds of all processes, MiB of the worker before and at its peak, and of its largest
    child.
    """
    return {kind: _measured(kind) for kind in KINDS} | {"budget": "the worker within 40 MiB of where it began"}


def _measured(kind: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.sheets", kind]
    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(kind: str) -> None:
    import django

    django.setup()
    from outputs.renderers import pdf

    document = Document(kind, kind, kind, "en", layout=kind, contents=False, opening=(KINDS[kind](),))
    parts = list(batches(document))
    pdf.render_parts(parts[:2], on_progress=_ignore)
    before = _peak(resource.RUSAGE_SELF)
    size = len(pdf.render_parts(parts, on_progress=_ignore))
    worker, child = _peak(resource.RUSAGE_SELF), _peak(resource.RUSAGE_CHILDREN)
    print(json.dumps({"worker_mib": [before, worker], "child_mib": child, "cpu_s": _cpu(), "mb": round(size / 1e6, 1)}))


def _ignore(_part: int, _percent: int) -> None:
    pass


def _peak(who: int) -> int:
    return round(resource.getrusage(who).ru_maxrss * 1024 / MEBIBYTE)


def _cpu() -> int:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return round(sum(one.ru_utime + one.ru_stime for one in spent))


if __name__ == "__main__":
    main(sys.argv[1])
