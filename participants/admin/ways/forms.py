from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminDateTimeInput

from cms.models import Country, Event
from cms.tables.reading import ENDINGS
from participants.domain.invitations import usual_expiry
from participants.domain.setup import offered_categories, setup_of
from participants.forms.base import AnswerForm
from participants.models import Delegation, Invitation, ParticipantCategory, Registration

ACCEPTED = ",".join(ending for endings in ENDINGS.values() for ending in endings)


def in_zone(event: Event) -> Any:
    return _("In the time of %(zone)s.") % {"zone": event.timezone}


def categories_offered(event: Event) -> Any:
    setup = setup_of(event)
    return offered_categories(setup) if setup else ParticipantCategory.objects.filter(is_open=True)


class InvitationForm(AnswerForm):
    class Meta:
        model = Invitation
        fields = ["name", "honorific", "email", "category", "note", "is_approved", "expires_at"]
        labels = {"is_approved": _("Needs no approval any more")}
        help_texts = {"email": _("The link in the letter works for this address only.")}
        widgets = {"note": forms.Textarea(attrs={"rows": 4, "dir": "auto"}), "expires_at": AdminDateTimeInput}

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, initial={"expires_at": usual_expiry(event), "is_approved": True}, **kwargs)
        self.fields["category"].queryset = categories_offered(event)
        self.fields["category"].empty_label = pgettext_lazy("category", "the person chooses")
        self.fields["expires_at"].help_text = in_zone(event)


class ExpiryForm(forms.Form):
    expires_at = forms.DateTimeField(label=_("Valid until"), widget=AdminDateTimeInput)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, initial={"expires_at": usual_expiry(event)}, **kwargs)
        self.fields["expires_at"].help_text = in_zone(event)


class DelegationForm(AnswerForm):
    class Meta:
        model = Delegation
        fields = [
            *("country", "organization", "focal_name", "focal_email", "quota", "categories", "closes_at", "note"),
        ]
        help_texts = {
            "organization": _("Instead of a country."),
            "focal_email": _("The link in the letter works for this address only."),
            "note": _("Printed in the letter to the focal point."),
        }
        widgets = {
            "closes_at": AdminDateTimeInput,
            "categories": forms.CheckboxSelectMultiple,
            "note": forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        }

    def __init__(self, *args: Any, event: Event, delegation: Delegation | None = None, **kwargs: Any) -> None:
        if delegation:
            kwargs["initial"] = forms.model_to_dict(delegation, self.Meta.fields)
        super().__init__(*args, **kwargs)
        self.fields["categories"].queryset = categories_offered(event)
        self.fields["closes_at"].help_text = in_zone(event)
        if delegation:
            del self.fields["country"], self.fields["organization"]


class DelegationsForm(DelegationForm):
    """One delegation for each of several countries, all alike."""

    all_members = forms.BooleanField(label=_("All Member States"), required=False)
    countries = forms.ModelMultipleChoiceField(
        Country.objects.all(),
        label=_("Countries"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 12}),
        help_text=_("Those that have a delegation already are left as they are."),
    )
    field_order = ["all_members", "countries"]

    class Meta(DelegationForm.Meta):
        fields = ["quota", "categories", "closes_at", "note"]

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, event=event, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("all_members"):
            data["countries"] = Country.objects.filter(member=True)
        elif not data.get("countries"):
            raise ValidationError({"countries": _("Choose at least one country.")})
        return data


class OnBehalfForm(AnswerForm):
    """A registration that the desk enters; for somebody new, with who they are."""

    name = forms.CharField(label=_("Full name"), max_length=150, help_text=_("As it is to be printed, in any script."))
    honorific = forms.CharField(label=_("Form of address"), max_length=40, required=False)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("They get the letters and claim the registration with it. Empty: no letters."),
    )
    country = forms.ModelChoiceField(Country.objects.all(), label=_("Country"), required=False)
    field_order = ["name", "honorific", "email", "country", "category"]

    class Meta:
        model = Registration
        fields = ["category", "title", "institution", "role_in_list", "protocol_rank"]

    def __init__(self, *args: Any, event: Event, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = categories_offered(event)
        self.fields["role_in_list"].required = False
        if not is_new:
            for name in ("name", "honorific", "email", "country"):
                del self.fields[name]


class ListForm(forms.Form):
    """A file or what was pasted, and what holds for all rows."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        max_length=255,
        widget=forms.FileInput({"accept": ACCEPTED}),
    )
    pasted = forms.CharField(
        label=_("Or paste the list here"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("One person a line, with tabs, commas or semicolons between the cells."),
    )
    category = forms.ModelChoiceField(
        ParticipantCategory.objects.none(),
        label=_("Category where the list names none"),
        required=False,
    )
    is_approved = forms.BooleanField(label=_("They need no approval any more"), required=False)
    expires_at = forms.DateTimeField(label=_("Invitations valid until"), widget=AdminDateTimeInput)
    quota = forms.IntegerField(label=_("Quota where the list names none"), min_value=1, max_value=1000, initial=5)
    closes_at = forms.DateTimeField(label=_("Nominations until"), widget=AdminDateTimeInput)
    USED = {
        "registrations": ("category", "is_approved"),
        "invitations": ("category", "is_approved", "expires_at"),
        "delegations": ("category", "quota", "closes_at"),
    }

    def __init__(self, *args: Any, event: Event, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = categories_offered(event)
        self.fields["expires_at"].initial = usual_expiry(event)
        self.fields["is_approved"].initial = kind == "invitations"
        if kind == "delegations":
            self.fields["category"].label = _("Category")
        self.options = self.USED[kind]
        for name in [name for name in self.fields if name not in {"file", "pasted", *self.options}]:
            del self.fields[name]
        for name in {"expires_at", "closes_at"} & self.fields.keys():
            self.fields[name].help_text = in_zone(event)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("file") and not (data.get("pasted") or "").strip() and "file" not in self.errors:
            raise ValidationError({"file": _("Choose a file, or paste a list.")})
        return data

    def chosen(self) -> dict[str, Any]:
        """The options as JSON can keep them."""
        found = {name: self.cleaned_data.get(name) for name in self.options}
        if category := found.get("category"):
            found["category"] = category.pk
        return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in found.items()}
