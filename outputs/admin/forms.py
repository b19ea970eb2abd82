"""Forms about outputs in the back office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cms.models import Event
from outputs.domain.documents import STEPS
from outputs.parts_of_kinds import offered
from sessions.models import Verb


class NewOutputForm(forms.Form):
    kind = forms.ChoiceField(label=_("Document"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"kind": "final_report", "language": event.language}} | kwargs)
        found = [one for one in offered(event.language).values() if one.kind.takes_recommendations]
        self.fields["kind"].choices = [(one.slug, one.label) for one in found if not one.is_retired]  # type: ignore[attr-defined]


class StateForm(forms.Form):
    state = forms.ChoiceField(label=_("State"), choices=[(state.value, state.label) for state in STEPS])


class ClauseForm(forms.Form):
    """The words of a clause that is made of others."""

    verb = forms.ChoiceField(label=_("Operative verb"), choices=Verb.choices)
    text = forms.CharField(
        label=_("Text"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "It continues the verb and the addressee: “recommends that Member States … publish their procedures”."
        ),
    )
