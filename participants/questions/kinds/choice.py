from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.models import Question
from participants.questions.base import Kind, Outcomes, common
from participants.questions.choices import LinesField


class Choice(Kind):
    """Kept is the chosen answer itself, so that it stays readable when it is offered no more."""

    slug, label = "choice", _("one of several answers")

    def field(self, question: Question) -> forms.Field:
        as_list = question.options.get("as_list", False)
        empty = [] if question.is_required and not as_list else [("", _("Choose …") if as_list else _("No answer"))]
        widget = forms.Select if as_list else forms.RadioSelect
        return forms.ChoiceField(choices=[*empty, *self.outcomes(question.options)], widget=widget, **common(question))

    def outcomes(self, options: Mapping[str, Any]) -> Outcomes:
        return [(each, each) for each in options.get("choices", [])]

    def option_fields(self) -> dict[str, forms.Field]:
        return {
            "choices": LinesField(label=_("Answers to choose from"), help_text=_("One a line.")),
            "as_list": forms.BooleanField(label=_("As a list that opens"), required=False),
        }


KIND = Choice()
