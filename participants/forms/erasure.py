from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.models import User, normalize_email


class EraseMyselfForm(forms.Form):
    """The address is typed, not ticked: nobody erases themselves by a slip."""

    confirm = forms.CharField(
        label=_("Type the e-mail address of your account"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_confirm(self) -> str:
        typed = normalize_email(self.cleaned_data["confirm"])
        if typed != self.user.email:
            raise forms.ValidationError(_("This is not the address of your account."))
        return typed
