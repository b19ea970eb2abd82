"""A line of the rapporteur's desk, as it is typed or finished."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sessions.models import RecordEntry
from sessions.shorthand.grammar import KIND_LABELS


class LineForm(forms.Form):
    """`key` names the line wherever it is sent from; `user` whose it is: the browser may keep it past a sign-out."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    user = forms.IntegerField(widget=forms.HiddenInput, required=False)
    sequence = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    text = forms.CharField(
        label=_("Next line"),
        strip=False,
        required=False,
        widget=forms.Textarea(
            attrs={"rows": 2, "data-grows": "", "autocomplete": "off", "aria-describedby": "line-help"}
        ),
    )
    kind = forms.ChoiceField(
        label=_("Kind where the line names none"),
        choices=list(KIND_LABELS.items()),
        required=False,
        initial=RecordEntry.Kind.VIEW,
    )

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or RecordEntry.Kind.VIEW

    def clean_sequence(self) -> int:
        return self.cleaned_data["sequence"] or 0

    def is_of(self, user: Any) -> bool:
        return self.cleaned_data.get("user") in {None, user.pk}

    def line(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("key", "text", "kind")}

    def refusal(self) -> str:
        if self.is_valid():
            return gettext("Somebody else has signed in here; this line was typed by another person.")
        return " ".join(message for messages in self.errors.values() for message in messages)
