from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from participants.forms.base import AnswerForm
from participants.models import CategoryPlaces, Letter, ParticipantCategory, Registration, RegistrationSetup

MOST_PLACES = 2**31 - 1
SETUP_TIMES = ("opens_at", "closes_at", "change_until", "follow_up_until")


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
    """Times are typed and shown in the time zone of the event. `places_…` are the places of each category."""

    categories = forms.ModelMultipleChoiceField(
        ParticipantCategory.objects.all(),
        label=_("Categories offered"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all that are open to choice."),
    )
    GROUPS = (
        (_("When"), ("opens_at", "closes_at", "grace_minutes", "change_until", "follow_up_until")),
        (_("Who comes in"), ("is_by_invitation", "needs_approval", "categories")),
        (_("Places"), ("capacity", "has_waiting_list", "acceptance_hours")),
        (_("What is asked and shown"), ("asks_motivation", "asks_needs", "list_is_public", "introduction")),
    )

    class Meta:
        model = RegistrationSetup
        fields = [
            "opens_at",
            "closes_at",
            "grace_minutes",
            "change_until",
            "follow_up_until",
            "is_by_invitation",
            "needs_approval",
            "capacity",
            "has_waiting_list",
            "acceptance_hours",
            "asks_motivation",
            "asks_needs",
            "list_is_public",
            "introduction",
        ]
        help_texts = {
            "introduction": _("Stands above the form."),
            "opens_at": _("Empty: no registration here."),
            "closes_at": _("Empty: it stays open. Visitors read this day and hour on the page of the event."),
            "grace_minutes": _("So long after the close a form that was begun is still taken. Visitors are not told."),
            "change_until": _("Until then people change and withdraw theirs. Empty: until registration closes."),
            "follow_up_until": _("Until then those approved fill in the sections asked after approval."),
            "is_by_invitation": _("Others read that the event takes those who were invited or nominated."),
            "needs_approval": _("Otherwise everybody who registers has a place at once, as long as there is one."),
            "has_waiting_list": _("Otherwise visitors read that the event is full."),
            "acceptance_hours": _("After these hours the place is offered to the next."),
            "asks_needs": _("Leave it out where the form has questions for that."),
            "list_is_public": _("With the names of those who agreed to it. Otherwise only participants see it."),
        }
        widgets = dict.fromkeys(SETUP_TIMES, AdminDateTimeInput) | {"introduction": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, setup: RegistrationSetup, **kwargs: Any) -> None:
        super().__init__(*args, initial=initial_of(setup), **kwargs)
        self.quoted = {f"places_{one.pk}": one for one in ParticipantCategory.objects.all()}
        rows = setup.category_places.all() if setup.pk else []
        known = {row.category_id: row for row in rows}
        for name, category in self.quoted.items():
            self.fields[name] = places_field(category, known.get(category.pk))
        for name in ("grace_minutes", "acceptance_hours"):
            self.fields[name].required = False
        for name in SETUP_TIMES:
            zone = _("In the time of %(zone)s.") % {"zone": setup.event.timezone}
            self.fields[name].help_text = f"{self.fields[name].help_text} {zone}".strip()

    def clean(self) -> dict[str, Any]:
        """Numbers left empty stay as they were; the quotas by category, as the domain takes them."""
        cleaned = self.cleaned_data
        kept = {name: self.initial[name] for name in ("grace_minutes", "acceptance_hours") if cleaned.get(name) is None}
        return cleaned | kept | {"quotas": {category: cleaned.get(name) for name, category in self.quoted.items()}}

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(label, [self[name] for name in names]) for label, names in self.GROUPS]

    @property
    def quotas(self) -> list[forms.BoundField]:
        return [self[name] for name in self.quoted]


def places_field(category: ParticipantCategory, row: CategoryPlaces | None) -> forms.IntegerField:
    note = _("%(taken)s taken, %(left)s left") % {"taken": row.places_taken, "left": row.places_left} if row else ""
    return forms.IntegerField(
        label=category.name,
        min_value=0,
        max_value=MOST_PLACES,
        required=False,
        initial=row.capacity if row else None,
        help_text=note,
    )


def initial_of(setup: RegistrationSetup) -> dict[str, Any]:
    categories = setup.categories.all() if RegistrationSetup.objects.filter(pk=setup.pk).exists() else []
    return forms.model_to_dict(setup, SetupForm.Meta.fields) | {"categories": categories}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Each person reads it in the letter, as you write it here."),
    )
