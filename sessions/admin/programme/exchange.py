"""The programme from files and into files: upload, preview, confirmation; downloads."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.admin.programme.base import EventView, url
from sessions.domain import exchange
from sessions.exchange import words
from sessions.exchange.formats import FORMATS, xlsx
from sessions.exchange.plan import BAD, CHANGED, NEW, STATES, UNCHANGED
from sessions.exchange.read import state_of
from sessions.exchange.tables import MOST_ROWS
from sessions.forms.exchange import UploadForm
from sessions.models import ProgrammeImport

PER_PAGE = 50
RENEW_AFTER = "2"  # seconds
TABS = {
    BAD: gettext_lazy("cannot be taken"),
    NEW: gettext_lazy("new"),
    CHANGED: gettext_lazy("changed"),
    UNCHANGED: gettext_lazy("unchanged"),
}

TITLES = {
    ProgrammeImport.State.WRITING: gettext_lazy("Being written"),
    ProgrammeImport.State.DONE: gettext_lazy("Taken in"),
}


class ImportUpload(EventView):
    title = gettext_lazy("From a file")
    template = "sessions/admin/import.html"
    screen = "programme:import"

    def get(self, request: Any) -> HttpResponse:
        return self.show_form(UploadForm())

    def post(self, request: Any) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                waiting = exchange.receive_programme(self.event, by=request.user, upload=form.cleaned_data["file"])
            except ValidationError as error:
                form.add_error("file", error)
            else:
                return redirect(url("import_preview", self.event, waiting.pk))
        return self.show_form(form)

    def show_form(self, form: UploadForm) -> HttpResponse:
        earlier = ProgrammeImport.objects.filter(event=self.event).defer("document").select_related("created_by")
        return self.show(form=form, earlier=earlier[:10], most_rows=MOST_ROWS)


class ImportPreview(EventView):
    """What a file would change; the choices that it needs; and the button that writes it."""

    title = gettext_lazy("What would change")
    template = "sessions/admin/import_preview.html"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    def get(self, request: Any, pk: int) -> HttpResponse:
        exchange.fail_lost_imports(self.event)
        return self.show_import(self.waiting(pk))

    def post(self, request: Any, pk: int) -> HttpResponse:
        waiting = self.waiting(pk)
        do = next((name for name in ("discard", "choose", "confirm") if name in request.POST), "confirm")
        try:
            return getattr(self, do)(waiting)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(url("import_preview", self.event, pk))

    def waiting(self, pk: int) -> ProgrammeImport:
        found = ProgrammeImport.objects.filter(event=self.event).select_related("created_by")
        waiting = get_object_or_404(found, pk=pk)
        waiting.event = self.event
        return waiting

    def choose(self, waiting: ProgrammeImport) -> HttpResponse:
        prefix = "who-"
        chosen = {
            key.removeprefix(prefix): self.request.POST[key] for key in self.request.POST if key.startswith(prefix)
        }
        exchange.choose_people(waiting, by=self.request.user, choices=chosen)
        return redirect(url("import_preview", self.event, waiting.pk))

    def confirm(self, waiting: ProgrammeImport) -> HttpResponse:
        exchange.confirm_import(
            waiting,
            by=self.request.user,
            digest=self.request.POST.get("digest", ""),
            leave_out_bad="leave_out" in self.request.POST,
        )
        return redirect(url("import_preview", self.event, waiting.pk))

    def discard(self, waiting: ProgrammeImport) -> HttpResponse:
        exchange.discard_import(waiting, by=self.request.user)
        messages.success(self.request, _("What was read is thrown away; nothing was changed."))
        return redirect(url("import", self.event))

    def show_import(self, waiting: ProgrammeImport) -> HttpResponse:
        state = ProgrammeImport.State(waiting.state)
        self.title = TITLES.get(state, self.title)
        facts = {"waiting": waiting, "format": words.FORMATS[waiting.format]}
        if state == ProgrammeImport.State.WAITING:
            return self.show(**facts, **self.preview(waiting))
        response = self.show(**facts)
        if state == ProgrammeImport.State.WRITING:
            response["Refresh"] = RENEW_AFTER
        return response

    def preview(self, waiting: ProgrammeImport) -> dict[str, Any]:
        plan = exchange.plan_import(waiting)
        counts = plan.counts
        shown = self.request.GET.get("show", "")
        if shown not in STATES:
            shown = next((state for state in STATES if counts[state]), UNCHANGED)
        rows = [row for row in plan.rows if row.state == shown]
        return {
            "plan": plan,
            "tabs": [{"state": state, "label": TABS[state], "count": counts[state]} for state in STATES],
            "shown": shown,
            "page": Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page")),
            "notes": notes_of(waiting),
            "to_choose": [{"named": each, "choice": waiting.choices.get(each.id, "")} for each in plan.crowd.ambiguous],
            "bad": counts[BAD],
            "good": counts[NEW] + counts[CHANGED],
            "is_writable": bool(plan.to_write or plan.rooms_to_write),
        }


def notes_of(waiting: ProgrammeImport) -> list[str]:
    """What reading guessed or left out, ten of them at most."""
    return [str(words.NOTES[code]) % {"detail": detail} for code, detail in waiting.document["notes"][:10]]


class ImportTemplate(EventView):
    """An empty workbook that explains itself."""

    def get(self, request: Any) -> HttpResponseBase:
        return download(xlsx.write_template(state_of(self.event)), xlsx.FORMAT.media_type, "programme.xlsx")


class ExportIndex(EventView):
    title = gettext_lazy("Into a file")
    template = "sessions/admin/export.html"
    screen = "programme:export"

    def get(self, request: Any) -> HttpResponse:
        rows = [{"name": name, "label": label, "knows": words.KNOWS[name]} for name, label in words.FORMATS.items()]
        return self.show(formats=rows)


class ExportFile(EventView):
    """The working programme as it stands, for its organisers."""

    def get(self, request: Any, format: str) -> HttpResponseBase:
        if format not in FORMATS:
            raise Http404
        chosen = FORMATS[format]
        name = f"{self.event.slug}-{format}.{chosen.suffix}"
        return download(chosen.write(state_of(self.event)), chosen.media_type, name)


def download(pieces: Any, media_type: str, name: str) -> HttpResponseBase:
    response = StreamingHttpResponse(pieces, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
