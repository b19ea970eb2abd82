from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.models import Question
from participants.questions.base import Kind, Outcomes, common

WORDS = {"yes": _("Yes"), "no": _("No")}


class YesNo(Kind):
    """Kept is "yes" or "no"."""

    slug, label = "yes_no", _("yes or no")

    def field(self, question: Question) -> forms.Field:
        return forms.ChoiceField(choices=list(WORDS.items()), widget=forms.RadioSelect, **common(question))

    def say(self, kept: Any, question: Question) -> str:
        return str(WORDS.get(kept, kept or ""))

    def outcomes(self, options: Mapping[str, Any]) -> Outcomes:
        return list(WORDS.items())


KIND = YesNo()
