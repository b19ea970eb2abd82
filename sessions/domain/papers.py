"""What happens to a paper, from its arrival to its publication.

`by=None` is the operator at the command line. Files are inspected before a transaction is opened: it takes a second.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain.changes import Words, differences, words_of
from cms.inspection.run import inspect
from cms.models import Event
from participants.domain.letters import deliver
from participants.domain.people import person_of
from participants.domain.text import many_lines, one_line
from participants.models import Person, User
from sessions.domain.file_names import clean_name
from sessions.models import Paper, PaperAuthor, PaperVersion
from sessions.permissions import may_change_paper, may_decide_on_papers, may_submit_paper

Status = Paper.Status
FIELDS = frozenset({"title", "abstract", "language", "session", "contribution"})


def submit_paper(
    event: Event, *, by: User, data: Mapping[str, Any], upload: File, authors: Iterable[Person] = ()
) -> Paper:
    """A new paper with its first version. `data` holds FIELDS and "themes"; what else it holds is ignored.

    `authors` are named in their order; without any, `by` is the author. An acknowledgement is mailed on commit.
    Raises PermissionDenied; ValidationError by field, with the reason in words where the file is refused.
    """
    if not may_submit_paper(by, event):
        raise PermissionDenied
    named = list(authors) or [person_of(by)]
    paper = _assign(Paper(event=event, submitted_by=by, submitted_at=timezone.now()), data)
    content = _Content(upload)
    _refuse_twins(content, event=event, authors=named)
    with transaction.atomic():
        paper.save()
        paper.themes.set(data.get("themes", ()))
        PaperAuthor.objects.bulk_create(
            PaperAuthor(paper=paper, person=person, position=place) for place, person in enumerate(named)
        )
        version = _keep(paper, content, by=by)
        data = {"file": version.name, "changes": differences({}, _words(paper))}
        log(instance=paper, action="sessions.submit_paper", user=by, data=data)
        _acknowledge(version, by=by)
    return paper


def add_version(paper: Paper, *, by: User | None, upload: File, note: str = "") -> PaperVersion:
    """The next version, with what changed in `note`. Raises as `submit_paper`, and where the paper is closed."""
    if by and not may_change_paper(by, paper):
        raise PermissionDenied
    content = _Content(upload)
    with transaction.atomic():
        paper = _locked(paper)
        if paper.status in {Status.WITHDRAWN, Status.REJECTED}:
            raise ValidationError(_("This paper takes no more versions."))
        if twin := paper.versions.filter(sha256=content.sha256).first():
            raise ValidationError({"file": _("This is the same file as version %(number)d.") % {"number": twin.number}})
        version = _keep(paper, content, by=by, note=one_line(note))
        old = str(version.number - 1) if version.number > 1 else ""
        data = {"version": version.number, "changes": {"version": [old, str(version.number)]}}
        log(instance=paper, action="sessions.add_version", user=by, data=data)
        _acknowledge(version, by=by)
    return version


def publish_paper(paper: Paper, *, by: User | None, embargo_until: datetime | None = None) -> Paper:
    """Opens the paper to whoever may see its event, from `embargo_until` on (an aware time; None: at once).

    Publishing again sets another time. Raises PermissionDenied, and ValidationError for a withdrawn paper.
    """
    opened = {"status": Status.PUBLISHED, "published_at": paper.published_at or timezone.now()}
    return _decide(paper, by=by, action="sessions.publish_paper", **opened, embargo_until=embargo_until, reason="")


def reject_paper(paper: Paper, *, by: User | None, reason: str) -> Paper:
    """Takes the paper out of publication. Raises PermissionDenied; ValidationError without reason or if withdrawn."""
    reason = many_lines(reason)
    if not reason:
        raise ValidationError({"reason": _("Say why, for the author.")})
    return _decide(paper, by=by, action="sessions.reject_paper", status=Status.REJECTED, reason=reason)


def withdraw_paper(paper: Paper, *, by: User | None) -> Paper:
    """The author takes the paper back; its versions stay for those who may read them. Raises PermissionDenied."""
    if by and not may_change_paper(by, paper):
        raise PermissionDenied
    with transaction.atomic():
        paper = _locked(paper)
        if paper.status != Status.WITHDRAWN:
            before = _words(paper)
            _set(paper, status=Status.WITHDRAWN)
            data = {"changes": differences(before, _words(paper))}
            log(instance=paper, action="sessions.withdraw_paper", user=by, data=data)
    return paper


class _Content:
    """An inspected file. Raises ValidationError for the field "file"."""

    def __init__(self, upload: File) -> None:
        try:
            finding = inspect(upload, max_bytes=settings.PAPER_MAX_BYTES)
        except ValidationError as refusal:
            raise ValidationError({"file": refusal}) from None
        self.upload, self.warnings = upload, list(finding.warnings)
        self.media_type = finding.format.media_type
        self.name = clean_name(upload.name or "", extension=finding.format.extension)
        self.sha256 = _digest(upload)


def _digest(upload: File) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def _assign(paper: Paper, data: Mapping[str, Any]) -> Paper:
    for field in FIELDS & data.keys():
        setattr(paper, field, data[field])
    paper.title, paper.abstract = one_line(paper.title), many_lines(paper.abstract)
    paper.full_clean(exclude=["event"])
    if paper.session and paper.session.event_id != paper.event.pk:
        raise ValidationError({"session": _("This session belongs to another event.")})
    return paper


def _refuse_twins(content: _Content, *, event: Event, authors: list[Person]) -> None:
    open_papers = Paper.objects.filter(event=event, authors__person__in=authors).exclude(status=Status.WITHDRAWN)
    twin = open_papers.filter(versions__sha256=content.sha256).first()
    if twin:
        raise ValidationError({"file": _("You have sent this file already, as “%(title)s”.") % {"title": twin.title}})


def _locked(paper: Paper) -> Paper:
    return Paper.objects.select_for_update().get(pk=paper.pk)


def _keep(paper: Paper, content: _Content, *, by: User | None, note: str = "") -> PaperVersion:
    earlier = paper.versions.filter(kind=PaperVersion.Kind.PAPER, language=paper.language)
    number = (earlier.aggregate(last=Max("number"))["last"] or 0) + 1
    version = PaperVersion(
        paper=paper,
        language=paper.language,
        number=number,
        name=content.name,
        media_type=content.media_type,
        size=content.upload.size,
        sha256=content.sha256,
        warnings=content.warnings,
        note=note,
        uploaded_by=by,
    )
    version.full_clean(exclude=["paper", "file", "uploaded_by"])
    version.file.save(content.name, content.upload, save=True)
    return version


def _decide(paper: Paper, *, by: User | None, action: str, **values: Any) -> Paper:
    if by and not may_decide_on_papers(by, paper.event):
        raise PermissionDenied
    with transaction.atomic():
        paper = _locked(paper)
        if paper.status == Status.WITHDRAWN:
            raise ValidationError(_("The author has withdrawn this paper."))
        before = _words(paper)
        _set(paper, **values)
        data = {"title": paper.title, "reason": paper.reason, "changes": differences(before, _words(paper))}
        log(instance=paper, action=action, user=by, data=data)
    return paper


def _words(paper: Paper) -> Words:
    return words_of(paper, "title", "session", "status", "embargo_until", event=paper.event)


def _set(paper: Paper, **values: Any) -> None:
    for field, value in values.items():
        setattr(paper, field, value)
    paper.save(update_fields=[*values, "updated_at"])


def _acknowledge(version: PaperVersion, *, by: User | None) -> None:
    """Puts the letter in the queue, a table: it leaves exactly when the paper is committed."""
    if by is None:
        return
    address = f"{settings.WAGTAILADMIN_BASE_URL}{version.paper.get_absolute_url()}"
    with translation.override(version.paper.event.language):
        context = {"version": version, "paper": version.paper, "event": version.paper.event, "address": address}
        subject, _rest, body = render_to_string("sessions/paper_received.txt", context).strip().partition("\n")
    deliver.enqueue(subject=one_line(subject), body=f"{body.strip()}\n", to=by.email)
