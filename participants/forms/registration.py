from typing import Any

from django import forms
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.models import Country, Event
from participants.countries import country_choices
from participants.domain.registration import category_is_fixed
from participants.domain.setup import offered_categories
from participants.domain.ways import OPEN, Way
from participants.models import ParticipantCategory, Person, Registration, RegistrationSetup
from participants.wording import LIST_CONSENT

from .base import AnswerForm


class RegistrationForm(AnswerForm):
    """What a person says about themselves for one event."""

    honorific = forms.CharField(
        label=_("Form of address"),
        max_length=40,
        required=False,
        help_text=_("Ms., Mr., Dr., H.E. or what you go by; leave it empty if you use none."),
        widget=forms.TextInput(attrs={"autocomplete": "honorific-prefix"}),
    )
    name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        help_text=_("As it is to be printed on your badge, in any script."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    country = forms.ModelChoiceField(
        Country.objects.all(),
        label=_("Country"),
        empty_label=pgettext_lazy("country", "Choose …"),
        help_text=_("The country you come from or represent."),
    )
    field_order = ["category", "honorific", "name", "title", "institution", "country"]

    class Meta:
        model = Registration
        fields = ["category", "institution", "title", "motivation", "needs", "list_consent"]
        labels = {
            "category": _("I take part as"),
            "institution": _("Institution"),
            "title": _("Your post there"),
            "motivation": _("What you will contribute"),
            "needs": _("Access, diet or other needs"),
            "list_consent": LIST_CONSENT,
        }
        help_texts = {
            "institution": _("Ministry, agency, university, association or company."),
            "title": _("For example: Director, Digital Services."),
            "motivation": _("A few sentences: experience, a paper, a question you bring. The organizers read it."),
            "needs": _(
                "So that you can take part fully: step-free access, sign language, a diet. Only those who arrange it "
                "read this, each reading is logged, and it is on no list."
            ),
            "list_consent": _("Otherwise you are counted and not named. You may change this until it closes."),
        }
        widgets = {
            "category": forms.RadioSelect,
            "institution": forms.TextInput(attrs={"autocomplete": "organization"}),
            "title": forms.TextInput(attrs={"autocomplete": "organization-title"}),
            "motivation": forms.Textarea(attrs={"rows": 5}),
            "needs": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(
        self,
        *args: Any,
        setup: RegistrationSetup,
        person: Person,
        registration: Registration | None,
        way: Way = OPEN,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial=known_of(person, registration), **kwargs)
        if not (self.is_bound or registration):
            self.initial |= post_at(setup.event, person)
        self.fields["institution"].required = True
        country: Any = self.fields["country"]
        country.choices = [("", country.empty_label), *country_choices()]
        for name in ("motivation", "needs"):
            if not getattr(setup, f"asks_{name}"):
                del self.fields[name]
        self._offer_categories(setup, registration, way)

    def _offer_categories(self, setup: RegistrationSetup, registration: Registration | None, way: Way) -> None:
        category: Any = self.fields["category"]
        category.empty_label, category.queryset = None, categories_for(setup, registration)
        if way.category:
            category.queryset = ParticipantCategory.objects.filter(pk=way.category.pk)
            category.disabled, self.initial["category"] = True, way.category.pk
            category.help_text = _("You were invited in this category. Ask the organizers if it must change.")
        elif registration and category_is_fixed(registration, setup):
            category.disabled = True
            words = _("You were invited or approved in this category. Ask the organizers if it must change.")
            category.help_text = words


def categories_for(setup: RegistrationSetup, registration: Registration | None) -> Any:
    offered = offered_categories(setup)
    if registration is None or registration.status == Registration.Status.WITHDRAWN:
        return offered
    return ParticipantCategory.objects.filter(pk__in=[registration.category_id, *offered.values_list("pk", flat=True)])


def known_of(person: Person, registration: Registration | None) -> dict[str, Any]:
    """What we know is not asked again."""
    own = {"honorific": person.honorific, "name": person.name, "country": person.country_id}
    return own | forms.model_to_dict(registration, RegistrationForm.Meta.fields) if registration else own


def post_at(event: Event, person: Person) -> dict[str, str]:
    prefetch_related_objects([person], "affiliations__organization")
    held = person.post_on(event.start_date)
    return {"institution": held.institution, "title": held.title} if held else {}
