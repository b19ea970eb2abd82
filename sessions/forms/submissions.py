"""What participants send to a session, and what those who write its record do with it."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.models import Recommendation, RecordEntry, Session, Submission


class SubmissionForm(forms.ModelForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    class Meta:
        model = Submission
        fields = ("kind", "text", "is_named")
        widgets = {"text": forms.Textarea(attrs={"rows": 4, "maxlength": 2000})}
        labels = {"text": _("In one or two sentences")}


class SettleForm(forms.Form):
    """`into` is the key of a row of the record: "entry-12", "recommendation-3"."""

    kind = forms.ChoiceField(label=_("As"), choices=Submission.Kind.choices)
    text = forms.CharField(label=_("Text"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "data-grows": ""}))
    into = forms.ChoiceField(label=_("It is said already in"), required=False)
    reason = forms.CharField(label=_("Reason, which the sender reads"), max_length=500, required=False)

    def __init__(self, *args, rows: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [("", "---------"), *rows]


def rows_of(session: Session) -> list[tuple[str, str]]:
    """What stands in the record of `session`, to be merged into."""
    recommendations = Recommendation.objects.filter(session=session).order_by("position", "number")
    kinds = [Submission.Kind.CONCLUSION, Submission.Kind.KEY_MESSAGE]
    entries = RecordEntry.objects.filter(session=session, kind__in=kinds)
    rows = [(f"recommendation-{one.pk}", f"{one.number}. {one.text[:100]}") for one in recommendations]
    return rows + [(f"entry-{one.pk}", one.text[:100]) for one in entries]
