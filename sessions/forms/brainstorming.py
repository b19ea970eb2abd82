"""A board is set up, a card is written."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.domain.brainstorming import MOST_MINUTES, MOST_VOTES
from sessions.models import Card


class BoardForm(forms.Form):
    question = forms.CharField(label=_("Question"), max_length=250)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=MOST_MINUTES, initial=10)
    votes = forms.IntegerField(label=_("Dots of each"), min_value=1, max_value=MOST_VOTES, initial=3)


class CardForm(forms.ModelForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    class Meta:
        model = Card
        fields = ("text", "is_named")
        labels = {"text": _("One idea")}
