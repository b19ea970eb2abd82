"""Copies of superseded documents that say so. The issued file itself stays, byte for byte."""

from __future__ import annotations

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms import wording
from outputs import canonical, tasks
from outputs.domain.compilation import compile_now, keep_file
from outputs.library import supersede
from outputs.models import Output, Rendition
from outputs.pdf.notice import notice
from outputs.pdf.stamp import stamp
from outputs.renderers import ignore, renderer
from outputs.succession import successor_of, superseded_by

COPY = "superseded"


def note_succession(output: Output) -> None:
    """Puts each document that `output`, now issued, takes the place of behind it in the library, and asks for stamped
    copies. To be called in the transaction that issues it.
    """
    former_ones = superseded_by(output)
    supersede(former_ones)
    for former in former_ones:
        tasks.stamp_superseded.enqueue(former.pk)


def stamp_copy(pk: int) -> Rendition | None:
    """The PDF of a superseded document with a note at the head of each page; None where it is in force.

    Raises PdfError.
    """
    output = Output.objects.select_related("event__venue__country", "event__kind", "event__series").get(pk=pk)
    successor = successor_of(output)
    if successor is None:
        return None
    issued = compile_now(output, "pdf", on_progress=ignore)
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
