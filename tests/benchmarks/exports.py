"""The export of all registrations, as the background worker writes it, in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FORMATS = {"csv": 150, "xlsx": 500}


def measure_exports(slug: str) -> dict[str, Any]:
    """For each format; what is in memory before and after tells whether it grows with the file."""
    return {name: measured(slug, name) | {"budget": f"{most}; 15"} for name, most in FORMATS.items()}


def measured(slug: str, name: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.exports", slug, name]
    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from participants.domain.exports.running import run_export

    slug, name = sys.argv[1:]
    for _first in (True, False):  # at the second its modules are there, and its SQL was made
        export, before = asked(slug, name), (_spent(), _peak())
        with CaptureQueriesContext(connection) as statements:
            run_export(export.pk)
        found = {"cpu_ms": round(_spent() - before[0]), "rss_mib": [round(before[1]), round(_peak())]}
        export.refresh_from_db()
        export.file.delete(save=False)
        export.delete()
    print(json.dumps(found | {"statements": len(statements), "rows": export.count}))


def asked(slug: str, name: str) -> Any:
    from cms.models import Event
    from participants.models import RegistrationExport
    from participants.roster import Selection

    event = Event.objects.get(slug=slug)
    owner = event.team.filter(role="organiser").select_related("user").first().user
    facts = {"format": name, "has_contacts": True, "selection": Selection().to_json()}
    return RegistrationExport.objects.create(event=event, owner=owner, **facts)


def _spent() -> float:
    import time

    from tests.benchmarks.server import database_ms

    return time.process_time() * 1000 + database_ms()


def _peak() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
