"""Lists kept under a name."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.domain.desk_views import delete_view, may_keep_view, save_view, views_for
from participants.models import DeskView
from participants.roster import Selection
from participants.views.base import attempt

from .base import DeskScreen
from .forms import ViewForm


class SaveView(DeskScreen):
    """A new one of what the address, and then the form, holds."""

    title = gettext_lazy("Save this view")
    template = "participants/admin/desk/view.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.ask(ViewForm(row=self.new()), Selection.of_query(request.GET))

    def post(self, request: HttpRequest) -> HttpResponse:
        view, selection = self.new(), Selection.of_query(request.POST)
        form = ViewForm(request.POST, row=view)
        if not attempt(form, keep, form, by=request.user, selection=selection):
            return self.ask(form, selection)
        messages.success(request, _("The view is saved."))
        return redirect(f"{self.url('index')}?view={view.pk}")

    def new(self) -> DeskView:
        return DeskView(event=self.event, owner=self.request.user)

    def ask(self, form: ViewForm, selection: Selection) -> HttpResponse:
        return self.show(form=form, selection=selection, words=self.roster.words(selection))


class ChangeView(DeskScreen):
    """Renames, shares, deletes one, or makes it show what the address holds."""

    title = gettext_lazy("Change the view")
    template = "participants/admin/desk/view.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        view = self.find(pk)
        return self.ask(view, ViewForm(row=view))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        view = self.find(pk)
        if "delete" in request.POST:
            delete_view(view, by=request.user)
            messages.success(request, _("The view is deleted."))
            return redirect(self.url("index"))
        shown = Selection.of_query(request.POST) if "replace" in request.POST else None
        form = ViewForm(request.POST, row=view)
        if not attempt(form, keep, form, by=request.user, selection=shown):
            return self.ask(view, form)
        messages.success(request, _("The view is saved."))
        return redirect(f"{self.url('index')}?view={view.pk}")

    def find(self, pk: int) -> DeskView:
        view = get_object_or_404(views_for(self.request.user, self.event), pk=pk)
        if not may_keep_view(self.request.user, view):
            raise Http404
        return view

    def ask(self, view: DeskView, form: ViewForm) -> HttpResponse:
        shown = Selection.of_query(self.request.POST or self.request.GET)
        return self.show(view=view, form=form, selection=shown, words=self.roster.words(shown))


def keep(form: ViewForm, *, by: Any, selection: Selection | None, data: Any) -> DeskView:
    return save_view(form.fill(), by=by, selection=selection)
