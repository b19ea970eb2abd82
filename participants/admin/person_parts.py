"""The names and posts of one person in the back office, each added, changed and removed on a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from participants.domain import names, people
from participants.forms import NameForm, PostForm
from participants.models import Person
from participants.permissions import may_edit_person
from participants.views.base import attempt


@dataclass(frozen=True, slots=True)
class Kind:
    """`rows` is the manager's name on Person; `form` takes the row under the keyword `keyword`."""

    rows: str
    keyword: str
    form: type[Form]
    add: Callable[..., Any]
    change: Callable[..., Any]
    remove: Callable[..., None]
    words: dict[str, Any]


KINDS = {
    "names": Kind(
        "other_names",
        "row",
        NameForm,
        names.add_name,
        names.change_name,
        names.remove_name,
        {
            "add": gettext_lazy("Add a spelling or script"),
            "change": gettext_lazy("Change the name"),
            "remove": gettext_lazy("Remove this name?"),
        },
    ),
    "posts": Kind(
        "affiliations",
        "post",
        PostForm,
        people.add_post,
        people.change_post,
        people.remove_post,
        {
            "add": gettext_lazy("Add a post"),
            "change": gettext_lazy("Change the post"),
            "remove": gettext_lazy("Remove this post?"),
        },
    ),
}


class PartView(View):
    """Finds `self.person`, whom the user may edit, and `self.kind`; everybody else finds nothing."""

    act = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.person = get_object_or_404(Person, pk=kwargs.pop("pk"))
        self.kind = KINDS.get(kwargs.pop("kind"))
        if self.kind is None or not may_edit_person(request.user, self.person):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def find(self, part: int) -> Any:
        return get_object_or_404(getattr(self.person, self.kind.rows), pk=part)

    def show(self, **context: Any) -> HttpResponse:
        title = self.kind.words[self.act]
        edit = reverse("people:edit", args=[self.person.pk])
        crumbs = [
            {"url": reverse("people:index"), "label": _("People")},
            {"url": edit, "label": str(self.person)},
            {"url": "", "label": title},
        ]
        frame = {"header_title": title, "header_icon": "user", "breadcrumbs_items": crumbs, "person": self.person}
        return render(self.request, "participants/admin/person_part.html", frame | {"back": edit} | context)

    def done(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        return redirect("people:edit", self.person.pk)


class Add(PartView):
    act = "add"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=self.kind.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.kind.form(request.POST)
        if attempt(form, self.kind.add, self.person, by=request.user):
            return self.done(_("Added."))
        return self.show(form=form)


class Change(PartView):
    act = "change"

    def get(self, request: HttpRequest, part: int) -> HttpResponse:
        return self.show(form=self.kind.form(**{self.kind.keyword: self.find(part)}), remove="remove/")

    def post(self, request: HttpRequest, part: int) -> HttpResponse:
        row = self.find(part)
        form = self.kind.form(request.POST, **{self.kind.keyword: row})
        if attempt(form, self.kind.change, row, by=request.user):
            return self.done(_("Saved."))
        return self.show(form=form, remove="remove/")


class Remove(PartView):
    act = "remove"

    def get(self, request: HttpRequest, part: int) -> HttpResponse:
        return self.show(row=self.find(part))

    def post(self, request: HttpRequest, part: int) -> HttpResponse:
        self.kind.remove(self.find(part), by=request.user)
        return self.done(_("Removed."))


addresses = [
    path("<int:pk>/<slug:kind>/add/", Add.as_view(), name="part_add"),
    path("<int:pk>/<slug:kind>/<int:part>/", Change.as_view(), name="part_change"),
    path("<int:pk>/<slug:kind>/<int:part>/remove/", Remove.as_view(), name="part_remove"),
]
