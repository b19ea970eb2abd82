"""What the letters and certificates of an event say: the form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cms.models import Event
from outputs.admin.access import writer
from outputs.admin.papers import event_of_organiser, shown
from outputs.domain.paper_texts import paper_text
from outputs.domain.stationery import FIELDS, save_stationery, stationery_of, visa_questions_of
from outputs.editing.placeholders import KNOWN
from participants.forms.base import AnswerForm
from participants.models import OfficialLetter, Question, Stationery
from participants.views.base import attempt

TEXT = {"rows": 9, "dir": "auto"}


class StationeryForm(AnswerForm):
    visa_questions = forms.ModelMultipleChoiceField(
        Question.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Answers shown in a letter for a visa"),
        help_text=gettext_lazy("From the form that is filled in after approval. That they were read is logged."),
    )

    class Meta:
        model = Stationery
        fields = [
            "organization", "address", "place", "signatory_name", "signatory_title", "invitation_text", "visa_text",
            "letter_pattern", "certificate_pattern", "sessions_percent",
        ]  # fmt: skip
        widgets = {
            "address": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "invitation_text": forms.Textarea(attrs=TEXT),
            "visa_text": forms.Textarea(attrs=TEXT),
        }

    def __init__(self, *args: Any, event: Event, stationery: Stationery, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(event, stationery), **kwargs)  # type: ignore[misc]
        names = ", ".join(f"{{{name}}}" for name in sorted(KNOWN))
        for field in ("invitation_text", "visa_text"):
            self.fields[field].help_text = _("Placeholders: %(names)s.") % {"names": names}
        for field in ("letter_pattern", "certificate_pattern"):
            self.fields[field].help_text = _("With {number}; {event} and {year} if you like.")
        questions: Any = self.fields["visa_questions"]
        questions.queryset = visa_questions_of(event)
        if not questions.queryset.exists():
            del self.fields["visa_questions"]
        self.order_fields([*FIELDS[:1], "address", "place", "signatory_name", "signatory_title", "invitation_text",
                           "visa_text", "visa_questions"])  # fmt: skip


def _initial(event: Event, stationery: Stationery) -> dict[str, Any]:
    """An empty text begins with the site's."""
    initial = {field: getattr(stationery, field) for field in FIELDS}
    for kind in OfficialLetter.Kind.values:
        initial[f"{kind}_text"] = initial[f"{kind}_text"] or paper_text(kind, event.language).text
    if not stationery._state.adding:  # noqa: SLF001 -- Django documents it
        initial["visa_questions"] = stationery.visa_questions.all()
    return initial


@require_http_methods(["GET", "HEAD", "POST"])
def stationery(request: HttpRequest, event: int) -> HttpResponse:
    found = event_of_organiser(request, event)
    form = StationeryForm(request.POST or None, event=found, stationery=stationery_of(found))
    if request.method == "POST" and attempt(form, save_stationery, found, by=writer(request)):
        messages.success(request, _("The texts are saved. What was issued stays as it is."))
        return redirect("outputs_admin:stationery", found.pk)
    return shown(request, found, "outputs/admin/stationery.html", _("Texts and signature"), form=form)
