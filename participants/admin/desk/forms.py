from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.forms.base import AnswerForm
from participants.models import (
    DeskView,
    GroupLetter,
    LetterTemplate,
    RegistrationExport,
    RegistrationNote,
    RegistrationTag,
)


class RowForm(AnswerForm):
    """For a row that is there or new; what is typed is put on it by `fill`, and kept by the domain."""

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial=forms.model_to_dict(row, self._meta.fields), **kwargs)
        self.row = row

    def fill(self) -> Any:
        for name in self._meta.fields or ():
            setattr(self.row, name, self.cleaned_data[name])
        return self.row


class ViewForm(RowForm):
    class Meta:
        model = DeskView
        fields = ["name", "is_shared"]
        help_texts = {"is_shared": _("Everybody at the desk of this event sees it.")}


class TagForm(RowForm):
    class Meta:
        model = RegistrationTag
        fields = ["name", "colour"]


class NoteForm(forms.ModelForm):
    class Meta:
        model = RegistrationNote
        fields = ["text"]
        labels = {"text": _("New note")}
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "dir": "auto"})}


class ExportForm(AnswerForm):
    class Meta:
        model = RegistrationExport
        fields = ["format", "has_contacts"]
        widgets = {"format": forms.RadioSelect}
        help_texts = {"has_contacts": _("It is logged that you took them, and whose they were.")}

    def __init__(self, *args: Any, may_read_contacts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_read_contacts:
            del self.fields["has_contacts"]


TEXT = {"body": forms.Textarea(attrs={"rows": 14, "dir": "auto"})}


class GroupLetterForm(RowForm):
    class Meta:
        model = GroupLetter
        fields = ["subject", "body"]
        widgets = TEXT


class TemplateForm(RowForm):
    for_all = forms.BooleanField(label=_("For every event"), required=False)

    class Meta:
        model = LetterTemplate
        fields = ["name", "subject", "body"]
        widgets = TEXT

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["for_all"] = bool(self.row.pk and self.row.event_id is None)
        if not may_share:
            del self.fields["for_all"]


class FrequentReasonForm(forms.Form):
    """One reason for all who are declined: one of those given before, or a new one."""

    frequent = forms.ChoiceField(label=_("Reasons given before"), required=False, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Each person reads it in the letter, as you write it here."),
    )

    def __init__(self, *args: Any, frequent: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if frequent:
            own = ("", _("in my own words"))
            self.fields["frequent"].choices = [*((text, text) for text in frequent), own]  # type: ignore[attr-defined]
        else:
            del self.fields["frequent"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["reason"] = cleaned.get("reason") or cleaned.get("frequent", "")
        if not cleaned["reason"] and not self.errors:
            self.add_error("reason", _("Say why: the person reads it in the letter."))
        return cleaned
