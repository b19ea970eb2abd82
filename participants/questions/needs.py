"""Needs: a list to tick, and room for what no list knows."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django_stubs_ext import StrPromise

from participants.domain.text import many_lines
from participants.models import Question

from .base import Kind, Outcomes, common

LONGEST = 1000


class NeedsWidget(forms.MultiWidget):
    template_name = "participants/widgets/needs.html"
    use_fieldset = True

    def __init__(self, choices: Outcomes) -> None:
        super().__init__(
            {"chosen": forms.CheckboxSelectMultiple(choices=choices), "more": forms.Textarea(attrs={"rows": 2})}
        )

    def decompress(self, value: Any) -> list[Any]:
        return [value.get("chosen", []), value.get("more", "")] if value else [[], ""]


class NeedsField(forms.MultiValueField):
    def __init__(self, choices: Outcomes, **kwargs: Any) -> None:
        chosen = forms.MultipleChoiceField(choices=choices, required=False)
        more = forms.CharField(max_length=LONGEST, required=False)
        super().__init__([chosen, more], widget=NeedsWidget(choices), require_all_fields=False, **kwargs)

    def compress(self, data_list: Any) -> dict[str, Any]:
        chosen, more = data_list or ([], "")
        return {"chosen": chosen, "more": many_lines(more)}


class Needs(Kind):
    """Kept are the codes that were ticked and the text: {"chosen": ["vegan"], "more": "no nuts"}."""

    choices: Mapping[str, StrPromise]
    is_sensitive = True

    def field(self, question: Question) -> forms.Field:
        return NeedsField(self.outcomes({}), **common(question))

    def keep(self, cleaned: Any, question: Question) -> Any:
        return cleaned if cleaned and any(cleaned.values()) else None

    def say(self, kept: Any, question: Question) -> str:
        if not kept:
            return ""
        chosen = [str(self.choices.get(code, code)) for code in kept["chosen"]]
        return "; ".join(filter(None, [*chosen, kept["more"]]))

    def marks(self, kept: Any) -> frozenset[str]:
        return frozenset(kept["chosen"]) if kept else frozenset()

    def outcomes(self, options: Mapping[str, Any]) -> Outcomes:
        return list(self.choices.items())
