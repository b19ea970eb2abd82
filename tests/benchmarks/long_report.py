"""A report of nearly 200 pages with 300 recommendations and a list of 1,800 participants, in a process of its own.

`python -m tests.benchmarks.long_report` measures it on the database that the environment names.
"""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RECOMMENDATIONS, FIRST_NUMBER = 300, 50_000
LIGHT = ("docx", "html", "akn", "json")
TEXT = (
    "that offices which publish their standards, their waiting times and the answers that they gave to complaints "
    "report on them once a year, in plain language and in every language that people use at a counter, case {number}"
)
PARAGRAPH = f"<p>{'Services are used when they are designed with the people who need them. ' * 7}</p>"
BUDGETS = {"statements": 40, "ratio": 1.15, "memory_mib": 400, "light_share": 0.25}


def measure_long_report() -> dict[str, Any]:
    """CPU seconds of all processes; the peak of the worker and of its largest child in MiB."""
    command = [sys.executable, "-m", "tests.benchmarks.long_report"]
    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found | {"budgets": BUDGETS}


def main() -> None:
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from outputs.models import Output
    from outputs.renderers import html, renderer
    from outputs.resolve import document_of
    from tests.benchmarks.paper import spent, weasyprint_alone

    output = Output.objects.get(pk=report().pk)
    with CaptureQueriesContext(connection) as statements:
        document = document_of(output)
    light = spent(lambda: [renderer(name).render(document) for name in LIGHT])
    made: list[bytes] = []
    whole = spent(lambda: made.append(renderer("pdf").render(document)))
    memory = [_peak(resource.RUSAGE_SELF), _peak(resource.RUSAGE_CHILDREN)]
    alone = spent(lambda: weasyprint_alone(html.print_page(document)))
    found = {"statements": len(statements), "pages": _pages(made[0]), "compile_s": whole, "weasyprint_s": alone}
    shares = {"ratio": round(whole / alone, 2), "light_s": light, "light_share": round(light / whole, 2)}
    print(json.dumps(found | shares | {"memory_mib": memory}))


def report() -> Any:
    """Kept once it is there; prose fills it up to its length."""
    from cms.models import Event
    from outputs.domain.documents import create_output
    from outputs.models import Output
    from tests.benchmarks.budget import EVENT

    event = Event.objects.get(slug=EVENT)
    if found := Output.objects.filter(event=event, kind="final_report").first():
        return found
    _add_recommendations(event)
    output = create_output(event, "final_report", by=None)
    chapters = [(name, value) for number in range(12) for name, value in _chapter(number)]
    output.body = [*((block.block_type, block.value) for block in output.body), *chapters]
    output.save()
    return output


def _chapter(number: int) -> list[tuple[str, str]]:
    return [("chapter", f"Reflections {number + 1}"), ("text", PARAGRAPH * 14)]


def _add_recommendations(event: Any) -> None:
    from sessions.models import Recommendation, Session

    sessions = list(Session.objects.filter(event=event)[:RECOMMENDATIONS])
    Recommendation.objects.bulk_create(
        Recommendation(
            event=event,
            session=sessions[number % len(sessions)],
            number=FIRST_NUMBER + number,
            text=TEXT.format(number=number),
            status=Recommendation.Status.ADOPTED,
        )
        for number in range(RECOMMENDATIONS)
    )


def _pages(data: bytes) -> int:
    from outputs.domain.compilation import page_count

    return page_count(data)


def _peak(who: int) -> int:
    return round(resource.getrusage(who).ru_maxrss / 1024)


if __name__ == "__main__":
    main()
