"""A report of nearly 200 pages with 300 recommendations and a list of 1,800 participants, in a process of its own.

`python -m tests.benchmarks.long_report` measures it on the database that the environment names.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from outputs import tree
from outputs.tree import Document

ROOT = Path(__file__).resolve().parents[2]
RECOMMENDATIONS, FIRST_NUMBER = 300, 50_000
LIGHT = ("docx", "html", "akn", "json")
TEXT = (
    "that offices which publish their standards, their waiting times and the answers that they gave to complaints "
    "report on them once a year, in plain language and in every language that people use at a counter, case {number}"
)
PARAGRAPH = f"<p>{'Services are used when they are designed with the people who need them. ' * 7}</p>"
BUDGETS = {
    "statements": 40, "ratio": 1.15, "memory_mib": 400, "light_share": 0.25, "longest_changed": 0.5, "adopted": 0.5,
}  # fmt: skip


def measure_long_report() -> dict[str, Any]:
    """CPU seconds of all processes; the peak of the worker and of its largest child in MiB; what is made a second time, with
    a change, as a share of the first.
    """
    command = [sys.executable, "-m", "tests.benchmarks.long_report"]
    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found | {"budgets": BUDGETS}


def main() -> None:
    import django

    django.setup()
    from django.core.cache import caches
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
    caches["pages"].clear()
    made: list[bytes] = []
    whole = spent(lambda: made.append(renderer("pdf").render(document)))
    memory = [_peak(resource.RUSAGE_SELF), _peak(resource.RUSAGE_CHILDREN)]
    found = {"statements": len(statements), "pages": _pages(made[0]), "compile_s": whole, "memory_mib": memory}
    kept = {name: spent(partial(renderer("pdf").render, changed)) for name, changed in _changed(document)}
    alone = spent(lambda: weasyprint_alone(html.print_page(document)))
    shares = {name: round(seconds / whole, 2) for name, seconds in {**kept, "light_share": light}.items()}
    print(json.dumps(found | {"weasyprint_s": alone, "ratio": round(whole / alone, 2)} | shares))


def _changed(document: Document) -> Iterator[tuple[str, Document]]:
    """The report with one more sentence in its longest chapter, and in its last; and as it is adopted."""
    long = max(document.sections, key=lambda chapter: sum(1 for _ in tree.walk(chapter)))
    for name, chapter in (("longest_changed", long), ("last_changed", document.sections[-1])):
        longer = replace(chapter, blocks=(*chapter.blocks, tree.Subheading("more", (tree.Text("One more."),))))
        yield name, replace(document, sections=tuple(longer if each is chapter else each for each in document.sections))
    yield "adopted", replace(document, state="adopted", version="")


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
