"""The files of a paper: judged on arrival, kept in versions, and read for words and a first page afterwards."""

import hashlib
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.file_names import clean_name
from cms.inspection import scanner
from cms.inspection.findings import PAPERS, Refused
from cms.inspection.run import inspect, read
from cms.models import Event
from participants.models import Person, User
from sessions.models import CallForPapers, Paper, PaperVersion

AGAIN = timedelta(minutes=1)


class Content:
    """An inspected file. To be made before a transaction is opened: it takes a second.

    Raises ValidationError for the field "file".
    """

    def __init__(self, upload: File, formats: frozenset[str] = PAPERS) -> None:
        try:
            finding = inspect(upload, max_bytes=settings.PAPER_MAX_BYTES, formats=formats, may_wait=True)
        except ValidationError as refusal:
            raise ValidationError({"file": refusal}) from None
        self.upload, self.warnings, self.pages = upload, list(finding.warnings), finding.pages
        self.media_type = finding.format.media_type
        self.name = clean_name(upload.name or "", extension=finding.format.extension)
        self.sha256 = _digest(upload)


def check_length(content: Content, call: CallForPapers | None, kind: str) -> None:
    """Raises ValidationError where a PDF has more pages than the call takes."""
    most = call.paper_pages if call and kind == PaperVersion.Kind.PAPER else None
    if most and content.pages and content.pages > most:
        words = ngettext("The file has %(pages)d page;", "The file has %(pages)d pages;", content.pages)
        rest = _("%(most)d are allowed.") % {"most": most}
        raise ValidationError({"file": f"{words % {'pages': content.pages}} {rest}"})


def refuse_twins(content: Content, *, event: Event, authors: list[Person], paper: Paper) -> None:
    """Raises ValidationError where one of `authors` has sent the same file with another paper of the event."""
    others = Paper.objects.filter(event=event, authors__person__in=authors).exclude(pk=paper.pk)
    twin = others.exclude(status=Paper.Status.WITHDRAWN).filter(versions__sha256=content.sha256).first()
    if twin:
        raise ValidationError({"file": _("You have sent this file already, as “%(title)s”.") % {"title": twin.title}})


def refuse_same(content: Content, paper: Paper) -> None:
    """Raises ValidationError where the paper has this very file."""
    if twin := paper.versions.filter(sha256=content.sha256).first():
        raise ValidationError({"file": _("This is the same file as version %(number)d.") % {"number": twin.number}})


def keep(
    paper: Paper,
    content: Content,
    *,
    by: User | None,
    kind: str = PaperVersion.Kind.PAPER,
    language: str = "",
    note: str = "",
) -> PaperVersion:
    """The next version of that kind and language (empty: the paper's). Within a transaction that locked the paper."""
    slot: dict[str, Any] = {"kind": kind, "language": language or paper.language}
    number = (paper.versions.filter(**slot).aggregate(last=Max("number"))["last"] or 0) + 1
    facts = {"name": content.name, "media_type": content.media_type, "size": content.upload.size}
    facts |= {"sha256": content.sha256, "warnings": content.warnings, "pages": content.pages, "note": note}
    version = PaperVersion(paper=paper, **slot, number=number, **facts, uploaded_by=by)
    version.full_clean(exclude=["paper", "file", "picture", "uploaded_by"])
    version.file.save(content.name, content.upload, save=True)
    transaction.on_commit(lambda: _read_later(version.pk))
    return version


def read_version(pk: int) -> None:
    """Fills in the words and the first page of a version; nothing where it is gone meanwhile, or held."""
    version = PaperVersion.objects.filter(pk=pk).first()
    if version is None or not _is_passed(version):
        return
    with version.file.open("rb") as file:
        reading = read(File(file, version.name))
    version.text = reading.text
    if reading.picture:
        version.picture.save("first.jpg", ContentFile(reading.picture), save=False)
    version.save(update_fields=["text", "picture"])


def _is_passed(version: PaperVersion) -> bool:
    """Asks the scanner again about a file that waits for it, and in a minute where it still does not answer."""
    if not version.is_held:
        return True
    others = [code for code in version.warnings if code not in PaperVersion.HELD]
    try:
        with version.file.open("rb") as file:
            scanner.scan(File(file, version.name))
    except Refused as refused:
        version.warnings = [*others, refused.code]
    else:
        version.warnings = others
    version.save(update_fields=["warnings"])
    if scanner.UNSCANNED in version.warnings:
        _read_later(version.pk, after=AGAIN)
    return not version.is_held


def _read_later(pk: int, *, after: timedelta | None = None) -> None:
    from sessions.tasks import read_paper

    task = read_paper.using(run_after=timezone.now() + after) if after else read_paper
    task.enqueue(pk)


def _digest(upload: File) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()
