"""Compiling, in the background worker. The last good file stays until a new one is whole."""

from __future__ import annotations

import hashlib
import logging
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outputs import tasks
from outputs.domain.archiving import ARCHIVE, options_for
from outputs.domain.jobs import OnProgress, Saying, State, WorkerLost, request_job, run_job
from outputs.kinds import KINDS
from outputs.models import IssuedFile, Job, Output, Rendition
from outputs.pdf.run import PdfError
from outputs.renderers import Renderer, renderer
from outputs.resolve import document_of
from outputs.tree import canonical
from participants.models import User

DRAFTS = ("draft", "for_comments", "final_draft")
#: The format of a job that makes every file of a document, those first that take a moment only.
ALL = "all"
FORMATS = ("docx", "markdown", "akn", "json", "html", "pdf", ARCHIVE)
SAYING = Saying(
    begins=gettext_lazy("Assembling the document"),
    goes_on=gettext_lazy("Setting the pages"),
    fails=gettext_lazy("The document could not be made: an error of the program, which is in its log."),
)
logger = logging.getLogger(__name__)


def request_compilation(output: Output, format: str, *, by: User | None, is_waited_for: bool = False) -> Job:
    """The job that makes `output` in `format`, or in every one if that is ALL (see `jobs.request_job`).

    `by` is None for what the system starts, though a visitor or the console may wait for it. Raises PermissionDenied
    and UnknownFormat.
    """
    if format != ALL:
        renderer(format)
    return request_job(output, format, tasks.compile_job, by=by, is_waited_for=is_waited_for)


def request_files(output: Output) -> Job:
    """One job for every format that a document, once frozen, is handed out in; of printed sheets the PDF alone."""
    return request_compilation(output, ALL if KINDS[output.kind].is_text else "pdf", by=None)


def run_compilation(job_id: int) -> None:
    """What the worker does with a job. Never raises what the document provokes: the job says what happened."""
    job = run_job(job_id, _make, SAYING)
    if job and job.state == State.DONE:
        _renew_if_adopted(job)


def _make(job: Job, on_progress: OnProgress) -> None:
    make = compile_all if job.format == ALL else partial(compile_now, format=job.format)
    make(job.output, on_progress=on_progress)


def compile_all(output: Output, *, on_progress: OnProgress) -> None:
    """Makes every one of FORMATS, and keeps what can be made where one cannot.

    Raises PdfError, which names the formats that failed and says why.
    """
    failed = []
    for place, name in enumerate(FORMATS):
        try:
            compile_now(output, name, on_progress=lambda percent, done=place: on_progress(_share(done, percent)))  # type: ignore[misc]
        except PdfError as error:
            failed.append(f"{name}: {error}")
        except WorkerLost:
            raise
        except Exception:
            logger.exception("compiling output %s as %s failed", output.pk, name)
            failed.append(_("%(format)s: an error of the program, which is in its log.") % {"format": name})
    if failed:
        raise PdfError(" ".join(failed))


def _share(done: int, percent: int) -> int:
    """Of the whole job, in which the two PDF files take nearly all the time."""
    slow = len(FORMATS) - 2
    return 10 * done // slow if done < slow else 10 + 45 * (done - slow) + 45 * percent // 100


def compile_now(output: Output, format: str, *, on_progress: OnProgress) -> Rendition:
    """Makes `output` in `format` and keeps the file; where the same content was made before, that file stays.

    Raises PdfError; then the file made before stays, too.
    """
    document, options = document_of(output), options_for(output, format)
    added = [one.data for one in options.get("attachments", ())]
    source = canonical.digest(b"".join([canonical.dumps(document), *added]))
    kept = Rendition.objects.filter(output=output, format=format, source_sha256=source).first()
    if kept and kept.file.storage.exists(str(kept.file.name)):
        return kept
    maker = renderer(format)
    data = maker.render(document, on_progress=on_progress, **options)
    return keep_file(output, format, maker, data, source=source, state=document.state)


def keep_file(output: Output, format: str, maker: Renderer, data: bytes, *, source: str, state: str) -> Rendition:
    """The new file is whole before the row names it, and the old one goes only after that is committed. The digest of
    a file of what is adopted is kept for good.
    """
    old = Rendition.objects.filter(output=output, format=format).first()
    rendition = old or Rendition(output=output, format=format)
    before = rendition.file.name
    rendition.file.save(f"document.{maker.suffix}", ContentFile(data), save=False)
    rendition.size, rendition.sha256 = len(data), hashlib.sha256(data).hexdigest()
    rendition.source_sha256, rendition.state = source, state
    rendition.pages = page_count(data) if maker.media_type == "application/pdf" else None
    with transaction.atomic():
        rendition.save()
        if state not in DRAFTS and format in FORMATS:
            handed = IssuedFile(output=output, format=format, sha256=rendition.sha256, size=rendition.size)
            IssuedFile.objects.bulk_create([handed], ignore_conflicts=True)
        if before:
            transaction.on_commit(lambda: rendition.file.storage.delete(before))
    return rendition


def page_count(data: bytes) -> int:
    from io import BytesIO

    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        return len(pdf.pages)


def _renew_if_adopted(job: Job) -> None:
    """A document adopted while its draft was being compiled is compiled again: only its own file may be shown."""
    drafts = Rendition.objects.filter(output=job.output_id, format=job.format, state__in=DRAFTS)
    if drafts.exclude(output__frozen="").exists():
        request_compilation(Output.objects.get(pk=job.output_id), job.format, by=None)
