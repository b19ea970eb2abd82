"""The form of the filters of a programme."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.search_words import MAX_LETTERS
from sessions.forms.widgets import PlainSelect
from sessions.programme.choice import FILTERS, Choice, Facets

#: Parameters that are no filters, and stay when one is changed.
KEPT = {"by", "as", "tz", "working"}


class ChoiceForm(forms.Form):
    """Shows a choice that was read already. What has no values is not offered; the rest goes along hidden."""

    q = forms.CharField(label=_("Words"), widget=forms.TextInput(attrs={"maxlength": MAX_LETTERS, "type": "search"}))
    day = forms.ChoiceField(label=_("Day"), widget=PlainSelect)
    room = forms.ChoiceField(label=_("Room"), widget=PlainSelect)
    theme = forms.ChoiceField(label=_("Subject"), widget=PlainSelect)
    kind = forms.ChoiceField(label=_("Kind"), widget=PlainSelect)
    language = forms.ChoiceField(label=_("Language"), widget=PlainSelect)
    stars = forms.BooleanField(label=_("Only my stars"), widget=forms.CheckboxInput(attrs={"value": "1"}))
    use_required_attribute = False

    def __init__(self, choice: Choice, facets: Facets) -> None:
        super().__init__(initial={name: getattr(choice, name) for name in ("q", *FILTERS, "stars")}, auto_id="f-%s")
        for name in FILTERS:
            self._offer(name, facets[name])
        for field in self.fields.values():
            field.required = False
        for name in KEPT & choice.said.keys():
            self.fields[name] = forms.CharField(widget=forms.HiddenInput, initial=choice.said[name])

    def _offer(self, name: str, values: list[tuple[str, str]]) -> None:
        if values:
            field: Any = self.fields[name]
            field.choices = [("", _("All")), *values]
        else:
            del self.fields[name]
