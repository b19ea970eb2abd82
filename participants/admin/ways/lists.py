"""Lists of people from files: upload, preview, confirmation."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.tables.table import Table
from cms.wording import yes_or_no
from participants.domain.importing import run
from participants.domain.importing.columns import Layout
from participants.domain.importing.kinds import KINDS, Kind
from participants.domain.importing.plan import Row
from participants.domain.importing.planning import headings
from participants.domain.importing.template import MEDIA_TYPE, empty_table
from participants.models import ListImport

from .base import WaysView
from .forms import ListForm

PER_PAGE = 50
RENEW_AFTER = "2"  # seconds
TITLES = {
    "registrations": gettext_lazy("Registrations from a list"),
    "invitations": gettext_lazy("Invitations from a list"),
    "delegations": gettext_lazy("Delegations from a list"),
}


class OfKind(WaysView):
    icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kwargs.get("kind") not in KINDS:
            raise Http404
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response


class ListUpload(OfKind):
    template = "participants/admin/ways/list.html"

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        return self.show_form(kind, ListForm(event=self.event, kind=kind))

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        form = ListForm(request.POST, request.FILES, event=self.event, kind=kind)
        if not form.is_valid():
            return self.show_form(kind, form)
        upload, pasted = form.cleaned_data.get("file"), form.cleaned_data["pasted"]
        given = {"upload": upload, "pasted": pasted, "options": form.chosen()}
        try:
            waiting = run.receive_list(self.event, kind=kind, by=request.user, **given)
        except ValidationError as refused:
            form.add_error("file" if upload else "pasted", refused)
            return self.show_form(kind, form)
        return redirect(self.url("list_preview", kind, waiting.pk))

    def show_form(self, kind: str, form: ListForm) -> HttpResponse:
        self.title = TITLES[kind]
        earlier = ListImport.objects.filter(event=self.event, kind=kind).defer("table").select_related("created_by")
        return self.show(form=form, kind=KINDS[kind], earlier=earlier[:10])


class ListTemplate(OfKind):
    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        response = HttpResponse(empty_table(KINDS[kind], self.event), content_type=MEDIA_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{kind}.xlsx"'
        return response


class ListPreview(OfKind):
    """Which rows can be taken, why others cannot, and the button that writes them."""

    template = "participants/admin/ways/list_preview.html"

    def get(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        run.fail_lost_lists(self.event)
        return self.show_list(self.waiting(kind, pk))

    def post(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        waiting = self.waiting(kind, pk)
        do = next((name for name in ("discard", "columns") if name in request.POST), "confirm")
        try:
            return getattr(self, do)(waiting)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(self.here(waiting))

    def waiting(self, kind: str, pk: int) -> ListImport:
        found = ListImport.objects.filter(event=self.event, kind=kind).select_related("created_by")
        waiting = get_object_or_404(found, pk=pk)
        waiting.event = self.event
        return waiting

    def here(self, waiting: ListImport) -> str:
        return self.url("list_preview", waiting.kind, waiting.pk)

    def columns(self, waiting: ListImport) -> HttpResponse:
        keys = [column.key for column in run.kind_of(waiting).columns]
        said = {key: self.request.POST.get(f"column-{key}", "") for key in keys}
        places = {key: int(text) for key, text in said.items() if text.isascii() and text.isdecimal() and len(text) < 4}
        run.choose_columns(waiting, by=self.request.user, places=places)
        return redirect(self.here(waiting))

    def confirm(self, waiting: ListImport) -> HttpResponse:
        digest, leave_out = self.request.POST.get("digest", ""), "leave_out" in self.request.POST
        run.confirm_list(waiting, by=self.request.user, digest=digest, leave_out_bad=leave_out)
        return redirect(self.here(waiting))

    def discard(self, waiting: ListImport) -> HttpResponse:
        run.discard_list(waiting, by=self.request.user)
        messages.success(self.request, _("What was read is thrown away; nothing was changed."))
        return redirect(self.url("list", waiting.kind))

    def show_list(self, waiting: ListImport) -> HttpResponse:
        self.title, self.parent = _("What would be written"), ("list", TITLES[waiting.kind])
        kind, state = run.kind_of(waiting), waiting.state
        if state == ListImport.State.WAITING:
            return self.show(waiting=waiting, kind=kind, **self.preview(waiting, kind))
        self.title = waiting.get_state_display()
        response = self.show(waiting=waiting, kind=kind, done=run.progress_of(waiting), all=len(waiting.table["lines"]))
        if state == ListImport.State.WRITING:
            response["Refresh"] = RENEW_AFTER
        return response

    def preview(self, waiting: ListImport, kind: Kind) -> dict[str, Any]:
        plan = run.plan_list(waiting)
        good, bad = plan.good, plan.bad
        shown = self.request.GET.get("show") or ("bad" if bad else "good")
        page = Paginator(bad if shown == "bad" else good, PER_PAGE).get_page(self.request.GET.get("page"))
        return {
            "plan": plan,
            "digest": plan.digest(waiting.options),
            "good": len(good),
            "bad": len(bad),
            "shown": shown,
            "page": page,
            "rows": [line_of(row, kind) for row in page],
            "layout": layout_of(waiting, kind),
        }

    def url(self, name: str, *args: Any) -> str:
        """The upload that breadcrumbs lead to is that of the kind at hand."""
        given = args or ((self.kwargs["kind"],) if name == "list" else ())
        return super().url(name, *given)


def layout_of(waiting: ListImport, kind: Kind) -> list[dict[str, Any]]:
    """For each column of ours the columns of the file, and which it is."""
    layout = Layout(**waiting.columns)
    titles = list(enumerate(headings(Table.from_json(waiting.table), layout)))
    return [{"column": each, "choices": titles, "chosen": layout.places.get(each.key, -1)} for each in kind.columns]


def line_of(row: Row, kind: Kind) -> dict[str, Any]:
    first, *others = kind.columns
    return {
        "number": row.number,
        "title": said(row.values.get(first.key) or row.values.get("organization")),
        "cells": [(column.header, said(row.values.get(column.key))) for column in others],
        "faults": row.faults,
        "note": row.note,
    }


def said(value: Any) -> str:
    if value is True:
        return yes_or_no(value)
    return "" if value in {None, False, ""} else str(value)
