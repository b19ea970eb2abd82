"""The form of an output: its head, and its body block by block."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.views.generic import EditView
from wagtail.permission_policies.base import ModelPermissionPolicy

from cms.admin.dashboard import breadcrumbs
from outputs.admin.access import output_of, writer
from outputs.admin.frame import frame
from outputs.comparing import differences
from outputs.domain.editing import Collided, keep_copy, save_text
from outputs.models import Output, WorkingCopy
from outputs.permissions import is_locked_for, may_break_lock, may_edit_output
from outputs.texts import texts_of, texts_of_form

NOT_TYPED = ("csrfmiddlewaretoken", "block")
LONGEST_ID = 10


class OutputForm(WagtailAdminModelForm):
    """`seen` is the revision that this form was opened with."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.latest_revision_id


HEAD = MultiFieldPanel(
    [
        FieldPanel("title"),
        FieldPanel("subtitle"),
        FieldRowPanel([FieldPanel("symbol"), FieldPanel("distribution")]),
        FieldRowPanel([FieldPanel("original_language"), FieldPanel("job_number")]),
        FieldPanel("agenda_item"),
        FieldPanel("imprint"),
        FieldPanel("summary"),
    ],
    heading=gettext_lazy("Head"),
)
PANEL = ObjectList([HEAD, FieldPanel("body")], base_form_class=OutputForm).bind_to_model(Output)


#: Templates of what stands beside the text; each brings its own script.
SIDE_PANELS = [
    "outputs/admin/edit/keeping.html",
    "outputs/admin/edit/preview.html",
    "outputs/admin/style/panel.html",
]


class OutputEditView(EditView):
    model = Output
    panel = PANEL
    permission_policy = ModelPermissionPolicy(Output)
    permission_required = None
    edit_url_name = "outputs_admin:edit"
    template_name = "outputs/admin/edit.html"
    header_icon = "doc-full"
    success_message = gettext_lazy("“%(object)s” is saved.")
    produced_error_message: str | None = None

    def get_object(self, queryset: Any = None) -> Output:
        output = output_of(self.request, int(self.kwargs["pk"]))
        if not may_edit_output(self.request.user, output):
            raise Http404
        return output

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return breadcrumbs(self.object.event, self.object.title)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What was typed and not saved is decided on first, so that nothing is written over it."""
        self.object = self.get_object()
        if self.copy and "copy" not in request.GET:
            return render(request, "outputs/admin/edit/copy.html", copy_context(self.object, self.copy))
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """With `?copy=1` the form holds what was typed and not saved."""
        kwargs = super().get_form_kwargs()
        if self.request.method == "GET" and "copy" in self.request.GET and (copy := self.copy):
            kwargs["data"] = QueryDict(copy.data)
        return kwargs

    @cached_property
    def copy(self) -> WorkingCopy | None:
        return WorkingCopy.objects.filter(output=self.object, user=writer(self.request)).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "side_panels_of_text": SIDE_PANELS,
            "output": self.object,
            "is_locked": is_locked_for(self.request.user, self.object),
            "may_break_lock": may_break_lock(self.request.user, self.object),
        }

    def get_success_url(self) -> str:
        return reverse("outputs_admin:work", args=[self.object.pk])

    def get_last_updated_info(self) -> None:
        return None

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except Collided:
            keep_form(self.request, self.object)
            return redirect("outputs_admin:join", self.object.pk)
        except ValidationError as refused:
            keep_form(self.request, self.object)
            self.produced_error_message = " ".join(refused.messages)
            return self.form_invalid(form)

    def save_instance(self) -> Output:
        """What a colleague saved meanwhile stays; a message says so."""
        by, form = writer(self.request), self.form
        saved = save_text(self.object, by=by, texts=texts_of_form(form.cleaned_data), seen=form.cleaned_data["seen"])
        if saved.taken:
            messages.info(self.request, told_of_joining(len(saved.taken)))
        return saved.output


def copy_context(output: Output, copy: WorkingCopy) -> dict[str, Any]:
    typed = typed_texts(output, copy)
    return frame(output) | {
        "copy": copy,
        "differences": differences(texts_of(output), typed) if typed else [],
    }


def typed_texts(output: Output, copy: WorkingCopy) -> dict[str, Any] | None:
    """What a copy holds; None where the form refuses it. The row at hand is left as it is."""
    row = Output.objects.select_related("event").get(pk=output.pk)
    form = PANEL.get_form_class()(data=QueryDict(copy.data), instance=row, for_user=None)
    try:
        return texts_of_form(form.cleaned_data) if form.is_valid() else None
    except (LookupError, ValueError):  # a body that no form of ours has sent
        return None


def keep_form(request: HttpRequest, output: Output) -> WorkingCopy:
    """Keeps what the form of the request holds. Raises PermissionDenied, ValidationError."""
    typed = request.POST.copy()
    for name in NOT_TYPED:
        typed.pop(name, None)
    if not typed.get("body-count", "").isdigit():
        raise ValidationError(_("This is no text of a document."))
    seen = typed.get("seen", "")
    base = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < LONGEST_ID else None
    return keep_copy(output, by=writer(request), data=typed.urlencode(), base=base)


def told_of_joining(count: int) -> str:
    return ngettext(
        "A colleague had saved meanwhile: %(count)d change of theirs stands beside yours.",
        "A colleague had saved meanwhile: %(count)d changes of theirs stand beside yours.",
        count,
    ) % {"count": count}
