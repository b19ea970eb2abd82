"""Jobs of the background worker: one at a time for each output and format.

A job renews its heartbeat while it runs; one that falls silent has lost its worker and is marked as failed by whoever
looks next.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from outputs.models import Job, Output
from outputs.pdf.run import PdfError
from outputs.permissions import may_compile_output
from participants.models import User

SILENT_AFTER = timedelta(seconds=40)
WAITING_AT_MOST = timedelta(minutes=30)
BEAT_EVERY = timedelta(seconds=2)
WAITED_FOR = 50  # of -100 to 100
State = Job.State
OnProgress = Callable[[int], None]
logger = logging.getLogger(__name__)


class WorkerLost(Exception):
    """The job was given up by others while this worker was busy with it."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What a job says when it begins, as it goes on, and where the program failed."""

    begins: Any
    goes_on: Any
    fails: Any


def request_job(output: Output, format: str, task: Any, *, by: User | None, is_waited_for: bool = False) -> Job:
    """The job that makes `output` in `format`: a new one, given to `task`, or the one that waits or runs already.

    `by` is None for what the system starts, which comes after whatever somebody waits for. Raises PermissionDenied.
    """
    if by is not None and not may_compile_output(by, output):
        raise PermissionDenied
    fail_lost_jobs()
    active = Q(output=output, format=format, state__in=[State.QUEUED, State.RUNNING])
    try:
        with transaction.atomic():
            job = Job.objects.create(output=output, format=format, created_by=by, message=_("Waiting for its turn"))
            task.using(priority=priority_of(is_waited_for or by is not None)).enqueue(job.pk)
    except IntegrityError:  # there is one; unless it ended at this moment
        there = Job.objects.filter(active).first()
        return there or request_job(output, format, task, by=by, is_waited_for=is_waited_for)
    return job


def priority_of(is_waited_for: bool) -> int:
    """Of a task, among those of the system at 0."""
    return WAITED_FOR if is_waited_for else 0


def run_job(job_id: int, make: Callable[[Job, OnProgress], object], saying: Saying) -> Job | None:
    """The job once `make` has ended, done or failed; None where it was not waiting, or was given up meanwhile.

    Never raises what the document provokes: the job says what happened.
    """
    job = _taken_up(job_id, saying)
    if job is None:
        return None
    try:
        make(job, Beat(job, saying.goes_on))
    except WorkerLost:
        logger.warning("job %s was given up before it ended", job_id)
        return None
    except PdfError as error:
        return _end(job, State.FAILED, str(error))
    except Exception:
        logger.exception("making output %s as %s failed", job.output_id, job.format)
        return _end(job, State.FAILED, saying.fails)
    return _end(job, State.DONE, "")


def fail_lost_jobs() -> int:
    """Marks jobs whose worker was lost; how many. Called whenever somebody looks at a job or asks for one."""
    now = timezone.now()
    lost = Job.objects.filter(state=State.RUNNING, heartbeat__lt=now - SILENT_AFTER)
    words = _("The worker stopped before the document was ready. The last file is unchanged; start again.")
    count = lost.update(state=State.FAILED, finished_at=now, message=words)
    forgotten = Job.objects.filter(state=State.QUEUED, created_at__lt=now - WAITING_AT_MOST)
    words = _("No worker took this up for half an hour. Ask the administrator whether the background worker runs.")
    return count + forgotten.update(state=State.FAILED, finished_at=now, message=words)


def _taken_up(job_id: int, saying: Saying) -> Job | None:
    now, waiting = timezone.now(), Job.objects.filter(pk=job_id, state=State.QUEUED)
    begun = {"state": State.RUNNING, "started_at": now, "heartbeat": now, "percent": 1}
    if not waiting.update(message=str(saying.begins), **begun):
        return None
    with_event = ("output__event__venue__country", "output__event__kind", "output__event__series")
    return Job.objects.select_related(*with_event).get(pk=job_id)


class Beat:
    """Writes how far a job is: at once when the number changes by five, else every two seconds. Raises WorkerLost."""

    def __init__(self, job: Job, words: Any) -> None:
        self.job, self.words = job, words
        self.percent, self.at = 0, timezone.now()

    def __call__(self, percent: int) -> None:
        now = timezone.now()
        if percent < self.percent + 5 and now < self.at + BEAT_EVERY:
            return
        self.percent, self.at = percent, now
        mine = Job.objects.filter(pk=self.job.pk, state=State.RUNNING)
        if not mine.update(percent=percent, heartbeat=now, message=str(self.words)):
            raise WorkerLost


def _end(job: Job, state: str, message: Any) -> Job:
    done = {"percent": 100} if state == State.DONE else {}
    mine = Job.objects.filter(pk=job.pk, state=State.RUNNING)
    mine.update(state=state, finished_at=timezone.now(), message=str(message)[:500], **done)
    job.state = state
    return job
