from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.models import Event, SdgTarget, Theme
from sessions.models import Addressee


class RegisterFilter(forms.Form):
    """Offers only what leads to a recommendation; other values are ignored, as an address may be old."""

    event = forms.ModelChoiceField(
        Event.objects.none(), required=False, label=_("Event"), empty_label=_("All"), to_field_name="slug"
    )
    theme = forms.ModelChoiceField(
        Theme.objects.none(), required=False, label=_("Subject"), empty_label=_("All"), to_field_name="slug"
    )
    addressee = forms.ModelChoiceField(
        Addressee.objects.none(), required=False, label=_("Addressed to"), empty_label=_("All")
    )
    goal = forms.TypedChoiceField(required=False, label=_("SDG goal"), coerce=int, empty_value=None)

    lookups = {"event": "event", "theme": "themes", "addressee": "addressees", "goal": "sdg_targets__goal"}

    def __init__(self, *args, public, **kwargs):
        super().__init__(*args, **kwargs)
        ids = public.values("pk")
        self.fields["event"].queryset = Event.objects.filter(recommendations__in=ids).distinct()
        self.fields["theme"].queryset = Theme.objects.filter(recommendations__in=ids).distinct()
        self.fields["addressee"].queryset = Addressee.objects.filter(recommendations__in=ids).distinct()
        goals = (
            SdgTarget.objects.filter(recommendations__in=ids).order_by("goal").values_list("goal", flat=True).distinct()
        )
        self.fields["goal"].choices = lambda: [("", _("All")), *((goal, str(goal)) for goal in goals)]

    def chosen(self) -> dict[str, Any]:
        """Lookups for the fields with a valid value."""
        self.is_valid()
        return {self.lookups[name]: value for name, value in self.cleaned_data.items() if value}
