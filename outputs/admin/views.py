"""The form of an output: its head, and its body block by block."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.views.generic import EditView
from wagtail.permission_policies.base import ModelPermissionPolicy

from cms.admin.dashboard import breadcrumbs
from outputs.admin.access import output_of, writer
from outputs.domain.documents import EDITABLE, save_output
from outputs.models import Output
from outputs.permissions import may_edit_output

THEIRS = gettext_lazy(
    "A colleague saved this document while you were writing. Your text is still here, and not yet saved. "
    "Look at theirs in another window; saving again writes yours over it."
)


class OutputForm(WagtailAdminModelForm):
    """`seen` is when the output was last written before this form was opened."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stands = self.instance.updated_at.isoformat()
        self.initial["seen"] = self.stands

    def clean(self) -> dict[str, Any]:
        """A colleague's text is not written over unawares: the first attempt says so, and shows both what to do."""
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("seen") and cleaned["seen"] != self.stands:
            form: Any = self
            form.data = form.data.copy()
            form.data["seen"] = self.stands
            raise ValidationError(THEIRS)
        return cleaned


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
SIDE_PANELS: list[str] = ["outputs/admin/style/panel.html"]


class OutputEditView(EditView):
    model = Output
    panel = PANEL
    permission_policy = ModelPermissionPolicy(Output)
    permission_required = None
    edit_url_name = "outputs_admin:edit"
    template_name = "outputs/admin/edit.html"
    header_icon = "doc-full"
    success_message = gettext_lazy("“%(object)s” is saved.")

    def get_object(self, queryset: Any = None) -> Output:
        output = output_of(self.request, int(self.kwargs["pk"]))
        if not may_edit_output(self.request.user, output):
            raise Http404
        return output

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return breadcrumbs(self.object.event, self.object.title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"side_panels_of_text": SIDE_PANELS}

    def get_success_url(self) -> str:
        return reverse("outputs_admin:work", args=[self.object.pk])

    def get_last_updated_info(self) -> None:
        return None

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ValidationError as refused:
            form.add_error(None, refused)
            return self.form_invalid(form)

    def save_instance(self) -> Output:
        data = {name: self.form.cleaned_data[name] for name in EDITABLE & self.form.cleaned_data.keys()}
        return save_output(self.object, by=writer(self.request), data=data)
