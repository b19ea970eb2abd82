from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.models import Organization
from participants.models import Affiliation, Person, PersonName

from .base import AnswerForm

OFFERED = 300


class ProfileForm(AnswerForm):
    class Meta:
        model = Person
        fields = ["honorific", "name", "spoken_name", "country", "biography"]
        help_texts = {
            "honorific": _("Ms., Mr., Dr., H.E. or what you go by; leave it empty if you use none."),
            "name": _("As it is to be printed, in any script."),
            "spoken_name": _("How you are called on, if it cannot be read from the name."),
            "biography": _("A few sentences for the programme, up to 3,000 characters."),
        }
        widgets = {
            "honorific": forms.TextInput(attrs={"autocomplete": "honorific-prefix"}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "biography": forms.Textarea(attrs={"rows": 6}),
        }


class PostForm(AnswerForm):
    class Meta:
        model = Affiliation
        fields = ["rank", "title", "unit", "organization_name", "start", "end"]
        labels = {"organization_name": _("Institution"), "title": _("Post"), "unit": _("Unit or department")}
        help_texts = {
            "rank": _("Only where protocol asks for one: Minister, Ambassador, Director-General."),
            "organization_name": _("Choose one that is known here, or type yours."),
            "start": _("Leave empty if you do not remember."),
            "end": _("Leave empty while you hold this post."),
        }
        widgets = {
            "organization_name": forms.TextInput(attrs={"autocomplete": "organization", "list": "organizations"}),
            "title": forms.TextInput(attrs={"autocomplete": "organization-title"}),
            "start": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "end": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, post: Affiliation | None = None, **kwargs) -> None:
        super().__init__(*args, initial=initial_of(post) if post else None, **kwargs)
        self.fields["organization_name"].required = True

    @property
    def organizations(self) -> list[str]:
        """Names to choose from, for the list that the field refers to."""
        return list(Organization.objects.order_by("name").values_list("name", flat=True)[:OFFERED])


class NameForm(AnswerForm):
    """Another spelling, or the name in another script."""

    class Meta:
        model = PersonName
        fields = ["name", "language"]
        widgets = {"name": forms.TextInput(attrs={"dir": "auto"})}
        help_texts = {
            "name": _("For example in Arabic or Chinese letters, a former name, or how a passport spells it."),
            "language": _("Leave it empty if it belongs to no one language."),
        }

    def __init__(self, *args, row: PersonName | None = None, **kwargs) -> None:
        super().__init__(*args, initial=forms.model_to_dict(row, self.Meta.fields) if row else None, **kwargs)


def initial_of(post: Affiliation) -> dict[str, Any]:
    return forms.model_to_dict(post, PostForm.Meta.fields) | {"organization_name": post.institution}
