from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from participants.countries import country_choices
from participants.models import Question
from participants.questions.base import Kind, Outcomes, common


class CountryKind(Kind):
    """Kept is the code."""

    slug, label = "country", _("country")

    def field(self, question: Question) -> forms.Field:
        empty = ("", pgettext_lazy("country", "Choose …"))
        return forms.ChoiceField(choices=lambda: [empty, *country_choices()], **common(question))

    def say(self, kept: Any, question: Question) -> str:
        return dict(country_choices()).get(kept, kept or "")

    def outcomes(self, options: Mapping[str, Any]) -> Outcomes:
        return list(country_choices())


KIND = CountryKind()
