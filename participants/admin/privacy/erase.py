"""The secretariat erases somebody who asked for it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from cms.numbers import LARGEST
from cms.roles import is_secretariat
from participants.admin.privacy.forms import EraseForm
from participants.domain.privacy.erasure import erase_person
from participants.models import Erasure, Person


class Erase(View):
    def dispatch(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not is_secretariat(request.user) or pk > LARGEST:
            raise Http404
        self.person = get_object_or_404(Person.objects.select_related("user"), pk=pk, erasure=None)
        return super().dispatch(request, pk)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.ask(EraseForm(person=self.person))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = EraseForm(request.POST, person=self.person)
        if not form.is_valid():
            return self.ask(form)
        try:
            erasure = erase_person(self.person, by=request.user)
        except ValidationError as refused:
            form.add_error(None, refused)
            return self.ask(form)
        return self.done(erasure)

    def done(self, erasure: Erasure) -> HttpResponse:
        words = _("The person was erased. Their number is %(number)d.")
        messages.success(self.request, words % {"number": erasure.pk})
        return redirect("people:index")

    def ask(self, form: EraseForm) -> HttpResponse:
        crumbs = [
            {"url": reverse("people:index"), "label": _("People")},
            {"url": reverse("people:edit", args=[self.person.pk]), "label": str(self.person)},
            {"url": "", "label": _("Erase")},
        ]
        frame = {"header_title": _("Erase"), "header_icon": "bin", "breadcrumbs_items": crumbs}
        return render(
            self.request, "participants/admin/privacy/erase.html", frame | {"form": form, "person": self.person}
        )
