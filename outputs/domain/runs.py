"""Print runs: one file of many sheets, set in the background worker part by part.

What was made is kept for a month and then forgotten, since it is full of names; it can be made again.
"""

from __future__ import annotations

import hashlib
import json
import logging
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Event
from outputs import tasks
from outputs.domain.compilation import page_count
from outputs.domain.jobs import BEAT_EVERY, SILENT_AFTER, WAITING_AT_MOST, WorkerLost, priority_of
from outputs.models import PrintRun
from outputs.pdf.run import PdfError
from outputs.permissions import may_read_run
from outputs.renderers import pdf
from outputs.runs import RUNS
from outputs.sheets import batches
from outputs.tree import Document, canonical
from participants.models import User

State = PrintRun.State
ACTIVE = (State.QUEUED, State.RUNNING)
KEPT_FOR = timedelta(days=30)
logger = logging.getLogger(__name__)


def request_run(event: Event, kind: str, *, by: User | None, ids: list[int], **options: Any) -> PrintRun:
    """The run that prints the rows `ids`: a new one, or one for the same that waits or runs already.

    `by` is None for what the system starts. Raises PermissionDenied; ValidationError where there is nothing to print.
    """
    options |= {"ids": sorted(ids)}
    run = PrintRun(event=event, kind=kind, options=options, key=_key(options), total=len(ids), created_by=by)
    if by is not None and not may_read_run(by, run):
        raise PermissionDenied
    if not ids:
        raise ValidationError(_("There is nobody to print this for."))
    end_lost_runs()
    forget_old_runs()
    run.message = _("Waiting for its turn")
    try:
        with transaction.atomic():
            run.save()
            log(instance=event, action="outputs.print", user=by, data={"kind": kind, "count": len(ids)})
            tasks.print_run.using(priority=priority_of(by is not None)).enqueue(run.pk)
    except IntegrityError:  # the same is on its way; unless it ended at this moment
        same = PrintRun.objects.filter(event=event, kind=kind, key=run.key, state__in=ACTIVE).first()
        return same or request_run(event, kind, by=by, **options)
    return run


def fresh_run(event: Event, kind: str, *, ids: list[int], source: str = "", **options: Any) -> PrintRun | None:
    """What was made of the same before: with its file, or on its way. `source` is the digest of what it is made of."""
    end_lost_runs()
    same = PrintRun.objects.filter(event=event, kind=kind, key=_key({**options, "ids": sorted(ids)}))
    found = same.filter(state__in=ACTIVE).first() or same.filter(state=State.DONE).first()
    if found is None or found.is_active:
        return found
    is_there = found.file and found.file.storage.exists(str(found.file.name))
    return found if is_there and (not source or found.source_sha256 == source) else None


def digest_of(documents: list[Document]) -> str:
    return canonical.digest(b"\n".join(canonical.dumps(document) for document in documents))


def perform_run(run_id: int) -> None:
    """What the worker does with a run. Never raises what the sheets provoke: the run says what happened."""
    now = timezone.now()
    taken = PrintRun.objects.filter(pk=run_id, state=State.QUEUED).update(
        state=State.RUNNING, started_at=now, heartbeat=now, message=_("Assembling the sheets")
    )
    if not taken:
        return
    run = PrintRun.objects.select_related("event__venue__country", "event__kind", "event__series").get(pk=run_id)
    try:
        print_now(run)
    except WorkerLost:
        logger.warning("print run %s was given up before it ended", run_id)
    except PdfError as error:
        _finish(run, State.FAILED, str(error))
    except Exception:
        logger.exception("print run %s failed", run_id)
        _finish(run, State.FAILED, _("The file could not be made: an error of the program, which is in its log."))


def print_now(run: PrintRun) -> None:
    """Sets the sheets in parts, keeps the file and notes that they were printed. Raises PdfError, WorkerLost."""
    documents = RUNS[run.kind].documents(run.event, run.options)
    parts = [part for document in documents for part in batches.batches(document)]
    data = pdf.render_parts(parts, on_progress=_Counter(run, parts))
    run.file.save("sheets.pdf", ContentFile(data), save=False)
    run.size, run.pages, run.source_sha256 = len(data), page_count(data), digest_of(documents)
    with transaction.atomic():
        run.total = run.done = sum(map(batches.count, parts))
        _finish(run, State.DONE, "")
        run.save(update_fields=["file", "size", "pages", "source_sha256", "total", "done"])
        RUNS[run.kind].printed(run.event, run.options)


def end_lost_runs() -> int:
    """Marks runs whose worker was lost, and those that nobody took up; how many."""
    now = timezone.now()
    lost = PrintRun.objects.filter(state=State.RUNNING, heartbeat__lt=now - SILENT_AFTER)
    waiting = PrintRun.objects.filter(state=State.QUEUED, created_at__lt=now - WAITING_AT_MOST)
    stopped = _("The worker stopped before the file was ready. Start again.")
    idle = _("No worker took this up for half an hour. Ask the administrator whether the background worker runs.")
    count = lost.update(state=State.FAILED, finished_at=now, message=stopped)
    return count + waiting.update(state=State.FAILED, finished_at=now, message=idle)


def forget_old_runs() -> None:
    """Files first: a row without its file can be forgotten later, a file without its row never."""
    for run in PrintRun.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).exclude(state__in=ACTIVE):
        if run.file:
            run.file.delete(save=False)
        run.delete()


def _key(options: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(options, sort_keys=True).encode()).hexdigest()


class _Counter:
    """Writes how many sheets are set: when a part is done, else every two seconds as a sign of life."""

    def __init__(self, run: PrintRun, parts: list[Document]) -> None:
        self.run, self.part, self.at = run, -1, timezone.now()
        self.before = [sum(map(batches.count, parts[:place])) for place in range(len(parts))]
        self.total = sum(map(batches.count, parts))

    def __call__(self, part: int, percent: int) -> None:
        now = timezone.now()
        if part == self.part and now < self.at + BEAT_EVERY:
            return
        self.part, self.at = part, now
        mine = PrintRun.objects.filter(pk=self.run.pk, state=State.RUNNING)
        words = _("%(done)s of %(total)s set") % {"done": self.before[part], "total": self.total}
        if not mine.update(done=self.before[part], total=self.total, heartbeat=now, message=words):
            raise WorkerLost


def _finish(run: PrintRun, state: str, message: str) -> None:
    mine = PrintRun.objects.filter(pk=run.pk, state=State.RUNNING)
    if not mine.update(state=state, finished_at=timezone.now(), message=message[:500]) and state == State.DONE:
        raise WorkerLost
    run.state = state
