"""Copies of superseded documents that say so. The issued file itself stays, byte for byte."""

from __future__ import annotations

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms import wording
from outputs import tasks
from outputs.domain.compilation import compile_now, keep_file
from outputs.domain.jobs import OnProgress, Saying, request_job, run_job
from outputs.issued.library import supersede
from outputs.issued.succession import successor_of, superseded_by
from outputs.models import Job, Output, Rendition
from outputs.pdf.notice import notice
from outputs.pdf.stamp import stamp
from outputs.renderers import ignore, renderer
from outputs.tree import canonical
from participants.models import User

COPY = "superseded"
SAYING = Saying(
    begins=gettext_lazy("Stamping the pages"),
    goes_on=gettext_lazy("Stamping the pages"),
    fails=gettext_lazy("The copy could not be made: an error of the program, which is in its log."),
)


def note_succession(output: Output) -> None:
    """Puts each document that `output`, now issued, takes the place of behind it in the library, and asks for stamped
    copies. To be called in the transaction that issues it.
    """
    former_ones = superseded_by(output)
    supersede(former_ones)
    for former in former_ones:
        request_copy(former, by=None)


def request_copy(output: Output, *, by: User | None) -> Job:
    """The job that stamps the copy of a superseded document (see `jobs.request_job`).

    `by` is None for what the system starts. Raises PermissionDenied.
    """
    return request_job(output, COPY, tasks.stamp_superseded, by=by)


def run_stamping(job_id: int) -> None:
    """What the worker does with such a job. Never raises: the job says what happened. Where another document took its
    place meanwhile, the copy is stamped once more.
    """
    output = Output.objects.get(jobs=job_id)
    successor = successor_of(output)
    if run_job(job_id, _make, SAYING) and successor_of(output) != successor:
        request_copy(output, by=None)


def _make(job: Job, on_progress: OnProgress) -> None:
    stamp_copy(job.output_id, on_progress=on_progress)


def stamp_copy(pk: int, *, on_progress: OnProgress = ignore) -> Rendition | None:
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
