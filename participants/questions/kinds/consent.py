from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.models import Question
from participants.questions.base import Kind, Outcomes, common


class Consent(Kind):
    """Kept are the words somebody agreed to and when (ISO 8601): {"text": ..., "at": ...}; None without agreement."""

    slug, label = "consent", gettext_lazy("statement to agree to")

    def field(self, question: Question) -> forms.Field:
        words = common(question) | {"label": text_of(question)}
        return forms.BooleanField(widget=forms.CheckboxInput(attrs={"value": "yes"}), **words)

    def keep(self, cleaned: Any, question: Question) -> Any:
        return {"text": text_of(question), "at": timezone.now().isoformat()} if cleaned else None

    def type(self, kept: Any) -> Any:
        return bool(kept)

    def say(self, kept: Any, question: Question) -> str:
        if not kept:
            return ""
        at = parse_datetime(kept["at"])
        return _("agreed on %(day)s: “%(text)s”") % {
            "day": date_format(timezone.localtime(at)) if at else "–",
            "text": kept["text"],
        }

    def is_same(self, one: Any, other: Any) -> bool:
        return (one or {}).get("text") == (other or {}).get("text")

    def marks(self, kept: Any) -> frozenset[str]:
        return frozenset({"yes"} if kept else ())

    def outcomes(self, options: Mapping[str, Any]) -> Outcomes:
        return [("yes", gettext_lazy("agreed"))]

    def option_fields(self) -> dict[str, forms.Field]:
        statement = forms.CharField(
            label=gettext_lazy("Statement"),
            max_length=2000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=gettext_lazy("Stands beside the box to tick. Empty: the question itself."),
        )
        return {"statement": statement}


def text_of(question: Question) -> str:
    return question.options.get("statement") or question.label


KIND = Consent()
