from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.domain.text import many_lines
from participants.models import Question
from participants.questions.base import Kind, common

USUAL, MOST = 2000, 10_000


class LongText(Kind):
    slug, label = "long_text", _("long text")

    def field(self, question: Question) -> forms.Field:
        widget = forms.Textarea(attrs={"rows": 5})
        return forms.CharField(max_length=question.options.get("longest", USUAL), widget=widget, **common(question))

    def keep(self, cleaned: Any, question: Question) -> Any:
        return many_lines(cleaned or "") or None

    def option_fields(self) -> dict[str, forms.Field]:
        longest = forms.IntegerField(
            label=_("Characters at most"), min_value=1, max_value=MOST, initial=USUAL, required=False
        )
        return {"longest": longest}


KIND = LongText()
