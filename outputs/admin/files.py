"""The files of an event in the back office: those that are always current beside those that people write."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cms.admin.dashboard import breadcrumbs
from cms.admin.links import AdminLink, Group
from cms.models import Event
from outputs import permissions
from outputs.admin.access import events_of, writer
from outputs.domain.documents import create_output
from outputs.domain.files import issue_file
from outputs.domain.jobs import fail_lost_jobs
from outputs.kinds import KINDS, Kind
from outputs.models import Job, Output, Rendition
from outputs.parts_of_kinds import Offered, kind_of, offered

ACTIVE = (Job.State.QUEUED, Job.State.RUNNING)


@dataclass
class Row:
    """A file: the draft that is always current and what was issued of it, or the documents that people wrote."""

    found: Offered
    event: Event
    draft: Output | None = None
    documents: list[Output] = field(default_factory=list)
    may_issue: bool = False

    @property
    def kind(self) -> Kind:
        return self.found.kind

    @property
    def slug(self) -> str:
        return self.found.slug

    @property
    def label(self) -> str:
        return self.found.label

    @property
    def may_begin(self) -> bool:
        return not (self.found.is_retired or self.is_being_written)

    @property
    def url(self) -> str:
        return reverse("outputs:file", args=[self.event.slug, self.kind.slug])

    @property
    def pdf_url(self) -> str:
        return reverse("outputs:file_pdf", args=[self.event.slug, self.kind.slug])

    @property
    def job(self) -> Job | None:
        return next(iter(self.draft.jobs.all()), None) if self.draft else None

    @property
    def running_url(self) -> str:
        """Where a compilation tells how far it is; empty where none is on its way."""
        if self.job is None or self.job.state not in ACTIVE:
            return ""
        return reverse("outputs:file_job", args=[self.event.slug, self.kind.slug, self.job.pk])

    @property
    def is_being_written(self) -> bool:
        return any(document.is_draft for document in self.documents)

    @property
    def rendition(self) -> Rendition | None:
        return next(iter(self.draft.renditions.all()), None) if self.draft else None


def files_link(event: Event, user: Any) -> AdminLink | None:
    if not permissions.may_write_outputs(user, event):
        return None
    return AdminLink(_("Files"), reverse("outputs_admin:files", args=[event.pk]), "download", 45, group=Group.OUTCOME)


@require_safe
def files(request: HttpRequest, event: int) -> HttpResponse:
    """Every file of the event, in the order in which a secretariat needs them."""
    found = get_object_or_404(events_of(request.user), pk=event)
    fail_lost_jobs()
    context = {
        "event": found,
        "breadcrumbs_items": breadcrumbs(found, _("Files")),
        "header_icon": "download",
        "header_title": _("Files"),
        "rows": rows_of(found, request.user),
    }
    with timezone.override(found.tz):
        return render(request, "outputs/admin/files.html", context)


def rows_of(event: Event, user: Any) -> list[Row]:
    """A row for each kind that `user` may read, those that the secretariat made after what they are like; none for a
    retired one that the event has no document of. Five queries.
    """
    outputs = outputs_by_kind(event)
    rows = []
    for found in sorted(kinds_of_files(event.language), key=lambda one: one.kind.place):
        kind = found.kind
        if not permissions.may_read_file(user, event, kind.slug) or (found.is_retired and not outputs[found.slug]):
            continue
        drafts = [one for one in outputs[found.slug] if kind.is_current and not one.frozen]
        documents = [one for one in outputs[found.slug] if one not in drafts]
        may_issue = permissions.may_issue_file(user, event, kind.slug)
        rows.append(Row(found, event, drafts[0] if drafts else None, documents, may_issue))
    return rows


def kinds_of_files(language: str) -> list[Offered]:
    """Texts as the secretariat has them, and printed sheets as they were delivered."""
    texts = offered(language)
    sheets = [Offered(kind.slug, kind, str(kind.label)) for kind in KINDS.values() if not kind.is_text]
    return [one for one in [*texts.values(), *sheets] if one.kind.place]


def outputs_by_kind(event: Event) -> dict[str, list[Output]]:
    """The newest first, each with its PDF and its jobs; a draft that is always current in the event's language only."""
    kinds = [kind.slug for kind in KINDS.values() if kind.place]
    pdfs = Prefetch("renditions", Rendition.objects.filter(format="pdf"))
    jobs = Prefetch("jobs", Job.objects.filter(format="pdf"))
    found = defaultdict(list)
    outputs = Output.objects.filter(event=event, kind__in=kinds).defer("body", "summary").prefetch_related(pdfs, jobs)
    outputs = outputs.select_related("template")
    for output in outputs.order_by("-version", "-pk"):
        is_elsewhere = KINDS[output.kind].is_current and not output.frozen and output.language != event.language
        if not is_elsewhere:
            found[output.slug].append(output)
    return found


@require_POST
def begin(request: HttpRequest, event: int, kind: str) -> HttpResponse:
    """A draft of a kind that people write, in the event's language."""
    found = get_object_or_404(events_of(request.user), pk=event)
    asked = kind_of(kind, found.language)
    if asked is None or not (asked.kind.is_written and asked.kind.place):
        raise Http404
    try:
        made = create_output(found, kind, by=writer(request))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(f"{reverse('outputs_admin:files', args=[found.pk])}#{kind}")
    return redirect("outputs_admin:work", made.pk)


@require_POST
def issue(request: HttpRequest, event: int, kind: str) -> HttpResponse:
    found = get_object_or_404(events_of(request.user), pk=event)
    if kind not in KINDS or not permissions.may_issue_file(request.user, found, kind):
        raise Http404
    try:
        output = issue_file(found, kind, by=writer(request))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("“%(title)s” is issued as it stood.") % {"title": output.title})
    return redirect(f"{reverse('outputs_admin:files', args=[found.pk])}#{kind}")
