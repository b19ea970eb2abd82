"""The papers of an event: the list, a paper's page and its files; sending in, new versions, withdrawing."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from cms import files, places
from cms.doors import open_event
from cms.inspection.words import WARNINGS
from cms.models import Event
from cms.prepared import prepared_for_visitors
from sessions import permissions
from sessions.domain.papers import add_version, submit_paper, withdraw_paper
from sessions.forms.papers import PaperFilter, PaperForm, VersionForm
from sessions.models import Paper, PaperAuthor, PaperVersion

PER_PAGE = 20
REVALIDATE = "public, no-cache"
FORMAT_NAMES = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint",
    "application/vnd.oasis.opendocument.text": "OpenDocument",
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
    }
    return render(request, "sessions/papers.html", context)


@require_safe
def paper(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    event = _event(request, slug)
    found = get_object_or_404(
        Paper.objects.visible_to(request.user)
        .select_related("event", "session")
        .prefetch_related("themes", "authors__person__affiliations__organization", "authors__person__country"),
        pk=pk,
        event=event,
    )
    all_versions = permissions.may_read_versions(request.user, found)
    versions = list(found.versions.all())
    context = places.head(event, request, "papers") | {
        "paper": found,
        "authors": [_author_row(author, event) for author in found.authors.all()],
        "versions": [_version_row(version) for version in (versions if all_versions else versions[:1])],
        "may_read_versions": all_versions,
        "may_change": permissions.may_change_paper(request.user, found) and found.status != Paper.Status.WITHDRAWN,
        "takes_versions": found.status in {Paper.Status.SUBMITTED, Paper.Status.PUBLISHED},
        "status": _status(found) if all_versions else None,
    }
    with timezone.override(event.tz):
        return render(request, "sessions/paper.html", context)


@require_safe
def file(request: HttpRequest, slug: str, pk: int, number: int | None = None) -> HttpResponseBase:
    """The newest version, or an older one for those who may read them all. Never the name or type its sender gave."""
    event = _event(request, slug)
    found = get_object_or_404(Paper.objects.visible_to(request.user), pk=pk, event=event)
    newest = found.versions.first()
    version = newest if number is None else get_object_or_404(found.versions, number=number)
    if version is None or (version != newest and not permissions.may_read_versions(request.user, found)):
        raise Http404
    return _send(request, version, public=found.is_public and event.visibility != Event.Visibility.PRIVATE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, slug: str) -> HttpResponse:
    event = _event(request, slug)
    if not permissions.may_submit_paper(request.user, event):
        return render(request, "sessions/paper_closed.html", places.head(event, request, "papers"), status=403)
    form = PaperForm(request.POST or None, request.FILES or None, event=event)
    if request.method == "POST" and form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "file"}
        sent = _attempt(form, submit_paper, event, by=request.user, data=data, upload=form.cleaned_data["file"])
        if sent:
            messages.success(request, _("Your paper has arrived. A letter confirms it."))
            _tell_warnings(request, sent.versions.first())
            return redirect(sent)
    context = places.head(event, request, "papers") | {"form": form}
    return render(request, "sessions/paper_form.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_version(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    event, found = _own_paper(request, slug, pk)
    form = VersionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        sent = _attempt(form, add_version, found, by=request.user, upload=data["file"], note=data["note"])
        if sent:
            messages.success(request, _("Version %(number)d has arrived.") % {"number": sent.number})
            _tell_warnings(request, sent)
            return redirect(found)
    context = places.head(event, request, "papers") | {"form": form, "paper": found}
    return render(request, "sessions/paper_version.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    _event_unused, found = _own_paper(request, slug, pk)
    if request.method == "POST":
        withdraw_paper(found, by=request.user)
        messages.success(request, _("The paper is withdrawn."))
        return redirect(found)
    context = {
        "title": _("Withdraw this paper?"),
        "text": _("“%(title)s” will no longer be considered or shown. This cannot be undone.") % {"title": found.title},
        "submit": _("Withdraw"),
        "danger": True,
        "cancel_url": found.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)


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
    newest = paper.newest or {}
    return {
        "paper": paper,
        "number": newest.get("number"),
        "url": paper.get_absolute_url(),
        "authors": ", ".join(author.person.name for author in paper.authors.all()),
        "format": FORMAT_NAMES.get(newest.get("media_type"), ""),
        "size": newest.get("size"),
        "warnings": [WARNINGS[code] for code in paper.newest_warnings or () if code in WARNINGS],
        "file_url": reverse("sessions:paper_file", args=[paper.event.slug, paper.pk]) if newest else "",
    }


def _event(request: HttpRequest, slug: str) -> Event:
    return open_event(request.user, slug)


def _own_paper(request: HttpRequest, slug: str, pk: int) -> tuple[Event, Paper]:
    """Raises Http404 where the paper may not be known of, PermissionDenied where it is somebody else's."""
    event = _event(request, slug)
    found = get_object_or_404(Paper.objects.visible_to(request.user).select_related("event"), pk=pk, event=event)
    if not permissions.may_change_paper(request.user, found):
        raise PermissionDenied
    return event, found


def _attempt(form: Any, change: Any, subject: Any, **arguments: Any) -> Any:
    """What `change` returns, or None with its refusals beside the fields of `form`."""
    try:
        return change(subject, **arguments)
    except ValidationError as refusal:
        for field, errors in (refusal.error_dict if hasattr(refusal, "error_dict") else {None: refusal}).items():
            form.add_error(field if field in form.fields else None, errors)
        return None


def _tell_warnings(request: HttpRequest, version: PaperVersion) -> None:
    for code in version.warnings:
        messages.warning(request, _("Please note: the file %(warning)s.") % {"warning": WARNINGS[code]})


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


def _author_row(author: PaperAuthor, event: Event) -> dict[str, str]:
    person, post = author.person, author.person.post_on(event.start_date)
    return {
        "name": person.name,
        "title": post.title if post else "",
        "affiliation": post.institution if post else "",
        "country": person.country.name if person.country else "",
    }


def _version_row(version: PaperVersion) -> dict[str, Any]:
    address = [version.paper.event.slug, version.paper_id, version.number]
    return {
        "version": version,
        "format": FORMAT_NAMES.get(version.media_type, ""),
        "url": reverse("sessions:paper_version", args=address),
        "warnings": [WARNINGS[code] for code in version.warnings if code in WARNINGS],
    }


def _status(paper: Paper) -> dict[str, str]:
    kinds = {"published": "success", "rejected": "danger", "withdrawn": "warning"}
    waits = paper.status == Paper.Status.PUBLISHED and not paper.is_public
    return {
        "kind": "info" if waits else kinds.get(paper.status, "info"),
        "label": _("published, not yet open") if waits else paper.get_status_display(),
    }
