from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.models import Question
from participants.questions.base import Kind, common

MOST = 10**9


class Number(Kind):
    slug, label = "number", gettext_lazy("number")

    def field(self, question: Question) -> forms.Field:
        least, most = question.options.get("minimum", -MOST), question.options.get("maximum", MOST)
        return forms.IntegerField(min_value=least, max_value=most, **common(question))

    def keep(self, cleaned: Any, question: Question) -> Any:
        return cleaned

    def say(self, kept: Any, question: Question) -> str:
        return "" if kept is None else number_format(kept)

    def option_fields(self) -> dict[str, forms.Field]:
        bounds = {"min_value": -MOST, "max_value": MOST, "required": False}
        return {
            "minimum": forms.IntegerField(label=gettext_lazy("Smallest"), **bounds),
            "maximum": forms.IntegerField(label=gettext_lazy("Largest"), **bounds),
        }

    def check_together(self, options: dict[str, Any]) -> dict[str, Any]:
        if options.get("minimum", -MOST) > options.get("maximum", MOST):
            raise ValidationError({"maximum": _("The largest is below the smallest.")})
        return options


KIND = Number()
