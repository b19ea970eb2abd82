from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.models import Question
from participants.questions.base import Kind, Outcomes, common
from participants.questions.choices import LinesField


class Choices(Kind):
    """Kept is the list of those chosen."""

    slug, label = "choices", _("any of several answers")

    def field(self, question: Question) -> forms.Field:
        offered = self.outcomes(question.options)
        return forms.MultipleChoiceField(choices=offered, widget=forms.CheckboxSelectMultiple, **common(question))

    def say(self, kept: Any, question: Question) -> str:
        return "; ".join(kept or [])

    def outcomes(self, options: Mapping[str, Any]) -> Outcomes:
        return [(each, each) for each in options.get("choices", [])]

    def option_fields(self) -> dict[str, forms.Field]:
        return {"choices": LinesField(label=_("Answers to choose from"), help_text=_("One a line."))}


KIND = Choices()
