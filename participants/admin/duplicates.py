"""Records that may be of one person: the list, two side by side, and taking a merge back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from cms.roles import is_secretariat
from participants.domain.merging import CHOICES, belongings, likely_pairs, merge_people, tell_apart, undo_merge
from participants.models import Person, PersonMerge

PER_PAGE = 20
LABELS = {name: Person._meta.get_field(name).verbose_name for name in CHOICES} | {
    "account": gettext_lazy("account that stays open")
}


class OfSecretariat(View):
    template = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_secretariat(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def show(self, title: str, **context: Any) -> HttpResponse:
        crumbs = [
            {"url": reverse("people:index"), "label": _("People")},
            {"url": reverse("people:duplicates"), "label": _("Duplicates")},
        ]
        crumbs = [*crumbs[: 1 if self.template.endswith("duplicates.html") else 2], {"url": "", "label": title}]
        frame = {"header_title": title, "header_icon": "copy", "breadcrumbs_items": crumbs}
        return render(self.request, self.template, frame | context)


class Duplicates(OfSecretariat):
    template = "participants/admin/duplicates.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        page = Paginator(likely_pairs(), PER_PAGE).get_page(request.GET.get("p"))
        return self.show(_("Duplicates"), page=page)


class MergeForm(forms.Form):
    """A choice for each thing that differs: "kept" is the record on the left, "gone" the one on the right."""

    def __init__(self, *args: Any, kept: Person, gone: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (left, right) in differing(kept, gone).items():
            self.fields[name] = forms.ChoiceField(
                label=capfirst(LABELS[name]),
                choices=[("kept", left or "–"), ("gone", right or "–")],
                initial="kept" if left else "gone",
                widget=forms.RadioSelect,
            )


def differing(kept: Person, gone: Person) -> dict[str, tuple[str, str]]:
    """What stands in both, in words, where it is not the same. An account's address is not chosen apart from it."""
    names = [name for name in CHOICES if name != "email" or not (kept.user_id or gone.user_id)]
    pairs = {name: (words(kept, name), words(gone, name)) for name in names}
    if kept.user_id and gone.user_id:
        pairs["account"] = (kept.user.email, gone.user.email)
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def words(person: Person, name: str) -> str:
    shown = getattr(person, f"get_{name}_display", None)
    return str((shown() if shown else getattr(person, name)) or "")


class Compare(OfSecretariat):
    """The record on the left stays; the other way round is one press away."""

    template = "participants/admin/compare.html"

    @cached_property
    def two(self) -> tuple[Person, Person]:
        people = Person.objects.with_posts().select_related("user").prefetch_related("other_names")
        pks = [self.kwargs["kept"], self.kwargs["gone"]]
        if pks[0] == pks[1]:
            raise Http404
        kept, gone = (get_object_or_404(people, pk=pk) for pk in pks)
        return kept, gone

    def get(self, request: HttpRequest, **pks: int) -> HttpResponse:
        kept, gone = self.two
        return self.ask(MergeForm(kept=kept, gone=gone))

    def post(self, request: HttpRequest, **pks: int) -> HttpResponse:
        kept, gone = self.two
        if request.POST.get("act") == "apart":
            tell_apart(kept, gone, by=request.user)
            messages.success(request, _("These two are not offered again."))
            return redirect("people:duplicates")
        form = MergeForm(request.POST, kept=kept, gone=gone)
        return self.merge(form) if form.is_valid() else self.ask(form)

    def merge(self, form: MergeForm) -> HttpResponse:
        kept, gone = self.two
        try:
            merge_people(kept, gone, by=self.request.user, take=form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
            return self.ask(form)
        messages.success(self.request, _("The two records are one. Below you can take that back."))
        return redirect("people:edit", kept.pk)

    def ask(self, form: MergeForm) -> HttpResponse:
        kept, gone = self.two
        sides = [{"person": person, "belongings": belongings(person)} for person in (kept, gone)]
        return self.show(_("Are these one person?"), form=form, sides=sides, kept=kept, gone=gone)


class Undo(OfSecretariat):
    template = "participants/admin/undo_merge.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(_("Undo the merge?"), merge=self.find(pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        merge = self.find(pk)
        try:
            undo_merge(merge, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("Both records are as they were."))
        return redirect("people:edit", merge.person_id)

    def find(self, pk: int) -> PersonMerge:
        return get_object_or_404(PersonMerge.objects.select_related("person"), pk=pk)


addresses = [
    path("duplicates/", Duplicates.as_view(), name="duplicates"),
    path("duplicates/<int:kept>/<int:gone>/", Compare.as_view(), name="compare"),
    path("merges/<int:pk>/undo/", Undo.as_view(), name="undo"),
]
