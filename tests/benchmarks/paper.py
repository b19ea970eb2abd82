"""What PDFs cost, in CPU seconds of all processes; the forum's report beside WeasyPrint alone on the same HTML."""

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command

from outputs.models import Output
from outputs.pdf import native
from outputs.renderers import html, renderer
from outputs.resolve import document_of
from tests.benchmarks.budget import EVENT as LOAD

EVENT, KIND = "public-service-forum-2014", "final_report"
ROUNDS = 3
ALONE = """
import sys
from outputs.pdf import native
native.load()
import weasyprint
weasyprint.HTML(string=sys.stdin.read()).write_pdf("/dev/null", pdf_variant="pdf/ua-1")
"""


def compile_ratio() -> dict[str, Any]:
    """The least of a few rounds of each, taken in turns; the ratio may be 1.15."""
    output = report()
    page = html.print_page(document_of(output))
    rounds = [(spent(lambda: compile_report(output)), spent(lambda: weasyprint_alone(page))) for _ in range(ROUNDS)]
    whole, alone = (min(seconds) for seconds in zip(*rounds, strict=True))
    return {"compile_s": whole, "weasyprint_s": alone, "ratio": round(whole / alone, 2), "budget": 1.15}


def programme_seconds() -> dict[str, float]:
    """The programme of the load-size event, made once in the background."""
    output = Output.objects.filter(event__slug=LOAD, kind="programme").latest("pk")
    return {"compile_s": spent(lambda: compile_report(output)), "budget": 3.0}


def report() -> Output:
    call_command("compile_output", EVENT, KIND, format="html", to=settings.VAR / "bench", verbosity=0)
    return Output.objects.get(event__slug=EVENT, kind=KIND)


def compile_report(output: Output) -> None:
    """As if for the first time."""
    caches["pages"].clear()
    renderer("pdf").render(document_of(Output.objects.get(pk=output.pk)))


def weasyprint_alone(page: str) -> None:
    env = dict(os.environ) | native.font_environment(settings.VAR)
    subprocess.run([sys.executable, "-c", ALONE], input=page, text=True, check=True, env=env, cwd=native.ROOT)


def spent(work: Callable[[], None]) -> float:
    before = _cpu()
    work()
    return round(_cpu() - before, 2)


def _cpu() -> float:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
