from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from participants.models import Question
from participants.questions.base import Kind, common


class WebField(forms.URLField):
    default_validators = [URLValidator(schemes=["http", "https"])]

    def to_python(self, value: Any) -> Any:
        if str(value or "").strip().startswith(("/", "\\")):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class Address(Kind):
    slug, label = "url", _("web address")

    def field(self, question: Question) -> forms.Field:
        return WebField(max_length=2000, assume_scheme="https", **common(question))


KIND = Address()
