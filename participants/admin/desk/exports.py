"""Files of registrations: asked for, followed until they are ready, and fetched by those who asked."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms import files
from cms.models import Role
from participants.domain.exports import fail_lost_exports, remove_expired_exports, request_export
from participants.domain.exports.formats import MEDIA_TYPES
from participants.domain.exports.reading import columns_of_file
from participants.models import RegistrationExport
from participants.roster import Selection

from .base import DeskScreen
from .forms import ExportForm

State = RegistrationExport.State
SHOWN = 20


class ExportScreen(DeskScreen):
    roles = (Role.ORGANISER,)

    @property
    def own(self) -> QuerySet[RegistrationExport]:
        """Nobody else's, not even those of a colleague."""
        return RegistrationExport.objects.filter(event=self.event, owner=self.request.user)


class Exports(ExportScreen):
    title = gettext_lazy("Into a file")
    template = "participants/admin/desk/exports.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        form = ExportForm(initial={"format": "xlsx"}, may_read_contacts=self.roster.may_read_contacts)
        return self.ask(form, Selection.of_query(request.GET))

    def post(self, request: HttpRequest) -> HttpResponse:
        selection = Selection.of_query(request.POST)
        form = ExportForm(request.POST, may_read_contacts=self.roster.may_read_contacts)
        if not form.is_valid():
            return self.ask(form, selection)
        request_export(self.event, by=request.user, selection=selection, **form.cleaned_data)
        messages.success(request, _("The file is being made."))
        return redirect(f"{self.url('exports')}?{selection.query}" if selection.pairs else self.url("exports"))

    def ask(self, form: ExportForm, selection: Selection) -> HttpResponse:
        fail_lost_exports(self.event)
        remove_expired_exports()
        columns = columns_of_file(self.roster, selection, has_contacts=False)
        return self.show(
            form=form,
            selection=selection,
            count=self.roster.find(selection).count(),
            words=self.roster.words(selection),
            columns=[str(column.label) for column in columns],
            exports=self.own[:SHOWN],
        )


class ExportJob(ExportScreen):
    """How far a file is: {state, percent, text}."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        fail_lost_exports(self.event)
        export = get_object_or_404(self.own, pk=pk)
        state = "running" if export.is_under_way else export.state
        data: dict[str, Any] = {"state": state, "percent": None, "text": str(export.get_state_display())}
        return JsonResponse(data, headers={"Cache-Control": "private, no-store"})


class ExportFile(ExportScreen):
    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        export = get_object_or_404(self.own, pk=pk)
        if not export.is_ready:
            raise Http404
        return files.send(export.file, name=str(export), media_type=MEDIA_TYPES[export.format], public=False)
