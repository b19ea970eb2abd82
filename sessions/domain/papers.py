"""What happens to a paper, from its draft to its publication.

`by=None` is the operator at the command line. Files are inspected before a transaction is opened: it takes a second.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain.changes import Words, differences, words_of
from cms.models import Event
from participants.domain.letters import deliver
from participants.domain.people import person_of
from participants.domain.text import many_lines, one_line
from participants.erasing import delete_on_commit
from participants.models import Person, User
from sessions.domain.calls import call_of, check_places, check_text, check_time, formats_of, kinds_of, next_stage
from sessions.domain.paper_files import Content, check_length, keep, refuse_same, refuse_twins
from sessions.domain.reviewing.assigning import ask_reviewers_again
from sessions.models import CallForPapers, Paper, PaperAuthor, PaperVersion
from sessions.permissions import may_change_paper, may_decide_on_papers, may_submit_paper

Status, Stage, Kind = Paper.Status, Paper.Stage, PaperVersion.Kind
FIELDS = frozenset({"title", "abstract", "language", "session", "contribution"})
WORDS = ("title", "session", "status", "audience", "participants_from", "embargo_until")
CLOSED = (Status.WITHDRAWN, Status.REJECTED)
MOST_DRAFTS = 20


def draft_paper(
    event: Event,
    *,
    by: User,
    data: Mapping[str, Any],
    upload: File | None = None,
    note: str = "",
    paper: Paper | None = None,
) -> Paper:
    """Keeps what is not sent yet: a new draft of `by`, or `paper` as it was changed. Nothing is judged but its form.

    `note` says what is new in the file. `data` holds FIELDS and "themes"; what else it holds is ignored. Raises
    PermissionDenied; ValidationError by field, also where the paper has been sent meanwhile.
    """
    call = call_of(event)
    content = _arrived(call, upload)
    with transaction.atomic():
        paper, is_new = _opened(event, by, paper)
        if paper.status != Status.DRAFT:
            raise ValidationError({NON_FIELD_ERRORS: _("This paper has been sent already.")})
        _refuse_too_many(event, by, is_new=is_new)
        _assign(paper, data)
        _write(paper, data, by=by, is_new=is_new)
        if content:
            refuse_same(content, paper)
            keep(paper, content, by=by, note=one_line(note))
    return paper


def submit_paper(
    event: Event,
    *,
    by: User,
    data: Mapping[str, Any],
    upload: File | None = None,
    note: str = "",
    authors: Iterable[Person] = (),
    paper: Paper | None = None,
) -> Paper:
    """Sends a paper in: a new one, or `paper`, which was a draft, is to be revised, or whose abstract was accepted.

    `data` as for `draft_paper`. `authors` of a new paper are named in their order; without any, `by` is the author.
    The call's deadline is judged when this is committed, by the clock of the server; organisers are not bound by it.
    An acknowledgement is mailed on commit. Raises PermissionDenied; ValidationError by field, with the reason in words.
    """
    call = call_of(event)
    content = _arrived(call, upload)
    with transaction.atomic():
        paper, is_new = _opened(event, by, paper)
        stage, themes = next_stage(call, paper), list(data.get("themes", ()))
        _assign(paper, data)
        _judge(call, paper, stage, themes, by=by)
        is_revised = paper.status == Status.REVISE
        paper.round = paper.round + 1 if is_revised else 1 if stage != paper.stage else paper.round
        paper.stage, paper.status, paper.submitted_at = stage, Status.SUBMITTED, timezone.now()
        _write(paper, data, by=by, is_new=is_new, authors=authors)
        version = _add(paper, content, by=by, note=one_line(note))
        log(instance=paper, action="sessions.submit_paper", user=by, data=_told(paper, version))
        if is_revised:
            ask_reviewers_again(paper, by=by)
        _acknowledge(paper, version, by=by)
    return paper


def add_version(
    paper: Paper, *, by: User | None, upload: File, note: str = "", kind: str = Kind.PAPER, language: str = ""
) -> PaperVersion:
    """The next version of a file, with what changed in `note`; `language` empty is the paper's.

    Raises as `submit_paper`, and where the paper is closed.
    """
    if by and not may_change_paper(by, paper):
        raise PermissionDenied
    call = call_of(paper.event)
    content = Content(upload, formats_of(call, kind))
    check_length(content, call, kind)
    with transaction.atomic():
        paper = _locked(paper)
        _check_takes(call, paper, kind, by=by)
        refuse_same(content, paper)
        version = keep(paper, content, by=by, kind=kind, language=language, note=one_line(note))
        old = str(version.number - 1) if version.number > 1 else ""
        data = {"version": version.number, "changes": {"version": [old, str(version.number)]}}
        log(instance=paper, action="sessions.add_version", user=by, data=data)
        if paper.status != Status.DRAFT:
            _acknowledge(paper, version, by=by)
    return version


def discard_draft(paper: Paper, *, by: User) -> None:
    """Removes what was never sent, with its files. Raises PermissionDenied, and ValidationError once it was sent."""
    if not may_change_paper(by, paper):
        raise PermissionDenied
    with transaction.atomic():
        paper = _locked(paper)
        if paper.status != Status.DRAFT:
            raise ValidationError(_("This paper has been sent already."))
        delete_on_commit(file for version in paper.versions.all() for file in (version.file, version.picture) if file)
        paper.delete()


def publish_paper(
    paper: Paper,
    *,
    by: User | None,
    embargo_until: datetime | None = None,
    audience: str = Paper.Audience.PUBLIC,
    participants_from: datetime | None = None,
) -> Paper:
    """Opens the paper to its `audience` from `embargo_until` on (an aware time; None: at once).

    Participants of the event may read it from `participants_from` on, where that is earlier. Publishing again sets
    other times. Raises PermissionDenied, ValidationError for times in the wrong order and for a withdrawn paper.
    """
    if participants_from and (embargo_until is None or participants_from > embargo_until):
        raise ValidationError({"participants_from": _("Participants read it before everybody else, or with them.")})
    opened = {"status": Status.PUBLISHED, "published_at": paper.published_at or timezone.now(), "reason": ""}
    opened |= {"embargo_until": embargo_until, "audience": audience, "participants_from": participants_from}
    return _decide(paper, by=by, action="sessions.publish_paper", **opened)


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


def _arrived(call: CallForPapers | None, upload: File | None) -> Content | None:
    if upload is None:
        return None
    content = Content(upload, formats_of(call, Kind.PAPER))
    check_length(content, call, Kind.PAPER)
    return content


def _opened(event: Event, by: User, paper: Paper | None) -> tuple[Paper, bool]:
    """The paper to write on, locked, and whether it is new. Raises PermissionDenied."""
    if paper is None:
        if not may_submit_paper(by, event):
            raise PermissionDenied
        return Paper(event=event, submitted_by=by, status=Status.DRAFT), True
    paper = _locked(paper)
    if paper.event_id != event.pk or not may_change_paper(by, paper):
        raise PermissionDenied
    return paper, False


def _refuse_too_many(event: Event, by: User, *, is_new: bool) -> None:
    drafts = Paper.objects.filter(event=event, submitted_by=by, status=Status.DRAFT)
    if is_new and drafts.count() >= MOST_DRAFTS:
        raise ValidationError({NON_FIELD_ERRORS: _("You have many drafts here. Finish or discard one of them first.")})


def _judge(call: CallForPapers | None, paper: Paper, stage: str, themes: list[Any], *, by: User) -> None:
    """Raises ValidationError where the call does not take it, or it is not the time."""
    waits = paper.status in {Status.DRAFT, Status.REVISE, Status.SUBMITTED} or stage != paper.stage
    if not waits:
        words = _("This paper is %(status)s: it cannot be sent again.")
        raise ValidationError({NON_FIELD_ERRORS: words % {"status": paper.get_status_display()}})
    if may_decide_on_papers(by, paper.event):
        return
    check_time(call, paper, stage)
    check_text(call, paper, themes)
    check_places(call, paper, person_of(by), themes)


def _add(paper: Paper, content: Content | None, *, by: User, note: str) -> PaperVersion | None:
    """Keeps the file that came with it. Raises ValidationError where there is none, and one is needed."""
    if content:
        refuse_same(content, paper)
        refuse_twins(content, event=paper.event, authors=[each.person for each in paper.authors.all()], paper=paper)
        return keep(paper, content, by=by, note=note)
    if paper.stage == Stage.PAPER and not paper.versions.filter(kind=Kind.PAPER).exists():
        raise ValidationError({"file": _("Choose the file of your paper.")})
    return None


def _write(paper: Paper, data: Mapping[str, Any], *, by: User, is_new: bool, authors: Iterable[Person] = ()) -> None:
    paper.save()
    if "themes" in data:
        paper.themes.set(data["themes"])
    if is_new:
        PaperAuthor.objects.bulk_create(
            PaperAuthor(paper=paper, person=person, position=place)
            for place, person in enumerate(list(authors) or [person_of(by)])
        )


def _check_takes(call: CallForPapers | None, paper: Paper, kind: str, *, by: User | None) -> None:
    """Raises ValidationError. What is judged already changes only where a revision was asked for."""
    if paper.status in CLOSED:
        raise ValidationError(_("This paper takes no more versions."))
    if kind not in kinds_of(call):
        raise ValidationError({"kind": _("The organizers do not ask for this kind of file.")})
    is_bound = by is not None and not may_decide_on_papers(by, paper.event)
    if is_bound and kind == Kind.PAPER and paper.status == Status.SUBMITTED:
        check_time(call, paper, paper.stage)


def _assign(paper: Paper, data: Mapping[str, Any]) -> Paper:
    for field in FIELDS & data.keys():
        setattr(paper, field, data[field])
    paper.title, paper.abstract = one_line(paper.title), many_lines(paper.abstract)
    paper.full_clean(exclude=["event", "submitted_by"])
    if paper.session and paper.session.event_id != paper.event.pk:
        raise ValidationError({"session": _("This session belongs to another event.")})
    return paper


def _locked(paper: Paper) -> Paper:
    return Paper.objects.select_for_update(of=("self",)).select_related("event").get(pk=paper.pk)


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
    return words_of(paper, *WORDS, event=paper.event)


def _set(paper: Paper, **values: Any) -> None:
    for field, value in values.items():
        setattr(paper, field, value)
    paper.save(update_fields=[*values, "updated_at"])


def _told(paper: Paper, version: PaperVersion | None) -> dict[str, Any]:
    return {"file": version.name if version else "", "changes": differences({}, _words(paper))}


def _acknowledge(paper: Paper, version: PaperVersion | None, *, by: User | None) -> None:
    """Puts the letter in the queue, a table: it leaves exactly when the paper is committed."""
    if by is None:
        return
    address = f"{settings.WAGTAILADMIN_BASE_URL}{paper.get_absolute_url()}"
    with translation.override(paper.event.language):
        context = {"version": version, "paper": paper, "event": paper.event, "address": address}
        subject, _rest, body = render_to_string("sessions/paper_received.txt", context).strip().partition("\n")
    deliver.enqueue(subject=one_line(subject), body=f"{body.strip()}\n", to=by.email)
