"""Forms of the review: what a reviewer writes, and what organisers set up and decide."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.models import Person
from sessions.domain.reviewing.writing import SCORE
from sessions.forms.programme import PeopleField
from sessions.models import Advice, CallForPapers, Criterion, Paper, Review, Reviewer

#: A longer scale is typed, not ticked.
MOST_TICKS = 10


class ReviewForm(forms.Form):
    """A field for each criterion; nothing is required before it is sent, and the domain says what is missing then."""

    advice = forms.ChoiceField(
        label=gettext_lazy("What do you advise?"), choices=Advice.choices, required=False, widget=forms.RadioSelect
    )
    to_author = forms.CharField(
        label=gettext_lazy("To the author"),
        max_length=8000,
        required=False,
        widget=forms.Textarea({"rows": 8}),
    )
    to_chair = forms.CharField(
        label=gettext_lazy("To the organizers only"),
        max_length=8000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("The author does not see this."),
    )

    def __init__(self, *args: Any, review: Review, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        given = {SCORE % score.criterion_id: score.value for score in review.scores.all()}
        written = {name: getattr(review, name) for name in ("advice", "to_author", "to_chair")}
        super().__init__(*args, initial=given | written, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[SCORE % criterion.pk] = score_field(criterion)
        self.order_fields([*(SCORE % criterion.pk for criterion in criteria), "advice", "to_author", "to_chair"])

    def scores(self) -> dict[int, int | None]:
        return {criterion.pk: self.cleaned_data.get(SCORE % criterion.pk) for criterion in self.criteria}


class TickedScore(forms.TypedChoiceField):
    """A tick for each value; what the scale does not have is refused in its words."""

    def __init__(self, criterion: Criterion, **kwargs: Any) -> None:
        values = range(criterion.least, criterion.most + 1)
        super().__init__(
            choices=[(value, str(value)) for value in values],
            coerce=int,
            empty_value=None,
            widget=forms.RadioSelect({"class": "scale"}),
            error_messages={"invalid_choice": out_of_scale(criterion)},
            **kwargs,
        )


def score_field(criterion: Criterion) -> forms.Field:
    scale = _("From %(least)d to %(most)d.") % {"least": criterion.least, "most": criterion.most}
    texts = {"label": criterion.name, "help_text": " ".join(filter(None, [criterion.help_text, scale]))}
    if criterion.most - criterion.least < MOST_TICKS:
        return TickedScore(criterion, required=False, **texts)
    limits = {"min_value": criterion.least, "max_value": criterion.most}
    return forms.IntegerField(required=False, **limits, **texts)


def out_of_scale(criterion: Criterion) -> str:
    return _("The scale goes from %(least)d to %(most)d.") % {"least": criterion.least, "most": criterion.most}


class DeclineForm(forms.Form):
    WHY = (
        ("conflict", gettext_lazy("I have a conflict of interest")),
        ("other", gettext_lazy("I cannot review it for another reason")),
    )

    why = forms.ChoiceField(label=gettext_lazy("Why not?"), choices=WHY, widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("The organizers read it, and nobody else."),
    )


class ReviewersForm(forms.Form):
    """People from the search, to be added."""

    def __init__(self, *args: Any, people: dict[int, Person], search_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"] = PeopleField(label=_("People"), people=people, search_url=search_url)


class ReviewerForm(forms.ModelForm):
    class Meta:
        model = Reviewer
        fields = ["most", "themes"]
        widgets = {"themes": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].queryset = themes = self.instance.event.themes.all()
        self.fields["themes"].help_text = _("Papers about these are given to them first.")
        if not themes:
            del self.fields["themes"]


class CriterionForm(forms.ModelForm):
    class Meta:
        model = Criterion
        fields = ["name", "help_text", "least", "most", "weight"]


class BaseCriterionFormSet(forms.BaseInlineFormSet):
    """In the order in which their rows stand, those with a number in `ORDER` by it."""

    def chosen(self) -> list[Criterion]:
        rows = [row for row in self.ordered_forms if row.instance.pk or row.has_changed()]
        return [row.instance for row in rows if row not in self.deleted_forms]

    def removed(self) -> list[Criterion]:
        return [row.instance for row in self.deleted_forms if row.instance.pk]


CriterionFormSet = forms.inlineformset_factory(
    CallForPapers, Criterion, form=CriterionForm, formset=BaseCriterionFormSet, extra=1, max_num=20, can_order=True
)


class AssignForm(forms.Form):
    """One reviewer for one paper; those with a conflict are named as such, and refused by the domain."""

    reviewer = forms.ModelChoiceField(label=gettext_lazy("Reviewer"), queryset=Reviewer.objects.none())

    def __init__(self, *args: Any, reviewers: Iterable[Reviewer], labels: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(reviewers)
        self.fields["reviewer"].queryset = Reviewer.objects.filter(pk__in=[row.pk for row in rows])
        choices = [("", "—"), *((row.pk, labels.get(row.pk, str(row))) for row in rows)]
        self.fields["reviewer"].widget.choices = choices


class ReasonForm(forms.Form):
    note = forms.CharField(label=gettext_lazy("Reason"), max_length=300)


class DecisionForm(forms.Form):
    LETTER, AT_ONCE = "letter", "at_once"
    WAYS = (
        (LETTER, gettext_lazy("Draft a letter into the outbox; the author sees the outcome when it is sent")),
        (AT_ONCE, gettext_lazy("No letter; the author sees the outcome on the site at once")),
    )

    outcome = forms.ChoiceField(label=gettext_lazy("Outcome"), choices=Advice.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=gettext_lazy("To the author"),
        max_length=8000,
        required=False,
        widget=forms.Textarea({"rows": 8}),
        help_text=gettext_lazy("What the reviewers wrote to the author is added by itself."),
    )
    way = forms.ChoiceField(
        label=gettext_lazy("How the author learns of it"), choices=WAYS, initial=LETTER, widget=forms.RadioSelect
    )


class ListFilter(forms.Form):
    """Values that no list offers are ignored, as an address may be old."""

    theme = forms.ChoiceField(label=gettext_lazy("Subject"), required=False)

    def __init__(self, *args: Any, papers: Iterable[Paper], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="f-%s", **kwargs)
        themes = {theme.slug: theme.name for paper in papers for theme in paper.themes.all()}
        offered = sorted(themes.items(), key=lambda pair: pair[1])
        self.fields["theme"].choices = [("", _("All")), *offered]

    def chosen(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("theme", "")
