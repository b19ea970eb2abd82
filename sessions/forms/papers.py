"""Forms about papers. Every choice is limited to the event at hand."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sessions.kinds import KINDS
from sessions.models import Paper, Session

PAUSES = [kind.slug for kind in KINDS.values() if kind.is_pause]
ACCEPTED = ".pdf,.docx,.pptx,.odt"


class OneFileField(forms.FileField):
    """A file that is judged later, by its content; empty ones too, so that the reason is said in our words."""

    def __init__(self, **kwargs):
        super().__init__(allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ACCEPTED}), **kwargs)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        self.help_text = gettext("PDF, Word (.docx), PowerPoint (.pptx) or OpenDocument (.odt), up to %(size)s.") % {
            "size": filesizeformat(settings.PAPER_MAX_BYTES)
        }
        return super().get_bound_field(form, field_name)


class OneFileMixin:
    def clean_file(self):
        if hasattr(self.files, "getlist") and len(self.files.getlist(self.add_prefix("file"))) > 1:
            raise ValidationError(_("Send one file at a time."))
        return self.cleaned_data["file"]


class PaperForm(OneFileMixin, forms.ModelForm):
    file = OneFileField(label=_("File"))

    class Meta:
        model = Paper
        fields = ("title", "abstract", "language", "session", "themes")
        widgets = {"themes": forms.CheckboxSelectMultiple, "abstract": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, instance=Paper(event=event), **kwargs)
        self.fields["session"].queryset = Session.objects.filter(event=event).exclude(kind__in=PAUSES)
        self.fields["session"].empty_label = gettext("None in particular")
        themes = event.themes.all()
        self.fields["themes"].queryset = themes
        if not themes:
            del self.fields["themes"]


class VersionForm(OneFileMixin, forms.Form):
    file = OneFileField(label=_("File"))
    note = forms.CharField(label=_("What changed"), max_length=250, required=False)


class PaperFilter(forms.Form):
    """Values that no list offers are ignored, as an address may be old."""

    session = forms.ChoiceField(required=False, label=_("Session"))
    theme = forms.ChoiceField(required=False, label=_("Subject"))
    language = forms.ChoiceField(required=False, label=_("Language"))

    lookups = {"session": "session", "theme": "themes__slug", "language": "language"}

    def __init__(self, *args, papers, **kwargs):
        """Offers what leads to one of `papers`, read in one query."""
        super().__init__(*args, **kwargs)
        facts = ("session", "session__number", "session__title", "themes__slug", "themes__name", "language")
        rows = list(papers.order_by("session__start", "themes__name").values_list(*facts))
        self.offer("session", {str(row[0]): ". ".join(filter(None, row[1:3])) for row in rows if row[0]})
        self.offer("theme", {row[3]: row[4] for row in sorted(rows, key=lambda row: row[4] or "") if row[3]})
        self.offer("language", {code: name for code, name in settings.LANGUAGES if code in {row[5] for row in rows}})

    def offer(self, name, choices):
        self.fields[name].choices = [("", _("All")), *choices.items()]

    def chosen(self) -> dict[str, Any]:
        """Lookups for the fields with a valid value."""
        self.is_valid()
        return {self.lookups[field]: value for field, value in self.cleaned_data.items() if value}
