from typing import Any

from allauth.account.forms import SignupForm as AccountSignupForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from participants.domain.text import one_line


class SignupForm(AccountSignupForm):
    """Asks one name, as people have one: some have a single word, some have five, and not all have a last one last."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        help_text=_("As it is to be printed on badges and lists, in any script."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1", "password2"]

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise ValidationError(_("Enter your name."), code="required")
        return name

    def save(self, request: Any) -> Any:
        self.cleaned_data["first_name"] = self.cleaned_data["name"]
        return super().save(request)
