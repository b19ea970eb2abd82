"""make bench: prints the table for the database that DATABASE_URL names (SQLite without one), and writes build/bench.json.

`python -m tests.benchmarks NAME...` measures only those of `run.PAPERS`, and writes nothing.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"


def main() -> int:
    engine = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
    os.environ["ROSTRUM_VAR"] = str(BUILD / f"bench-{engine}")
    os.environ["REQUIRE_SECOND_FACTOR"] = "false"  # the accounts of the demonstration have none
    prepare()
    import django

    django.setup()
    know_the_data()
    from tests.benchmarks.run import PAPERS, measure_all
    from tests.benchmarks.table import render

    if names := sys.argv[1:]:
        print(json.dumps({name: PAPERS[name]() for name in names}, indent=2))
        return 0
    results = measure_all()
    print(render(engine, results))
    write(engine, results)
    return 0


def prepare() -> None:
    """A migrated database with the load-size event, its programme's PDF made; what is there already is kept."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "events_site.settings")
    commands = (["migrate", "-v", "0"], ["load_demo", "--size", "load"], ["db_worker", "--batch", "--queue-name", "*"])
    for command in commands:
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True)


def know_the_data() -> None:
    """A server counts what its tables hold within a minute of their filling; here it need not be waited for."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def write(engine: str, results: dict[str, object]) -> None:
    path = BUILD / "bench.json"
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    path.write_text(json.dumps(kept | {engine: results}, indent=2), encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
