"""Copies of superseded documents that say so. The issued file itself stays, byte for byte."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms import wording
from outputs import canonical, tasks
from outputs.domain.compilation import compile_now, fail_lost_jobs, keep_file
from outputs.library import supersede
from outputs.models import Job, Output, Rendition
from outputs.pdf.notice import notice
from outputs.pdf.run import PdfError
from outputs.pdf.stamp import stamp
from outputs.permissions import may_compile_output
from outputs.renderers import ignore, renderer
from outputs.succession import successor_of, superseded_by
from participants.models import User

COPY = "superseded"
State = Job.State
logger = logging.getLogger(__name__)


def note_succession(output: Output) -> None:
    """Puts each document that `output`, now issued, takes the place of behind it in the library, and asks for stamped
    copies. To be called in the transaction that issues it.
    """
    former_ones = superseded_by(output)
    supersede(former_ones)
    for former in former_ones:
        request_copy(former, by=None)


def request_copy(output: Output, *, by: User | None) -> Job:
    """The job that stamps the copy of a superseded document: a new one, or the one that is waiting or running already.

    `by` is None for what the system starts. Raises PermissionDenied.
    """
    if by is not None and not may_compile_output(by, output):
        raise PermissionDenied
    fail_lost_jobs()
    try:
        with transaction.atomic():
            words = _("Waiting for its turn")
            job = Job.objects.create(output=output, format=COPY, created_by=by, message=words)
            tasks.stamp_superseded.enqueue(job.pk)
    except IntegrityError:
        return Job.objects.filter(output=output, format=COPY).latest()
    return job


def run_stamping(job_id: int) -> None:
    """What the worker does with such a job. Never raises: the job says what happened. Where another document took its
    place meanwhile, the copy is stamped once more.
    """
    job = Job.objects.select_related("output").get(pk=job_id)
    mine, now = Job.objects.filter(pk=job_id), timezone.now()
    words = {"message": _("Stamping the pages"), "percent": 1}
    if not mine.filter(state=State.QUEUED).update(state=State.RUNNING, started_at=now, heartbeat=now, **words):
        return
    successor = successor_of(job.output)
    state, message = _stamped(job)
    mine.filter(state=State.RUNNING).update(state=state, message=message[:500], finished_at=timezone.now())
    if successor_of(job.output) != successor:
        request_copy(job.output, by=None)


def _stamped(job: Job) -> tuple[str, str]:
    def on_progress(percent: int) -> None:
        Job.objects.filter(pk=job.pk).update(percent=percent, heartbeat=timezone.now())

    try:
        stamp_copy(job.output_id, on_progress=on_progress)
    except PdfError as error:
        return State.FAILED, str(error)
    except Exception:
        logger.exception("stamping the copy of output %s failed", job.output_id)
        return State.FAILED, _("The copy could not be made: an error of the program, which is in its log.")
    return State.DONE, ""


def stamp_copy(pk: int, *, on_progress: Callable[[int], None] = ignore) -> Rendition | None:
    """The PDF of a superseded document with a note at the head of each page; None where it is in force.

    Raises PdfError.
    """
    output = Output.objects.select_related("event__venue__country", "event__kind", "event__series").get(pk=pk)
    successor = successor_of(output)
    if successor is None:
        return None
    issued = compile_now(output, "pdf", on_progress=on_progress)
    words = superseded_words(successor, output.language)
    with issued.file.open("rb") as file:
        data = stamp(file.read(), notice(words, output.language))
    source = canonical.digest(f"{issued.sha256} {words}".encode())
    return keep_file(output, COPY, renderer("pdf"), data, source=source, state=output.state)


def superseded_words(successor: Output, language: str) -> str:
    """As it stands on copies: by what, and since when."""
    with translation.override(language):
        issued = timezone.localdate(successor.issued_at, successor.event.tz)
        name, day = successor.symbol or successor.title, wording.date_range(issued)
        return _("Superseded by %(symbol)s of %(date)s") % {"symbol": name, "date": day}
