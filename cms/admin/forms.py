"""Forms of the back office for events and their teams."""

from functools import cache
from itertools import chain, count
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import global_settings, settings
from django.contrib.auth import get_user_model
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise
from wagtail.admin.forms import WagtailAdminModelForm

from cms.domain.team import grantable_roles
from cms.models import Event, Role, SdgTarget, Theme, Venue

INDENT = "\u2003"


@cache
def timezones() -> list[tuple[str, str]]:
    """Those named after a place: the others know nothing of summer time."""
    places = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    return [("", ""), *((zone, zone.replace("_", " ")) for zone in places)]


def languages() -> list[tuple[str, list[tuple[str, str]]]]:
    """The six official languages, then all others that we have a name for."""
    official = dict(settings.LANGUAGES)
    others = [(code, gettext(name)) for code, name in global_settings.LANGUAGES if code[:2] not in {"en", "zh", "ar"}]
    rest = sorted((pair for pair in others if pair[0] not in official), key=lambda pair: pair[1])
    return [(gettext("Official languages"), list(official.items())), (gettext("Other languages"), rest)]


def several_languages(label: StrPromise) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=languages,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Hold Ctrl (or Cmd) to choose several."),
    )


class TreeChoiceField(forms.ModelMultipleChoiceField):
    """Themes under their parents, indented."""

    def label_from_instance(self, obj: Theme) -> str:
        return f"{INDENT * self.depths.get(obj.pk, 0)}{obj.name}"

    def set_tree(self, themes: list[Theme]) -> None:
        ordered = list(in_tree_order(themes))
        self.depths = {theme.pk: depth for theme, depth in ordered}
        self.choices = [(theme.pk, self.label_from_instance(theme)) for theme, _depth in ordered]


def in_tree_order(themes: list[Theme], parent: int | None = None, depth: int = 0):
    """Pairs of theme and depth, each theme followed by those below it."""
    for theme in themes:
        if theme.parent_id == parent:
            yield theme, depth
            yield from in_tree_order(themes, theme.pk, depth + 1)


class VenueSelect(forms.Select):
    """Each venue knows its time zone, which a script proposes in the field beside it."""

    class Media:
        js = [Script("cms/venue.js", type="module")]

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if zone := getattr(getattr(value, "instance", None), "timezone", ""):
            option["attrs"]["data-timezone"] = zone
        return option


def _venue_help() -> str:
    words = gettext("Empty while to be confirmed. Not in the list?"), reverse("venues:add"), gettext("Add a venue")
    return format_html('{} <a href="{}" target="_blank" rel="noopener">{}</a>', *words)


venue_help = lazy(_venue_help, str)


class VenueField(forms.ModelChoiceField):
    def __init__(self) -> None:
        venues = Venue.objects.select_related("country")
        super().__init__(venues, label=_("Venue"), required=False, widget=VenueSelect, help_text=venue_help())


class TakesZoneOfVenue(forms.Form):
    """Without a time zone of its own an event has that of its venue."""

    timezone = forms.ChoiceField(
        label=_("Time zone"), choices=timezones, required=False, help_text=_("Empty: that of the venue.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "timezone" in cleaned and not cleaned["timezone"]:
            cleaned["timezone"] = getattr(cleaned.get("venue"), "timezone", "")
            if not cleaned["timezone"]:
                self.add_error("timezone", _("Choose a time zone, or a venue that has one."))
        return cleaned


class EventBasics(TakesZoneOfVenue, WagtailAdminModelForm):
    """What the form of a new event and that of an old one share."""

    venue = VenueField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = self.allowed_parents()
        self.fields["slug"].required = False
        self.fields["slug"].help_text = _("Letters, digits and hyphens; made from the title where it is left empty.")

    def clean_slug(self) -> str:
        """The first address made from the title that no event has."""
        if slug := self.cleaned_data["slug"]:
            return slug
        stem = slugify(self.data.get("title", ""))[:60] or "event"
        taken = set(
            Event.objects.filter(slug__startswith=stem).exclude(pk=self.instance.pk).values_list("slug", flat=True)
        )
        return next(slug for slug in chain([stem], (f"{stem}-{n}" for n in count(2))) if slug not in taken)

    def allowed_parents(self):
        """Events of the same user, and the one chosen already, whoever chose it."""
        own = Event.objects.in_role(self.for_user, Role.ORGANISER).values("pk")
        allowed = Event.objects.filter(pk__in=own) | Event.objects.filter(pk=self.instance.parent_id)
        return allowed.exclude(pk=self.instance.pk)


#: Of one list in a form: more are refused before each of them is read.
MOST_ROWS = 200


class EventForm(EventBasics):
    working_languages = several_languages(_("Working languages"))
    interpretation = several_languages(_("Interpretation into"))
    language = forms.ChoiceField(label=_("Original language"), choices=settings.LANGUAGES, initial="en")
    themes = TreeChoiceField(
        Theme.objects.all(), label=_("Subjects"), required=False, widget=forms.SelectMultiple(attrs={"size": 12})
    )
    sdg_targets = forms.ModelMultipleChoiceField(
        SdgTarget.objects.all(), label=_("SDG targets"), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rows in self.formsets.values():
            rows.max_num = rows.absolute_max = MOST_ROWS
        self.fields["themes"].set_tree(list(Theme.objects.all()))
        if self.instance.pk and self.instance.pages.exists():
            self.fields["slug"].disabled = True
            self.fields["slug"].help_text = _("The address stays, since the page carries it.")


class TeamForm(forms.Form):
    """Gives a role to somebody who has an account."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("The address of an account."))
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, event: Event | None, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label.capitalize()) for role in grantable_roles(event, by=by)]

    def clean_email(self) -> str:
        accounts = get_user_model()._default_manager.filter(is_active=True)
        self.user = accounts.filter(email__iexact=self.cleaned_data["email"]).first()
        if self.user is None:
            raise forms.ValidationError(_("Nobody has an account with this address. Ask them to sign up first."))
        return self.cleaned_data["email"]
