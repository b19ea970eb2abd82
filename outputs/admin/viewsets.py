"""The documents of an event in the back office: list, work page, form, board of recommendations.

Everything starts from the events at which the user writes; ids of another event are not found.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.viewsets.base import ViewSet

from cms.admin.dashboard import breadcrumbs
from cms.admin.links import AdminLink, Group
from cms.models import Event
from cms.roles import is_secretariat
from outputs import permissions
from outputs.admin import (
    board,
    comments,
    files,
    house_style,
    kinds,
    lifecycle,
    paper_texts,
    papers,
    references,
    stationery,
)
from outputs.admin.access import events_of, output_of, writer
from outputs.admin.edit_urls import addresses as editing_addresses
from outputs.admin.forms import NewOutputForm, StateForm
from outputs.admin.frame import frame
from outputs.admin.views import OutputEditView
from outputs.checks.completeness import lacks_of
from outputs.checks.style import style_for_page
from outputs.domain.adoption import NotAllDisposed, adopt_output, issue_output
from outputs.domain.archiving import ARCHIVE
from outputs.domain.compilation import ALL, request_compilation
from outputs.domain.documents import create_output, set_state
from outputs.domain.jobs import fail_lost_jobs
from outputs.editing.clearance import standing_of
from outputs.issued.succession import successor_of
from outputs.kinds import KINDS
from outputs.models import Job, Output
from outputs.record.board import Row, rows_of
from outputs.resolve import document_of, resolve
from outputs.views.documents import output_row, rows_in_force

JOBS_SHOWN = 5


def outputs_link(event: Event, user: Any) -> AdminLink | None:
    if not permissions.may_write_outputs(user, event):
        return None
    count = Output.objects.filter(event=event).outcomes().count()
    return AdminLink(
        _("Outcome documents"),
        reverse("outputs_admin:index", args=[event.pk]),
        "doc-full-inverse",
        60,
        count=count,
        group=Group.OUTCOME,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, event: int) -> HttpResponse:
    """The documents of an event, and beginning a new one."""
    found = get_object_or_404(events_of(request.user), pk=event)
    form = NewOutputForm(request.POST or None, event=found)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_output(
                found, form.cleaned_data["kind"], by=writer(request), language=form.cleaned_data["language"]
            )
        except ValidationError as refused:
            form.add_error("kind", refused)
        else:
            return redirect("outputs_admin:work", made.pk)
    outputs = Output.objects.filter(event=found).outcomes().newest_first().with_files()
    context = {
        "event": found,
        "breadcrumbs_items": breadcrumbs(found, _("Outcome documents")),
        "header_icon": "doc-full",
        "header_title": _("Outcome documents"),
        "rows": rows_in_force(outputs),
        "may_set_symbols": permissions.may_set_symbols(request.user),
        "form": form,
    }
    return render(request, "outputs/admin/index.html", context)


@require_safe
def work(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one document: where it stands, what is open, its files, and the next step."""
    output = output_of(request, pk)
    fail_lost_jobs()
    jobs = list(output.jobs.filter(format__in=("pdf", ALL, ARCHIVE))[:JOBS_SHOWN])
    rows, document = rows_of(output), document_of(output)
    context = frame(output) | {
        "row": output_row(output, successor_of(output)),
        "jobs": jobs,
        "running": next((job for job in jobs if job.state in {Job.State.QUEUED, Job.State.RUNNING}), None),
        "open_rows": [row for row in rows if row.is_open],
        "row_count": len(rows),
        "lacks": lacks_of(output, document) if output.is_draft else [],
        "life": lifecycle.in_words(output),
        "style": style_for_page(output, document) if output.is_draft else None,
        "state_form": StateForm(initial={"state": output.state}),
        "standing": standing_of(output),
        "handovers": output.handovers.select_related("by"),
        "may_set_steps": is_secretariat(request.user),
        "takes_recommendations": KINDS[output.kind].takes_recommendations,
        "may": {
            "edit": permissions.may_edit_output(request.user, output),
            "compile": permissions.may_compile_output(request.user, output),
            "adopt": permissions.may_adopt_output(request.user, output),
            "open_comments": permissions.may_open_comments(request.user, output),
            "announce": permissions.may_announce(request.user, output),
            "modify": permissions.may_modify_output(request.user, output),
            "issue": permissions.may_issue_output(request.user, output),
            "break_lock": permissions.may_break_lock(request.user, output),
        },
    }
    return render(request, "outputs/admin/work.html", context)


@require_POST
def compile_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    output = output_of(request, pk)
    request_compilation(output, "pdf", by=writer(request))
    return redirect("outputs_admin:work", output.pk)


@require_POST
def change_state(request: HttpRequest, pk: int) -> HttpResponse:
    output = output_of(request, pk)
    try:
        set_state(output, by=writer(request), state=request.POST.get("state", ""))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("outputs_admin:work", output.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """A question first; where recommendations are open, the list of them instead."""
    output = output_of(request, pk)
    if not permissions.may_adopt_output(request.user, output):
        raise Http404
    rows: list[Row] = [row for row in rows_of(output) if row.is_open]
    if request.method == "POST":
        try:
            adopt_output(output, by=writer(request), override=request.POST.get("override", "").strip())
        except NotAllDisposed as refused:
            rows = list(refused.rows)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("The document is adopted. Its text is frozen."))
            return redirect("outputs_admin:work", output.pk)
    document = resolve(output, state=Output.State.ADOPTED)
    context = frame(output, _("Adopt")) | {
        "rows": rows,
        "standing": standing_of(output),
        "may_override": is_secretariat(request.user),
        "lacks": [one for one in lacks_of(output, document) if one.is_blocking],
        "style": None if rows else style_for_page(output, document),
    }
    return render(request, "outputs/admin/adopt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    output = output_of(request, pk)
    if not permissions.may_issue_output(request.user, output):
        raise Http404
    if request.method == "POST":
        try:
            issue_output(output, by=writer(request))
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        return redirect("outputs_admin:work", output.pk)
    return render(request, "outputs/admin/issue.html", frame(output, _("Issue")))


class OutputViewSet(ViewSet):
    name = "outputs_admin"
    url_prefix = "outputs"

    def get_urlpatterns(self) -> list:
        return [
            path("event/<int:event>/", index, name="index"),
            path("event/<int:event>/files/", files.files, name="files"),
            path("event/<int:event>/files/<slug:kind>/begin/", files.begin, name="begin_file"),
            path("event/<int:event>/files/<slug:kind>/issue/", files.issue, name="issue_file"),
            path("event/<int:event>/papers/", papers.papers, name="papers"),
            path("event/<int:event>/papers/badges/", papers.print_badges, name="print_badges"),
            path("event/<int:event>/papers/letters/", papers.letters, name="letters"),
            path("event/<int:event>/papers/letters/issue/", papers.send_letters, name="issue_letters"),
            path("event/<int:event>/papers/certificates/", papers.certificates, name="certificates"),
            path("event/<int:event>/papers/certificates/issue/", papers.issue, name="issue_certificates"),
            path("event/<int:event>/papers/certificates/<int:pk>/revoke/", papers.revoke, name="revoke_certificate"),
            path("event/<int:event>/papers/texts/", stationery.stationery, name="stationery"),
            path("kinds/papers/<slug:kind>/", paper_texts.paper, name="paper_text"),
            *kinds.urlpatterns(),
            path("event/<int:event>/symbols/", lifecycle.symbols, name="symbols"),
            path("event/<int:event>/downloads.csv", lifecycle.downloads, name="downloads"),
            path("<int:pk>/comments/", comments.open_for_comments, name="comments"),
            path("<int:pk>/announce/", lifecycle.announce, name="announce"),
            path("<int:pk>/modify/", lifecycle.modify, name="modify"),
            path("<int:pk>/stamp/", lifecycle.stamp, name="stamp"),
            path("<int:pk>/", work, name="work"),
            *editing_addresses,
            path("<int:pk>/edit/", OutputEditView.as_view(), name="edit"),
            path("<int:pk>/board/", board.board, name="board"),
            path("<int:pk>/board/words/", board.words, name="board_words"),
            path("<int:pk>/taken-over/", board.rollup, name="rollup"),
            path("style/", house_style.rules, name="style_rules"),
            path("<int:pk>/style/", house_style.style, name="style"),
            path("<int:pk>/state/", change_state, name="state"),
            path("<int:pk>/references/", references.references, name="references"),
            path("<int:pk>/compile/", compile_pdf, name="compile"),
            path("<int:pk>/adopt/", adopt, name="adopt"),
            path("<int:pk>/issue/", issue, name="issue"),
        ]
