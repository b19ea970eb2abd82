"""Compiling: one job at a time for each output and format, in the background worker.

The last good file stays until a new one is whole. A job renews its heartbeat while it runs; one that falls silent has
lost its worker and is marked as failed by whoever looks next.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from outputs import canonical, tasks
from outputs.domain.archiving import ARCHIVE, options_for
from outputs.kinds import KINDS
from outputs.models import IssuedFile, Job, Output, Rendition
from outputs.pdf.run import PdfError
from outputs.permissions import may_compile_output
from outputs.renderers import Renderer, renderer
from outputs.resolve import document_of
from participants.models import User

SILENT_AFTER = timedelta(seconds=40)
WAITING_AT_MOST = timedelta(minutes=30)
DRAFTS = ("draft", "for_comments", "final_draft")
BEAT_EVERY = timedelta(seconds=2)
#: The format of a job that makes every file of a document, those first that take a moment only.
ALL = "all"
FORMATS = ("docx", "markdown", "akn", "json", "html", "pdf", ARCHIVE)
State = Job.State
logger = logging.getLogger(__name__)


class WorkerLost(Exception):
    """The job was given up by others while this worker was busy with it."""


def request_compilation(output: Output, format: str, *, by: User | None) -> Job:
    """The job that makes `output` in `format`: a new one, or the one that is waiting or running already.

    `by` is None for what the system starts. Raises PermissionDenied, and UnknownFormat.
    """
    if by is not None and not may_compile_output(by, output):
        raise PermissionDenied
    if format != ALL:
        renderer(format)
    fail_lost_jobs()
    active = Q(output=output, format=format, state__in=[State.QUEUED, State.RUNNING])
    try:
        with transaction.atomic():
            job = Job.objects.create(output=output, format=format, created_by=by, message=_("Waiting for its turn"))
            tasks.compile_job.enqueue(job.pk)
    except IntegrityError:  # there is one; unless it ended at this moment
        return Job.objects.filter(active).first() or request_compilation(output, format, by=by)
    return job


def request_files(output: Output) -> Job:
    """One job for every format that a document, once frozen, is handed out in; of printed sheets the PDF alone."""
    return request_compilation(output, ALL if KINDS[output.kind].is_text else "pdf", by=None)


def run_compilation(job_id: int) -> None:
    """What the worker does with a job. Never raises what the document provokes: the job says what happened."""
    now = timezone.now()
    taken = Job.objects.filter(pk=job_id, state=State.QUEUED).update(
        state=State.RUNNING, started_at=now, heartbeat=now, percent=1, message=_("Assembling the document")
    )
    if not taken:
        return
    job = Job.objects.select_related(
        "output__event__venue__country", "output__event__kind", "output__event__series"
    ).get(pk=job_id)
    try:
        make = compile_all if job.format == ALL else partial(compile_now, format=job.format)
        make(job.output, on_progress=_Beat(job))
    except WorkerLost:
        logger.warning("job %s was given up before it ended", job_id)
    except PdfError as error:
        _finish(job, State.FAILED, str(error))
    except Exception:
        logger.exception("compiling output %s as %s failed", job.output_id, job.format)
        _finish(job, State.FAILED, _("The document could not be made: an error of the program, which is in its log."))
    else:
        _finish(job, State.DONE, "")
        _renew_if_adopted(job)


def compile_all(output: Output, *, on_progress: Callable[[int], None]) -> None:
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


def compile_now(output: Output, format: str, *, on_progress: Callable[[int], None]) -> Rendition:
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


def fail_lost_jobs() -> int:
    """Marks jobs whose worker was lost; how many. Called whenever somebody looks at a job or asks for one."""
    now = timezone.now()
    lost = Job.objects.filter(state=State.RUNNING, heartbeat__lt=now - SILENT_AFTER)
    words = _("The worker stopped before the document was ready. The last file is unchanged; start again.")
    count = lost.update(state=State.FAILED, finished_at=now, message=words)
    forgotten = Job.objects.filter(state=State.QUEUED, created_at__lt=now - WAITING_AT_MOST)
    words = _("No worker took this up for half an hour. Ask the administrator whether the background worker runs.")
    return count + forgotten.update(state=State.FAILED, finished_at=now, message=words)


def _renew_if_adopted(job: Job) -> None:
    """A document adopted while its draft was being compiled is compiled again: only its own file may be shown."""
    drafts = Rendition.objects.filter(output=job.output_id, format=job.format, state__in=DRAFTS)
    if drafts.exclude(output__frozen="").exists():
        request_compilation(Output.objects.get(pk=job.output_id), job.format, by=None)


class _Beat:
    """Writes how far a job is: at once when the number changes by five, else every two seconds."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.percent, self.at = 0, timezone.now()

    def __call__(self, percent: int) -> None:
        now = timezone.now()
        if percent < self.percent + 5 and now < self.at + BEAT_EVERY:
            return
        self.percent, self.at = percent, now
        mine = Job.objects.filter(pk=self.job.pk, state=State.RUNNING)
        if not mine.update(percent=percent, heartbeat=now, message=_("Setting the pages")):
            raise WorkerLost


def _finish(job: Job, state: str, message: str) -> None:
    done = {"percent": 100} if state == State.DONE else {}
    mine = Job.objects.filter(pk=job.pk, state=State.RUNNING)
    mine.update(state=state, finished_at=timezone.now(), message=message[:500], **done)
