"""What an expert says of themselves, each part with its readers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.models import Theme
from participants.domain.experts import region_choices
from participants.models import ExpertProfile
from participants.models.experts import Audience
from participants.models.people import languages

from .base import AnswerForm

READERS = "readers_"
#: Parts that stand elsewhere, in the profile of the person: here only who may read them is said.
ELSEWHERE = {"country": _("My country"), "posts": _("My present post")}
OFFICIAL = ("ar", "zh-hans", "en", "fr", "ru", "es")
SPARE_ROWS = 2


class ExpertForm(AnswerForm):
    biography = forms.CharField(
        label=_("Biography"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 7, "dir": "auto"}),
        help_text=_("A few sentences for the programme, up to 3,000 characters."),
    )
    expertise = forms.ModelMultipleChoiceField(
        Theme.objects.select_related("parent").order_by("name"),
        label=_("Fields of expertise"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.MultipleChoiceField(
        label=_("Working languages"), required=False, widget=forms.CheckboxSelectMultiple
    )
    more_languages = forms.MultipleChoiceField(
        label=_("Further languages"), required=False, widget=forms.SelectMultiple(attrs={"size": 5})
    )
    regions = forms.MultipleChoiceField(
        label=_("Regions I know"), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png"}),
        help_text=_("JPEG or PNG, up to 5 MB. What the file tells of place and camera is removed."),
    )
    drop_photo = forms.BooleanField(label=_("Take the photo away"), required=False)

    class Meta:
        model = ExpertProfile
        fields = ["is_listed", "availability", "available_from", "availability_note"]
        widgets = {"available_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {"is_listed": _("Meetings find speakers there. You can leave it at any time.")}

    #: In the order of the page: the part, and its fields.
    PARTS = (
        ("expertise", ("expertise",)),
        ("languages", ("languages", "more_languages")),
        ("regions", ("regions",)),
        ("availability", ("availability", "available_from", "availability_note")),
        ("biography", ("biography",)),
        ("photo", ("photo", "drop_photo")),
        ("country", ()),
        ("posts", ()),
    )

    def __init__(self, *args: Any, profile: ExpertProfile, **kwargs: Any) -> None:
        kwargs.setdefault("initial", initial_of(profile))
        super().__init__(*args, **kwargs)
        self.fields["expertise"].choices = grouped_themes()
        names = dict(languages())
        self.fields["languages"].choices = [(code, names[code]) for code in OFFICIAL]
        self.fields["more_languages"].choices = [pair for pair in languages() if pair[0] not in OFFICIAL]
        self.fields["regions"].choices = region_choices()
        if not profile.photo:
            del self.fields["drop_photo"]
        for field in ExpertProfile.FIELDS:
            self.fields[READERS + field] = forms.ChoiceField(
                label=_("Who may read it"),
                choices=Audience.choices,
                required=False,
                initial=profile.audience_of(field),
            )

    @property
    def parts(self) -> list[dict[str, Any]]:
        return [
            {
                "name": name,
                "label": ELSEWHERE.get(name, ""),
                "fields": [self[field] for field in fields if field in self.fields],
                "readers": self[READERS + name],
            }
            for name, fields in self.PARTS
        ]

    @property
    def publication_readers(self) -> forms.BoundField:
        return self[f"{READERS}publications"]

    def answers(self, publications: list[dict[str, Any]]) -> dict[str, Any]:
        """As the domain takes them."""
        cleaned = self.cleaned_data
        kept = ("is_listed", "availability", "available_from", "availability_note", "biography", "expertise", "regions")
        photo = False if cleaned.get("drop_photo") else cleaned.get("photo")
        audiences = {field: cleaned[READERS + field] for field in ExpertProfile.FIELDS if cleaned.get(READERS + field)}
        spoken = {"languages": [*cleaned["languages"], *cleaned["more_languages"]]}
        more = {"audiences": audiences, "publications": publications, "photo": photo}
        return {name: cleaned[name] for name in kept} | spoken | more


class PublicationForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=250, required=False)
    where = forms.CharField(label=_("Publisher or journal"), max_length=200, required=False)
    year = forms.IntegerField(label=_("Year"), min_value=1900, max_value=2100, required=False)
    url = forms.URLField(label=_("Address on the web"), max_length=500, required=False, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not given.get("title") and any(given.get(name) for name in ("where", "year", "url")):
            self.add_error("title", _("Give the title, or empty the row."))
        return given


def grouped_themes() -> list[tuple[str, list[tuple[int, str]]]]:
    """The tree of themes: each with those below it. One statement."""
    groups: dict[int, tuple[str, list[tuple[int, str]]]] = {}
    themes = list(Theme.objects.order_by("name"))
    for theme in themes:
        if theme.parent_id is None:
            groups[theme.pk] = (theme.name, [(theme.pk, theme.name)])
    for theme in themes:
        if theme.parent_id in groups:
            groups[theme.parent_id][1].append((theme.pk, theme.name))
    return list(groups.values())


def publication_rows(profile: ExpertProfile, data: Any = None) -> forms.BaseFormSet:
    there = list(profile.publications.values("title", "where", "year", "url")) if profile.updated_at else []
    made = forms.formset_factory(PublicationForm, extra=SPARE_ROWS, max_num=30)
    return made(data, initial=there, prefix="publications")


def initial_of(profile: ExpertProfile) -> dict[str, Any]:
    first = [code for code in profile.languages if code in OFFICIAL]
    return {
        "is_listed": profile.is_listed,
        "availability": profile.availability,
        "available_from": profile.available_from,
        "availability_note": profile.availability_note,
        "biography": profile.person.biography,
        "expertise": list(profile.expertise.values_list("pk", flat=True)) if profile.updated_at else [],
        "languages": first,
        "more_languages": [code for code in profile.languages if code not in OFFICIAL],
        "regions": profile.regions,
    }
