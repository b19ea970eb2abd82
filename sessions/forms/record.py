"""Forms of the rapporteur's screen. What they offer is of this session and its event, and nothing else."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.models import Objective, SdgTarget, Theme
from participants.models import Person
from sessions.domain.record import addressee_named
from sessions.models import Addressee, Consensus, Mechanism, Paper, Recommendation, RecordEntry, Session, Verb

TARGETS = re.compile(r"[\s,;]+")
NOBODY = [("", "---------")]


class CapturedForm(forms.ModelForm):
    """`needs_reason` where the record is cleared or the recommendation adopted.

    `names` are those kept apart in a session without attribution; None where the visitor may not know them: then the
    form has no field for names, and what was named stays.
    """

    of_names: tuple[str, ...] = ()

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label=_("Why this changes"), max_length=250)

    def __init__(self, *args, choices, needs_reason=False, names=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = names
        self.choices = choices
        self.initial.setdefault("revision", self.instance.revision)
        if not needs_reason:
            del self.fields["reason"]
        self.offer("objective", choices.objectives, Objective)
        self.offer("themes", choices.themes, Theme)

    def offer(self, name, rows, model):
        """Limits the field to `rows`; leaves it out where there is nothing to choose."""
        rows = list(rows)
        if not rows:
            del self.fields[name]
            return
        field = self.fields[name]
        field.queryset = model.objects.filter(pk__in=[row.pk for row in rows])
        several = isinstance(field, forms.ModelMultipleChoiceField)
        field.choices = [*([] if several else NOBODY), *((row.pk, field.label_from_instance(row)) for row in rows)]

    def set_names_apart(self) -> None:
        if self.choices.session.is_attributed:
            return
        for field in self.of_names:
            if self.names is None:
                self.fields.pop(field, None)
            else:
                self.initial[field] = getattr(self.names, field)

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in {"revision", "reason"}}

    def _post_clean(self) -> None:
        """The domain validates and writes; the instance must stay as it was read."""


class EntryForm(CapturedForm):
    of_names = ("speaker", "institution")

    class Meta:
        model = RecordEntry
        fields = ("kind", "text", "consensus", "speaker", "institution", "contribution", "objective", "themes")
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "data-grows": ""}), "themes": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = RecordEntry.Kind.choices
        self.offer("contribution", self.choices.contributions, self.choices.session.contributions.model)
        self.offer("speaker", self._speakers(), Person)
        self.fields["consensus"].choices = [("", gettext("Not said")), *Consensus.choices]
        self.fields["institution"].label = gettext("or institution")
        if "speaker" in self.fields:
            self.fields["speaker"].choices = [("", gettext("Not attributed")), *self.fields["speaker"].choices[1:]]
        self.set_names_apart()

    def _speakers(self) -> list[Person]:
        named = self.instance.speaker or (self.names.speaker if self.names else None)
        return self.choices.people if named is None or named in self.choices.people else [*self.choices.people, named]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("speaker") and data.get("institution"):
            self.add_error("institution", _("Name the speaker or the institution, not both."))
        return data


class RecommendationForm(CapturedForm):
    of_names = ("proposers",)

    lead = forms.CharField(
        label=_("Addressed to"),
        required=False,
        max_length=1000,
        help_text=_("One or more, with semicolons between: the Secretariat; Member States."),
        widget=forms.TextInput(attrs={"list": "addressees", "data-several": ";", "autocomplete": "off"}),
    )
    support = forms.CharField(
        label=_("With the support of"),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"list": "addressees", "data-several": ";", "autocomplete": "off"}),
    )
    new_kind = forms.ChoiceField(
        label=_("A new addressee is a"), required=False, choices=[("", "---------"), *Addressee.Kind.choices]
    )
    targets = forms.CharField(
        label=_("SDG targets"),
        required=False,
        max_length=200,
        help_text=_("Codes such as 16.6, 16.7."),
        widget=forms.TextInput(attrs={"list": "targets", "data-several": ",", "autocomplete": "off"}),
    )

    class Meta:
        model = Recommendation
        fields = (
            *("verb", "text", "consensus", "source", "concerned_groups", "resources", "indicator", "due", "dissent"),
            *("proposers", "objective", "themes", "mechanisms", "entry", "evidence"),
        )
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3, "data-grows": ""}),
            "themes": forms.CheckboxSelectMultiple,
            "proposers": forms.CheckboxSelectMultiple,
            "mechanisms": forms.CheckboxSelectMultiple,
            "evidence": forms.CheckboxSelectMultiple,
            "dissent": forms.Textarea(attrs={"rows": 2, "data-grows": ""}),
            "due": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    order = (
        *("verb", "lead", "text", "consensus", "support", "new_kind", "indicator", "due", "targets", "source"),
        *("concerned_groups", "resources", "dissent"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = verbs_by_strength()
        self.fields["consensus"].choices = Consensus.choices
        self.fields["text"].help_text = gettext(
            "Goes on after the verb and the addressee: “to publish its rules”; after “that”: “publish its rules”."
        )
        self.offer("proposers", self._people(), Person)
        self.offer("mechanisms", self.choices.mechanisms, Mechanism)
        self.offer("evidence", self.choices.papers, Paper)
        self.offer("entry", self.choices.entries, RecordEntry)
        lists = ("proposers", "objective", "themes", "mechanisms", "entry", "evidence")
        self.order_fields([*self.order, *lists, "reason"])
        if self.instance.pk:
            self._fill()
        self.set_names_apart()

    def _people(self) -> list[Person]:
        named = list(self.instance.proposers.all()) if self.instance.pk else []
        named += self.names.proposers if self.names else ()
        return [*self.choices.people, *(person for person in named if person not in self.choices.people)]

    def _fill(self) -> None:
        links = list(self.instance.addressee_links.all())
        for part in ("lead", "support"):
            self.initial.setdefault(part, "; ".join(str(link.addressee) for link in links if link.part == part))
        self.initial.setdefault("targets", ", ".join(target.code for target in self.instance.sdg_targets.all()))

    def clean_targets(self) -> list[SdgTarget]:
        codes = [code for code in TARGETS.split(self.cleaned_data["targets"].strip().lower()) if code]
        known = {target.code: target for target in self.choices.targets}
        if wrong := [code for code in codes if code not in known]:
            raise ValidationError(_("Not a target: %(codes)s."), params={"codes": ", ".join(wrong)})
        return [known[code] for code in codes]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.addressees = [
            (addressee, part) for part in ("lead", "support") for addressee in self._addressees(part, data)
        ]
        return data

    def _addressees(self, part: str, data: dict[str, Any]) -> list[Addressee]:
        names = [name.strip() for name in data.get(part, "").split(";") if name.strip()]
        try:
            return [addressee_named(name, kind=data.get("new_kind", "")) for name in names]
        except ValidationError as refusal:
            self.add_error(part, refusal)
            return []

    def values(self) -> dict[str, Any]:
        own = {"lead", "support", "new_kind", "targets"}
        return {name: value for name, value in super().values().items() if name not in own} | {
            "sdg_targets": self.cleaned_data.get("targets", [])
        }


def verbs_by_strength() -> list[tuple[str, str]]:
    words = gettext("%(verb)s (%(strength)d of %(most)d)")
    ladder = enumerate(Verb, start=1)
    return [(verb.value, words % {"verb": verb.label, "strength": place, "most": len(Verb)}) for place, verb in ladder]


class KeyMessageForm(forms.Form):
    key_message = forms.CharField(
        label=_("Key message"),
        required=False,
        max_length=Session._meta.get_field("key_message").max_length,
        help_text=_("One sentence that stays, of at most 200 characters."),
    )
    reason = forms.CharField(label=_("Why this changes"), max_length=250)

    def __init__(self, *args, needs_reason=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not needs_reason:
            del self.fields["reason"]


class ReopenForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=250)
