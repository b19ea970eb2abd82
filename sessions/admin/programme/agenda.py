"""The agenda of an event, item by item."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.admin.programme.base import EventView, url
from sessions.domain.agenda import propose_agenda, save_agenda
from sessions.forms.agenda import agenda_formset, in_order, moved, with_proposals


class Agenda(EventView):
    """Moving a row and proposing items change what is typed, and save nothing."""

    title = gettext_lazy("Agenda")
    template = "sessions/admin/agenda.html"
    screen = "programme:agenda"

    def get(self, request: Any) -> HttpResponse:
        return self.show_rows(agenda_formset(self.event))

    def post(self, request: Any) -> HttpResponse:
        formset = agenda_formset(self.event, request.POST)
        if not formset.management_form.is_valid():
            return self.show_rows(formset)
        if "move" in request.POST:
            return self.show_again(moved(formset, request.POST["move"]), moving=request.POST["move"])
        if "propose" in request.POST:
            return self.show_again(with_proposals(formset, propose_agenda(self.event)))
        if formset.is_valid() and self.save(formset):
            messages.success(request, _("The agenda is saved."))
            return redirect(url("agenda", self.event))
        return self.show_rows(formset)

    def show_again(self, data: QueryDict, *, moving: str = "") -> HttpResponse:
        return self.show_rows(agenda_formset(self.event, data), is_unsaved=True, moving=moving)

    def show_rows(self, formset: Any, **context: Any) -> HttpResponse:
        rows = [(form, f"{form.prefix}:up", f"{form.prefix}:down") for form in in_order(formset)]
        return self.show(formset=formset, rows=rows, **context)

    def save(self, formset: Any) -> bool:
        rows = formset.ordered_forms
        try:
            save_agenda(
                self.event,
                by=self.request.user,
                items=[row.instance for row in rows],
                removed=[row.instance for row in formset.deleted_forms if row.instance.pk],
                sessions={place: row.session_ids() for place, row in enumerate(rows)},
            )
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return False
        return True
