"""Forms for what comes of a recommendation. Each says what it is for, and whether there is anything to choose."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Case, Value, When
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.models import Event
from sessions.models import Recommendation
from sessions.permissions import may_record_event
from sessions.register.similar import similar_to

_EMPTY_LINES = re.compile(r"\n\s*\n")


class TreeForm(forms.Form):
    title = button = help_text = ""
    reason = forms.CharField(label=_("Reason"), max_length=250, required=False)

    def __init__(self, *args, recommendation: Recommendation, user: Any, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.recommendation, self.user = recommendation, user
        if not self.needs_reason:
            self.fields["reason"].widget = forms.HiddenInput()
        self.order_fields([name for name in self.fields if name != "reason"] + ["reason"])

    @property
    def needs_reason(self) -> bool:
        session, adopted = self.recommendation.session, Recommendation.Status.ADOPTED
        is_cleared = session is not None and session.record_state == session.RecordState.CLEARED
        return is_cleared or self.recommendation.status == adopted

    @property
    def is_offered(self) -> bool:
        return True


class RewordForm(TreeForm):
    title, button = _("Say it in other words"), _("Make a new one in these words")
    help_text = _("A new recommendation with its own number; this one stays as it was said.")
    text = forms.CharField(label=_("Text"), max_length=3000, widget=forms.Textarea(attrs={"rows": 3, "data-grows": ""}))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("text", self.recommendation.text)


class SplitForm(TreeForm):
    title, button = _("Split it"), _("Split")
    help_text = _("Several recommendations of one, with all else as it is here.")
    texts = forms.CharField(
        label=_("Texts, with an empty line between"), widget=forms.Textarea(attrs={"rows": 5, "data-grows": ""})
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("texts", self.recommendation.text)

    def clean_texts(self) -> list[str]:
        text = self.cleaned_data["texts"].replace("\r\n", "\n")
        return [each.strip() for each in _EMPTY_LINES.split(text) if each.strip()]


class MergeForm(TreeForm):
    title, button = _("Merge it with others"), _("Merge")
    help_text = _("One of several, with the proposers, addressees and subjects of all; similar ones come first.")
    others = forms.ModelMultipleChoiceField(
        label=_("With"), queryset=Recommendation.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(
        label=_("In these words"),
        required=False,
        max_length=3000,
        help_text=_("Empty: the words of this one."),
        widget=forms.Textarea(attrs={"rows": 3, "data-grows": ""}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        rows = Recommendation.objects.filter(event=self.recommendation.event_id).exclude(pk=self.recommendation.pk)
        self.fields["others"].queryset = rows.visible_to(self.user).order_by(*self._similar_first(), "number")
        self.fields["others"].label_from_instance = lambda row: f"{row.number}. {row.text}"

    def _similar_first(self) -> list[Case]:
        found = similar_to(self.recommendation.text, user=self.user, excluding=[self.recommendation.pk], limit=10)
        places = [When(pk=each.recommendation.pk, then=Value(place)) for place, each in enumerate(found)]
        return [Case(*places, default=Value(len(places)))] if places else []

    @property
    def is_offered(self) -> bool:
        return self.fields["others"].queryset.exists()


class ForwardForm(TreeForm):
    title, button = _("Bring it before another event"), _("Forward")
    help_text = _("The event of which this one is a part, or another whose record you write.")
    event = forms.ModelChoiceField(label=_("Event"), queryset=Event.objects.none())

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        others = Event.objects.in_role(self.user, "organiser", "rapporteur")
        self.fields["event"].queryset = others.exclude(pk=self.recommendation.event_id).order_by("-start_date")

    @property
    def needs_reason(self) -> bool:
        return False

    def clean_event(self) -> Event:
        event = self.cleaned_data["event"]
        if not may_record_event(self.user, event):
            raise forms.ValidationError(gettext("You do not write the record of this event."))
        return event

    @property
    def is_offered(self) -> bool:
        return self.fields["event"].queryset.exists()


class WordingForm(TreeForm):
    title, button = _("In another language"), _("Save the wording")
    help_text = _("One text for each language; an empty one takes it away.")
    language = forms.ChoiceField(label=_("Language"))
    text = forms.CharField(
        label=_("Text"), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        own = self.recommendation.event.language
        self.fields["language"].choices = [pair for pair in settings.LANGUAGES if pair[0] != own]
