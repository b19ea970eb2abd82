from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.domain.privacy.notices import FIELDS as OF_NOTICE
from participants.domain.privacy.retention import FIELDS as OF_RETENTION
from participants.forms.base import AnswerForm
from participants.models import Person, PrivacyNotice, RegistrationSetup


class RetentionForm(AnswerForm):
    class Meta:
        model = RegistrationSetup
        fields = OF_RETENTION

    def __init__(self, *args: Any, setup: RegistrationSetup | None, **kwargs: Any) -> None:
        initial = forms.model_to_dict(setup, OF_RETENTION) if setup else {}
        super().__init__(*args, initial=initial, **kwargs)


class NoticeForm(AnswerForm):
    class Meta:
        model = PrivacyNotice
        fields = OF_NOTICE
        widgets = {
            "text": forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
            "controller": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        }
        help_texts = {
            "text": _("What you do with what people write, beside what the form says of itself. Empty: nothing more."),
            "controller": _("An office with an address or an e-mail address that people may write to."),
        }

    def __init__(self, *args: Any, notice: PrivacyNotice | None, **kwargs: Any) -> None:
        super().__init__(*args, initial=forms.model_to_dict(notice, OF_NOTICE) if notice else {}, **kwargs)


class EraseForm(forms.Form):
    """Whoever types the name has read whom they erase."""

    confirm = forms.CharField(label=_("Type the name to confirm"), max_length=200)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_confirm(self) -> str:
        typed: str = self.cleaned_data["confirm"]
        if " ".join(typed.split()).casefold() != " ".join(self.person.name.split()).casefold():
            raise forms.ValidationError(_("This is not the name of this person."))
        return typed
