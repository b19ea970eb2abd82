from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.domain.nominations import categories_of
from participants.models import Delegation, Nomination

from .base import AnswerForm


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("A word why, if you like"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The organizers read it."),
    )


class NominationForm(AnswerForm):
    """Somebody for a delegation, as its focal point knows them."""

    class Meta:
        model = Nomination
        fields = ["honorific", "name", "title", "institution", "email", "category"]
        help_texts = {
            "honorific": _("Ms., Mr., Dr., H.E.; leave it empty if they use none."),
            "name": _("As it is to be printed, in any script."),
            "email": _("Their own: they get the letters, and complete the registration with it."),
        }

    def __init__(self, *args: Any, delegation: Delegation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        category = self.fields["category"]
        category.queryset = categories_of(delegation)
        offered = list(category.queryset[:2])
        if len(offered) == 1:
            category.initial, category.empty_label = offered[0].pk, None
