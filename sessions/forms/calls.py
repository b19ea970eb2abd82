"""The call for papers in the back office: what is asked, its themes, and the templates to start from."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from cms.inspection.findings import FORMATS, PAPERS
from cms.inspection.words import FORMAT_WORDS
from cms.models import Theme
from participants.forms.base import AnswerForm
from sessions.domain.calls import OFFERED
from sessions.models import CallForPapers, PaperVersion

from .papers import OneFileField, OneFileMixin

TIMES = ("opens_at", "abstract_deadline", "paper_deadline", "review_deadline")
SPARE_ROWS = 3
NUMBERS = ("grace_minutes", "papers_each", "reviews_each")


class CallForm(AnswerForm):
    """Times are typed and shown in the time zone of the event."""

    kinds = forms.MultipleChoiceField(
        label=_("Kinds of files"), choices=PaperVersion.Kind.choices, widget=forms.CheckboxSelectMultiple
    )
    formats = forms.MultipleChoiceField(
        label=_("Formats"),
        choices=[(name, FORMAT_WORDS[name]) for name in FORMATS if name in OFFERED],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Data may always be a table as well, .xlsx or CSV."),
    )
    GROUPS = (
        (_("What is asked for"), ("text", "has_abstracts", "kinds", "formats")),
        (_("When"), ("opens_at", "abstract_deadline", "paper_deadline", "grace_minutes")),
        (_("Who and how much"), ("is_open_to_all", "papers_each", "abstract_words", "paper_pages")),
        (_("Review"), ("anonymity", "reviews_each", "review_deadline")),
    )

    class Meta:
        model = CallForPapers
        fields = [
            *("text", "has_abstracts", "kinds", "formats", "opens_at", "abstract_deadline", "paper_deadline"),
            *("grace_minutes", "is_open_to_all", "papers_each", "abstract_words", "paper_pages"),
            *("anonymity", "reviews_each", "review_deadline"),
        ]
        help_texts = {
            "text": _("Stands on the page of the call, above the themes."),
            "opens_at": _("Empty: it is open at once."),
            "abstract_deadline": _("Empty: at any time."),
            "paper_deadline": _("Empty: at any time. Those who are asked to revise are awaited beyond it."),
            "grace_minutes": _("So long after a deadline papers are still taken. Authors are not told."),
        }
        widgets = dict.fromkeys(TIMES, AdminDateTimeInput) | {"text": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, call: CallForPapers, **kwargs: Any) -> None:
        super().__init__(*args, initial=forms.model_to_dict(call, self.Meta.fields), **kwargs)
        for name in NUMBERS:
            self.fields[name].required = False
        for name in TIMES:
            zone = _("In the time of %(zone)s.") % {"zone": call.event.timezone}
            self.fields[name].help_text = f"{self.fields[name].help_text} {zone}".strip()

    def clean(self) -> dict[str, Any]:
        """Numbers left empty stay as they were."""
        kept = {name: self.initial[name] for name in NUMBERS if self.cleaned_data.get(name) is None}
        return self.cleaned_data | kept

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(label, [self[name] for name in names]) for label, names in self.GROUPS]


class ThemeRow(forms.Form):
    theme = forms.ModelChoiceField(Theme.objects.all(), label=_("Theme"), required=False)
    text = forms.CharField(
        label=_("Questions"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    most = forms.IntegerField(label=_("Papers, at most"), required=False, min_value=1, max_value=1000)


class ThemeRows(forms.BaseFormSet):
    """A row whose theme is empty is left out."""

    def clean(self) -> None:
        themes = [row.cleaned_data["theme"] for row in self.forms if row.is_valid() and row.cleaned_data.get("theme")]
        if len(set(themes)) != len(themes):
            raise forms.ValidationError(_("A theme stands here twice."))

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [row.cleaned_data for row in self.forms if row.cleaned_data.get("theme")]


def theme_rows(call: CallForPapers, data: Any = None) -> ThemeRows:
    there = call.call_themes.values("theme", "text", "most") if call.pk else []
    made = forms.formset_factory(ThemeRow, formset=ThemeRows, extra=SPARE_ROWS, max_num=40)
    return made(data, initial=list(there), prefix="themes")


class TemplateForm(OneFileMixin, forms.Form):
    kind = forms.ChoiceField(label=_("For"), choices=PaperVersion.Kind.choices)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    file = OneFileField(label=_("File"), formats=PAPERS)
