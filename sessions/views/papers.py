"""The papers of an event: the list, a paper's page and its files."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.formats import date_format
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from cms import files, places
from cms.doors import open_event
from cms.inspection.words import WARNINGS
from cms.models import Event
from cms.prepared import prepared_for_visitors
from sessions import permissions
from sessions.domain.calls import call_of, deadline_of, is_open, moment, next_stage
from sessions.domain.file_names import neutral_name
from sessions.forms.papers import AuthorForm, PaperFilter
from sessions.models import CallForPapers, Paper, PaperAuthor, PaperVersion
from sessions.views.reviews import outcomes_of

PER_PAGE = 20
REVALIDATE = "public, no-cache"
CLOSED = {Paper.Status.WITHDRAWN, Paper.Status.REJECTED}
NO = PaperAuthor.Answer.DECLINED
FORMAT_NAMES = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint",
    "application/vnd.oasis.opendocument.text": "OpenDocument",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "text/csv": "CSV",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
}


@require_safe
def papers(request: HttpRequest, slug: str) -> HttpResponse:
    event = _event(request, slug)
    public = Paper.objects.published().filter(event=event)
    form = PaperFilter(request.GET, papers=public)
    found = public.filter(**form.chosen()).for_lists().order_by("title", "pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    total = page.paginator.count
    event.has_papers = bool(total) or None
    context = places.head(event, request, "papers") | {
        "page": page,
        "rows": [paper_row(paper) for paper in page],
        "form": form,
        "count": ngettext("%(count)d paper", "%(count)d papers", total) % {"count": total},
        "is_filtered": bool(form.chosen()),
        "may_submit": permissions.may_submit_paper(request.user, event),
        "call": call_row(call_of(event)),
    }
    return render(request, "sessions/papers.html", context)


@require_safe
def paper(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    event = _event(request, slug)
    found = get_object_or_404(
        Paper.objects.visible_to(request.user)
        .select_related("event", "session")
        .prefetch_related(
            "themes", "versions", "authors__person__affiliations__organization", "authors__person__country"
        ),
        pk=pk,
        event=event,
    )
    all_versions = permissions.may_read_versions(request.user, found)
    in_force, may_change = found.files_in_force(), permissions.may_change_paper(request.user, found)
    others = [version for version in found.versions.all() if version not in in_force] if all_versions else []
    held = [version for version in others if version.is_held]
    context = places.head(event, request, "papers") | {
        "paper": found,
        "authors": [_author_row(author, event) for author in found.authors.all() if author.answer != NO],
        "files": [_version_row(version) for version in [*in_force, *held]],
        "older": [_version_row(version) for version in others if version not in held],
        "status": _status(found) if all_versions else None,
        "stable_url": stable_url(found),
        "picture_url": next((_picture_url(event, version) for version in in_force if version.picture), ""),
        "outcomes": outcomes_of(found, request.user),
        "work": _work(found, event) if may_change and found.status not in CLOSED else None,
    }
    with timezone.override(event.tz):
        return render(request, "sessions/paper.html", context)


@require_safe
def file(request: HttpRequest, slug: str, pk: int, version: int | None = None) -> HttpResponseBase:
    """The text in force, or another file: an older one for those who may read them all. Its type is our own finding."""
    event = _event(request, slug)
    found = get_object_or_404(Paper.objects.files_open_to(request.user).select_related("event"), pk=pk, event=event)
    in_force = found.files_in_force()
    wanted = in_force[0] if in_force and version is None else found.versions.filter(pk=version).first()
    if wanted is None or wanted.is_held:
        raise Http404
    if wanted not in in_force and not permissions.may_read_versions(request.user, found):
        raise Http404
    if not permissions.may_know_authors(request.user, found):
        return files.send(wanted.file, name=neutral_name(wanted), media_type=wanted.media_type, public=False)
    return _send(request, wanted, public=found.is_public and event.visibility != Event.Visibility.PRIVATE)


def papers_of_session(session_id: int, user: Any) -> list[dict[str, Any]]:
    """For the session's page: what `sessions/session_papers.html` takes as `papers`; of those `user` may read."""
    return [paper_row(paper) for paper in _of_session(user, session_id, timezone.now())]


@prepared_for_visitors
def _of_session(user: Any, session: int, at: datetime) -> QuerySet[Paper]:
    readable = Paper.objects.open_to(user, at).filter(session=session).exclude(status=Paper.Status.WITHDRAWN)
    return readable.for_lists().order_by("title", "pk")


def papers_of_speaker(event: Event, person_id: int, user: Any) -> list[dict[str, Any]]:
    """As `papers_of_session`, for the page of somebody who speaks at `event`."""
    return [paper_row(paper) for paper in _of_speaker(user, event.pk, person_id, timezone.now())]


@prepared_for_visitors
def _of_speaker(user: Any, event: int, person: int, at: datetime) -> QuerySet[Paper]:
    readable = Paper.objects.open_to(user, at).filter(event=event, authors__person=person)
    return readable.exclude(status=Paper.Status.WITHDRAWN).for_lists().order_by("title", "pk")


def paper_row(paper: Any) -> dict[str, Any]:
    """What a list shows of a paper that came from `PaperQuerySet.for_lists`."""
    newest, address = paper.newest or {}, [paper.event.slug, paper.pk]
    return {
        "paper": paper,
        "number": newest.get("number"),
        "url": paper.get_absolute_url(),
        "authors": ", ".join(author.person.name for author in paper.authors.all()),
        "format": FORMAT_NAMES.get(newest.get("media_type"), ""),
        "size": newest.get("size"),
        "warnings": [WARNINGS[code] for code in paper.newest_warnings or () if code in WARNINGS],
        "file_url": reverse("sessions:paper_file", args=address) if newest else "",
        "picture_url": reverse("sessions:paper_picture", args=[*address, newest["pk"]])
        if newest.get("picture")
        else "",
        "opening": opening_of(paper),
    }


def stable_url(paper: Paper) -> str:
    """Whatever becomes of the event's address."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('sessions:paper_permanent', args=[paper.pk])}"


def _picture_url(event: Event, version: PaperVersion) -> str:
    return reverse("sessions:paper_picture", args=[event.slug, version.paper_id, version.pk])


def papers_in_rows(ids: list[int]) -> list[dict[str, Any]]:
    """Rows of these papers, in their order; whoever calls has asked which may be read."""
    found = {paper.pk: paper for paper in Paper.objects.filter(pk__in=ids).for_lists()}
    return [paper_row(found[pk]) for pk in ids if pk in found]


def opening_of(paper: Paper) -> str:
    """Its status; of a published paper that is not open to all, to whom it is and when it opens."""
    if paper.status != Paper.Status.PUBLISHED or paper.is_public:
        return str(paper.get_status_display())
    if paper.audience == Paper.Audience.TEAM:
        return _("for the team")
    if paper.embargo_until and paper.embargo_until > timezone.now():
        when = date_format(paper.embargo_until.astimezone(paper.event.tz), "j F Y")
        return _("opens on %(when)s") % {"when": when}
    return _("for participants")


def call_row(call: CallForPapers | None) -> dict[str, Any] | None:
    """What the pages of papers say of a call: until when what is asked, in the event's zone."""
    if call is None:
        return None
    now = timezone.now()
    stage = Paper.Stage.ABSTRACT if call.has_abstracts else Paper.Stage.PAPER
    deadline = deadline_of(call, stage)
    return {
        "call": call,
        "url": reverse("sessions:call", args=[call.event.slug]),
        "is_open": is_open(call, stage, now) and (deadline is None or now <= deadline),
        "opens": moment(call.opens_at, call.event) if call.opens_at and call.opens_at > now else "",
        "abstracts_until": moment(call.abstract_deadline, call.event) if call.has_abstracts else "",
        "papers_until": moment(call.paper_deadline, call.event),
    }


def _event(request: HttpRequest, slug: str) -> Event:
    return open_event(request.user, slug)


def _send(request: HttpRequest, version: PaperVersion, *, public: bool) -> HttpResponseBase:
    """Caches ask each time, so that a replaced file is never answered with the old one."""
    etag = quote_etag(version.sha256)
    if public and (unchanged := get_conditional_response(request, etag=etag)):
        unchanged["ETag"], unchanged["Cache-Control"] = etag, REVALIDATE
        return unchanged
    response = files.send(version.file, name=version.name, media_type=version.media_type, public=public)
    if public:
        response["ETag"], response["Cache-Control"] = etag, REVALIDATE
    return response


def _work(paper: Paper, event: Event) -> dict[str, Any]:
    """What its authors do on a paper's page: its text, its authors, its files."""
    call = call_of(event)
    stage = next_stage(call, paper)
    waits = paper.status in {Paper.Status.DRAFT, Paper.Status.REVISE} or stage != paper.stage
    return {
        "is_draft": paper.status == Paper.Status.DRAFT,
        "waits": waits,
        "is_abstract": stage == Paper.Stage.ABSTRACT,
        "may_edit": waits or paper.status == Paper.Status.SUBMITTED,
        "until": moment(deadline_of(call, stage), event) if paper.status != Paper.Status.REVISE else "",
        "takes_files": stage == Paper.Stage.PAPER and (paper.versions.all() or not waits),
        "authors": list(paper.authors.all()),
        "form": AuthorForm(),
    }


def _author_row(author: PaperAuthor, event: Event) -> dict[str, str]:
    person, post = author.person, author.person.post_on(event.start_date)
    return {
        "name": person.name,
        "title": post.title if post else "",
        "affiliation": post.institution if post else "",
        "country": person.country.name if person.country else "",
    }


def _version_row(version: PaperVersion) -> dict[str, Any]:
    address = [version.paper.event.slug, version.paper_id, version.pk]
    return {
        "version": version,
        "format": FORMAT_NAMES.get(version.media_type, ""),
        "url": "" if version.is_held else reverse("sessions:paper_version", args=address),
        "warnings": [WARNINGS[code] for code in version.warnings if code in WARNINGS],
    }


def _status(paper: Paper) -> dict[str, str]:
    kinds = {"published": "success", "rejected": "danger", "withdrawn": "warning"}
    waits = paper.status == Paper.Status.PUBLISHED and not paper.is_public
    return {
        "kind": "info" if waits else kinds.get(paper.status, "info"),
        "label": _("published, not yet open") if waits else paper.get_status_display(),
    }
