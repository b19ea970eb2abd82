"""The form of an output: its head, and its body block by block."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
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
from outputs.domain.editing import Collided, Window, keep_copy, mark, save_text
from outputs.editing.comparing import differences
from outputs.editing.texts import texts_of, texts_of_form
from outputs.models import Output, WorkingCopy
from outputs.permissions import is_locked_for, may_break_lock, may_edit_output
from participants.models import User

NOT_TYPED = ("csrfmiddlewaretoken", "block", "session")
LONGEST_ID, LONGEST_TAB = 10, 32


class OutputForm(WagtailAdminModelForm):
    """`seen` is the revision that this form was opened with, `tab` names the window it stands in, `taken_up` the copy
    that was taken up in it.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    tab = forms.CharField(widget=forms.HiddenInput, required=False)
    taken_up = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial |= {"seen": self.instance.latest_revision_id, "tab": new_tab()}


def new_tab() -> str:
    return secrets.token_hex(8)


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
        copies, asked = list(copies_of(self.object, request)), request.GET.get("copy", "")
        if asked.isdecimal() and copy_of(self.object, request, asked) is None:  # taken up already, and kept anew
            return redirect("outputs_admin:edit", self.object.pk)
        if copies and not asked:
            return render(request, "outputs/admin/edit/copy.html", copies_context(self.object, copies))
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """With `?copy` and its id the form holds what was typed and not saved; with another value, what was saved."""
        kwargs = super().get_form_kwargs()
        if self.request.method == "GET" and (
            copy := copy_of(self.object, self.request, self.request.GET.get("copy", ""))
        ):
            kwargs["data"] = QueryDict(copy.data, mutable=True)
            kwargs["data"]["tab"], kwargs["data"]["taken_up"] = new_tab(), mark(copy)
        return kwargs

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
            copy = keep_form(self.request, self.object)
            return redirect(f"{reverse('outputs_admin:join', args=[self.object.pk])}?copy={copy.pk}")
        except ValidationError as refused:
            keep_form(self.request, self.object)
            self.produced_error_message = " ".join(refused.messages)
            return self.form_invalid(form)

    def save_instance(self) -> Output:
        """What was saved meanwhile stays; a message says so."""
        by, data = writer(self.request), self.form.cleaned_data
        window, is_own = Window(data["tab"], data["taken_up"]), is_own_text(self.object, by)
        saved = save_text(self.object, by=by, texts=texts_of_form(data), seen=data["seen"], window=window)
        if saved.taken:
            messages.info(self.request, told_of_joining(len(saved.taken), is_own=is_own))
        return saved.output


def copies_of(output: Output, request: HttpRequest) -> QuerySet[WorkingCopy]:
    """What whoever asks has typed and not saved, the newest first."""
    return WorkingCopy.objects.filter(output=output, user=writer(request))


def copy_of(output: Output, request: HttpRequest, pk: str) -> WorkingCopy | None:
    return copies_of(output, request).filter(pk=int(pk)).first() if is_key(pk) else None


def is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < LONGEST_ID


def copies_context(output: Output, copies: list[WorkingCopy]) -> dict[str, Any]:
    saved = texts_of(output)
    typed = [typed_texts(output, copy) for copy in copies]
    found = [differences(saved, texts) if texts else [] for texts in typed]
    return frame(output) | {"copies": list(zip(copies, map(mark, copies), found, strict=True))}


def is_own_text(output: Output, user: User) -> bool:
    """Whether `user` saved it last, in another window then."""
    return output.latest_revision is not None and output.latest_revision.user_id == user.pk


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
    base = int(seen) if is_key(seen) else None
    window = Window(typed.get("tab", "")[:LONGEST_TAB], typed.get("taken_up", ""))
    return keep_copy(output, by=writer(request), data=typed.urlencode(), base=base, window=window)


def told_of_joining(count: int, *, is_own: bool) -> str:
    if not count:
        return _("Both texts are saved as one.")
    if is_own:
        return ngettext(
            "You had saved in another window meanwhile: %(count)d change from there stands beside this text.",
            "You had saved in another window meanwhile: %(count)d changes from there stand beside this text.",
            count,
        ) % {"count": count}
    return ngettext(
        "A colleague had saved meanwhile: %(count)d change of theirs stands beside yours.",
        "A colleague had saved meanwhile: %(count)d changes of theirs stand beside yours.",
        count,
    ) % {"count": count}
