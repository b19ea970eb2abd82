from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from participants.forms.base import AnswerForm
from participants.models import Letter, ParticipantCategory, Registration, RegistrationSetup


class DeskForm(AnswerForm):
    """What the desk may correct in somebody's registration; what the person wrote beyond that stays theirs."""

    class Meta:
        model = Registration
        fields = ["category", "institution", "title", "role_in_list", "protocol_rank"]
        help_texts = {
            "role_in_list": _("Printed after the name in lists: Chairperson."),
            "protocol_rank": _("Order within a country; the head of delegation has the lowest number."),
        }

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, initial=forms.model_to_dict(registration, self.Meta.fields), **kwargs)


class LetterForm(AnswerForm):
    class Meta:
        model = Letter
        fields = ["subject", "body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 16, "dir": "auto"})}

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, initial=forms.model_to_dict(letter, self.Meta.fields), **kwargs)


class SetupForm(AnswerForm):
    """Times are typed and shown in the time zone of the event."""

    categories = forms.ModelMultipleChoiceField(
        ParticipantCategory.objects.all(),
        label=_("Categories offered"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all that are open to choice."),
    )

    class Meta:
        model = RegistrationSetup
        fields = ["opens_at", "closes_at", "capacity", "needs_approval", "list_is_public", "introduction"]
        help_texts = {"introduction": _("Stands above the form."), "opens_at": _("Empty: no registration here.")}
        widgets = {
            "opens_at": AdminDateTimeInput,
            "closes_at": AdminDateTimeInput,
            "introduction": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, setup: RegistrationSetup, **kwargs: Any) -> None:
        super().__init__(*args, initial=initial_of(setup), **kwargs)
        for name in ("opens_at", "closes_at"):
            zone = _("In the time of %(zone)s.") % {"zone": setup.event.timezone}
            self.fields[name].help_text = f"{self.fields[name].help_text} {zone}".strip()


def initial_of(setup: RegistrationSetup) -> dict[str, Any]:
    return forms.model_to_dict(setup, SetupForm.Meta.fields) | {"categories": setup.categories.all()}
