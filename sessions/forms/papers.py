"""Forms about papers. Every choice is limited to the event at hand."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.inspection.findings import FORMATS, PAPERS
from cms.inspection.words import list_of
from cms.models import Theme
from sessions.domain.calls import formats_of, kinds_of
from sessions.kinds import KINDS
from sessions.models import Paper, PaperVersion, Session

PAUSES = [kind.slug for kind in KINDS.values() if kind.is_pause]


class OneFileField(forms.FileField):
    """A file that is judged later, by its content; empty ones too, so that the reason is said in our words.

    `formats` are names of `cms.inspection.findings.FORMATS`.
    """

    def __init__(self, *, formats: frozenset[str] = PAPERS, **kwargs):
        super().__init__(allow_empty_file=True, widget=forms.FileInput(), **kwargs)
        self.formats = formats

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        self.widget.attrs["accept"] = ",".join(FORMATS[name].extension for name in FORMATS if name in self.formats)
        words = gettext("%(formats)s; up to %(size)s.")
        told = {"formats": list_of(self.formats), "size": filesizeformat(settings.PAPER_MAX_BYTES)}
        self.help_text = words % told
        return super().get_bound_field(form, field_name)


class OneFileMixin:
    def clean_file(self):
        if hasattr(self.files, "getlist") and len(self.files.getlist(self.add_prefix("file"))) > 1:
            raise ValidationError(_("Send one file at a time."))
        return self.cleaned_data["file"]


class PaperForm(OneFileMixin, forms.ModelForm):
    """What an author writes; the file is asked for once it is the paper's turn, and needed where there is none yet."""

    file = OneFileField(label=_("File"), required=False)
    note = forms.CharField(label=_("What changed"), max_length=250, required=False)

    class Meta:
        model = Paper
        fields = ("title", "abstract", "language", "session", "themes")
        widgets = {"themes": forms.CheckboxSelectMultiple, "abstract": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args, event, call=None, stage=Paper.Stage.PAPER, **kwargs):
        kwargs.setdefault("instance", Paper(event=event, language=event.language))
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = Session.objects.filter(event=event).exclude(kind__in=PAUSES)
        self.fields["session"].empty_label = gettext("None in particular")
        self._offer_themes(event, call)
        if stage == Paper.Stage.ABSTRACT:
            del self.fields["file"]
        else:
            self.fields["file"].formats = formats_of(call, PaperVersion.Kind.PAPER)
        if "file" not in self.fields or not self._has_file():
            del self.fields["note"]
        if call and call.abstract_words:
            words = gettext("At most %(most)d words.") % {"most": call.abstract_words}
            self.fields["abstract"].help_text = words

    def _has_file(self):
        return self.instance.pk is not None and self.instance.versions.exists()

    def _offer_themes(self, event, call):
        themes = Theme.objects.filter(pk__in=call.call_themes.values("theme")) if call else Theme.objects.none()
        offered = themes or event.themes.all()
        self.fields["themes"].queryset = offered
        if themes:
            self.fields["themes"].label = gettext("Themes of the call")
        elif not offered:
            del self.fields["themes"]

    def _post_clean(self):
        """Nothing is written on the paper: the domain does, when all is judged."""


class VersionForm(OneFileMixin, forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, required=False)
    file = OneFileField(label=_("File"))
    note = forms.CharField(label=_("What changed"), max_length=250, required=False)

    def __init__(self, *args, paper, call, **kwargs):
        super().__init__(*args, **kwargs)
        labels, kinds = dict(PaperVersion.Kind.choices), kinds_of(call)
        self.fields["kind"].choices = [(kind, labels[kind]) for kind in kinds]
        self.fields["language"].initial = paper.language
        self.fields["file"].formats = frozenset().union(*(formats_of(call, kind) for kind in kinds))
        if len(kinds) == 1:
            del self.fields["kind"]


class AuthorForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), max_length=254)


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
