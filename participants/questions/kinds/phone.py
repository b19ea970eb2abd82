from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.models import Question
from participants.questions.base import Kind, common


class PhoneField(forms.CharField):
    """Cleaned as E.164."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr"})

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return typed
        try:
            number = phonenumbers.parse(typed)
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise ValidationError(_("Write the number with + and the code of the country: +41 22 555 01 00."))
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class Phone(Kind):
    slug, label = "phone", gettext_lazy("telephone")

    def field(self, question: Question) -> forms.Field:
        return PhoneField(max_length=40, **common(question))

    def say(self, kept: Any, question: Question) -> str:
        if not kept:
            return ""
        return phonenumbers.format_number(phonenumbers.parse(kept), phonenumbers.PhoneNumberFormat.INTERNATIONAL)


KIND = Phone()
