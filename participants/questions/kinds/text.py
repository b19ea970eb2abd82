from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.domain.text import one_line
from participants.models import Question
from participants.questions.base import Kind, common


class Text(Kind):
    slug, label = "text", _("one line")

    def field(self, question: Question) -> forms.Field:
        return forms.CharField(max_length=200, **common(question))

    def keep(self, cleaned: Any, question: Question) -> Any:
        return one_line(cleaned or "") or None


KIND = Text()
