"""What an organiser fills in about a section, a question, and when it is shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.models import Event
from participants.domain.form_building import choices_of, stamp_of
from participants.forms.base import AnswerForm
from participants.models import FormSection, Question
from participants.questions import KINDS

OPTION = "option_"


class SectionForm(AnswerForm):
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = FormSection
        fields = ["title", "introduction", "stage", "categories"]
        widgets = {"introduction": forms.Textarea(attrs={"rows": 3}), "categories": forms.CheckboxSelectMultiple}
        help_texts = {
            "title": _("For example: Your stay."),
            "introduction": _("A sentence or two above the questions."),
            "stage": _("When registering: before anybody decides. After approval: only of those who come."),
            "categories": _("None ticked: everybody."),
        }

    def __init__(self, *args: Any, section: FormSection, **kwargs: Any) -> None:
        known = forms.model_to_dict(section, self.Meta.fields) if section.pk else {"stage": section.stage}
        initial = known | {"seen": stamp_of(section) if section.pk else ""}
        super().__init__(*args, initial=initial, **kwargs)


class QuestionForm(AnswerForm):
    """With the options of the question's kind, each as a field `option_…`."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Question
        fields = ["label", "help_text", "is_required", "purpose", "is_sensitive", "keep_days"]
        help_texts = {
            "label": _("As people read it."),
            "help_text": _("Stands below the question: an example, or how to answer."),
            "purpose": _("People read it beside the question. Needed where only some may read the answers."),
            "is_sensitive": _("For passports, health and the like. Each reading of the answers is logged."),
            "keep_days": _(
                "Empty: as long as the registration. Must be named where only some may read the answers, and for "
                "passports: then they are removed by themselves."
            ),
        }

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        known = forms.model_to_dict(question, self.Meta.fields)
        options = KINDS[question.kind].option_fields()
        known |= {OPTION + name: question.options[name] for name in options if name in question.options}
        super().__init__(*args, initial=known | {"seen": stamp_of(question) if question.pk else ""}, **kwargs)
        self.fields |= {OPTION + name: field for name, field in options.items()}
        after = ["label", "help_text", *(OPTION + name for name in options), "is_required"]
        self.order_fields(after)

    def clean(self) -> dict[str, Any]:
        """The options apart, as the domain takes them."""
        cleaned = super().clean() or self.cleaned_data
        names = [name for name in cleaned if name.startswith(OPTION)]
        return cleaned | {"options": {name.removeprefix(OPTION): cleaned[name] for name in names}}

    @property
    def asking(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.KEEPING]

    @property
    def keeping(self) -> list[forms.BoundField]:
        return [self[name] for name in self.KEEPING]

    KEEPING = ("purpose", "is_sensitive", "keep_days")


class ConditionForm(forms.Form):
    """Which answers of `decider` show a question."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    values = forms.MultipleChoiceField(label=_("Answers"), widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args: Any, question: Question, decider: Question, **kwargs: Any) -> None:
        chosen = question.shown_if_values if question.shown_if_id == decider.pk else []
        super().__init__(*args, initial={"values": chosen, "seen": stamp_of(question)}, **kwargs)
        values = self.fields["values"]
        values.choices = choices_of(decider)
        values.label = _("… is answered with one of these")


class CopyForm(forms.Form):
    source = forms.ModelChoiceField(Event.objects.none(), label=_("Event"), empty_label=_("Choose …"))

    def __init__(self, *args: Any, events: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = events
