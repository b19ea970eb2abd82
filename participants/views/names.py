"""The other spellings and scripts of one's own name."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from participants.domain.names import add_name, change_name, remove_name
from participants.domain.people import person_of
from participants.forms import NameForm

from .base import attempt
from .registration import read_or_send


@login_required
@read_or_send
def add(request: HttpRequest) -> HttpResponse:
    form = NameForm(request.POST or None)
    if request.method == "POST" and attempt(form, add_name, person_of(request.user), by=request.user):
        messages.success(request, _("The name was added."))
        return redirect("participants:me")
    return render(request, "participants/my_form.html", {"form": form, "title": _("Add a spelling or script")})


@login_required
@read_or_send
def change(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(person_of(request.user).other_names, pk=pk)
    form = NameForm(request.POST or None, row=row)
    if request.method == "POST" and attempt(form, change_name, row, by=request.user):
        messages.success(request, _("The name was saved."))
        return redirect("participants:me")
    remove = reverse("participants:name_remove", args=[pk])
    return render(
        request, "participants/my_form.html", {"form": form, "title": _("Change the name"), "remove_url": remove}
    )


@login_required
@read_or_send
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(person_of(request.user).other_names, pk=pk)
    if request.method == "POST":
        remove_name(row, by=request.user)
        messages.success(request, _("The name was removed."))
        return redirect("participants:me")
    question = {"title": _("Remove this name?"), "text": row.name, "submit": _("Remove"), "danger": True}
    return render(request, "components/confirm.html", question | {"cancel_url": "../"})
