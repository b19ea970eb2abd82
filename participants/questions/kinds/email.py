from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.models import Question, normalize_email
from participants.questions.base import Kind, common


class Email(Kind):
    slug, label = "email", _("e-mail address")

    def field(self, question: Question) -> forms.Field:
        return forms.EmailField(max_length=254, **common(question))

    def keep(self, cleaned: Any, question: Question) -> Any:
        return normalize_email(cleaned or "") or None


KIND = Email()
