"""Assembles an output and writes it as files."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.models import Event
from outputs.checks.completeness import lacks_of
from outputs.checks.gaps import gaps_of
from outputs.domain.archiving import options_for
from outputs.domain.compilation import request_compilation
from outputs.domain.documents import create_output
from outputs.domain.files import keep_current
from outputs.domain.jobs import fail_lost_jobs
from outputs.kinds import KINDS
from outputs.models import Job, Output
from outputs.parts_of_kinds import kind_of, offered
from outputs.pdf.run import PdfError
from outputs.renderers import UnsuitedFormat, formats, renderer
from outputs.resolve import document_of
from outputs.tree import Document

POLL_SECONDS = 0.3


class Command(BaseCommand):
    help = "Assembles an output of an event and writes it as files; begins it where there is none yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("event", metavar="EVENT-SLUG")
        parser.add_argument("kind", metavar="KIND", help=f"one of: {', '.join(KINDS)}; or of the secretariat's own")
        parser.add_argument("--format", default="pdf", help=f"separated by commas, of: {', '.join(formats())}")
        parser.add_argument("--to", metavar="DIR", type=Path, help="where the files go")
        parser.add_argument("--queue", action="store_true", help="let the background worker make the PDF")
        parser.add_argument("--wait", metavar="SECONDS", type=float, default=0, help="with --queue: show its progress")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (options["to"] or options["queue"]):
            raise CommandError("Say where the files go (--to DIR), or that the worker makes them (--queue).")
        wanted = self.formats(options["format"])
        output = self.output(options["event"], options["kind"])
        if options["queue"]:
            self.compile_in_worker(output, options["wait"])
        if options["to"]:
            self.write(output, wanted, options["to"])

    def formats(self, value: str) -> list[str]:
        wanted = [name.strip() for name in value.split(",") if name.strip()]
        for name in wanted:
            if name not in formats():
                raise CommandError(f"There is no format “{name}”; there are: {', '.join(formats())}.")
        return wanted

    def output(self, slug: str, kind: str) -> Output:
        """The newest output of that kind, or a new draft; present data where the kind is always current."""
        event = Event.objects.filter(slug=slug).first()
        if event is None:
            raise CommandError(f"There is no event “{slug}”.")
        if kind_of(kind, event.language) is None:
            known = dict.fromkeys([*KINDS, *offered(event.language)])
            raise CommandError(f"There is no document of the kind “{kind}”; there are: {', '.join(known)}.")
        if kind in KINDS and KINDS[kind].is_current:
            return keep_current(event, kind)
        found = Output.objects.filter(event=event).of_kind(kind).order_by("-version").first()
        try:
            return Output.objects.get(pk=(found or create_output(event, kind, by=None)).pk)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error

    def compile_in_worker(self, output: Output, seconds: float) -> None:
        job = request_compilation(output, "pdf", by=None, is_waited_for=True)
        if not seconds:
            return
        until, shown = time.monotonic() + seconds, ""
        while time.monotonic() < until:
            fail_lost_jobs()
            job.refresh_from_db()
            line = f"{output.title}: {job.percent} %"
            if line != shown:
                self.stdout.write(line)
                shown = line
            if job.state == Job.State.DONE:
                return
            if job.state == Job.State.FAILED:
                raise CommandError(job.message)
            time.sleep(POLL_SECONDS)
        raise CommandError(f"Not ready after {seconds:.0f} seconds. Is the background worker running?")

    def write(self, output: Output, wanted: list[str], folder: Path) -> None:
        document = self.document(output)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name in wanted:
                maker = renderer(name)
                file = folder / f"{output.event.slug}-{output.slug}.{maker.suffix}"
                file.write_bytes(maker.render(document, **options_for(output, name)))
                self.stdout.write(str(file))
        except UnsuitedFormat as error:
            raise CommandError(f"A document of the kind “{output.kind}” is not made as {name}.") from error
        except (PdfError, OSError) as error:
            raise CommandError(str(error)) from error

    def document(self, output: Output) -> Document:
        document = document_of(output)
        if gaps := gaps_of(output, document):
            raise CommandError(" ".join(gaps))
        for lack in lacks_of(output, document):
            self.stderr.write(f"{output.title}: {lack.text}")
        return document
