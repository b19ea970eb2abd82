"""Finding experts, and saying why each is found.

"Who could speak on this, from a small island State, in French, not seen at the last two forums?" is a theme, a group of
countries, a language, and a series with a number of editions.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cms.facets import Found, narrow
from cms.full_text import asked, having
from cms.models import Country, Event, Theme
from cms.roles import is_secretariat
from participants.models import ExpertEntry, ExpertProfile
from participants.models.experts import Audience
from participants.models.people import languages
from participants.permissions import network_people

from .evidence import seen_at

FACETS = ("theme", "group", "country", "area", "language", "region", "availability")
LABELS = {
    "theme": gettext_lazy("Expertise"),
    "group": gettext_lazy("Group of countries"),
    "area": gettext_lazy("Region of the country"),
    "country": gettext_lazy("Country"),
    "language": gettext_lazy("Language"),
    "region": gettext_lazy("Knows the region"),
    "availability": gettext_lazy("Availability"),
}
GROUP_NAMES = {
    "sids": gettext_lazy("small island developing States"),
    "ldc": gettext_lazy("least developed countries"),
    "lldc": gettext_lazy("landlocked developing countries"),
}
GROUP_REASONS = {
    "sids": gettext_lazy("%(country)s is a small island developing State"),
    "ldc": gettext_lazy("%(country)s is a least developed country"),
    "lldc": gettext_lazy("%(country)s is a landlocked developing country"),
}
MOST_EDITIONS = 5


def find(
    user: Any, *, text: str = "", chosen: Mapping[str, str] | None = None, unseen: Collection[Event] = ()
) -> Found:
    """Listed experts with all the words of `text` and the values `chosen`, in what `user` may read of each.

    Those who took part in one of the events `unseen` are left out. One statement.
    """
    rows = having(_entries(user), asked(text))
    for people in seen_at(unseen) if unseen else ():
        rows = rows.exclude(person__in=people)
    return narrow(rows.order_by("heading", "person"), "person", chosen or {}, FACETS)


def last_editions(series: str, number: int) -> list[Event]:
    """The last editions of a series (its slug) that have begun, `number` of them, five at most."""
    begun = Event.objects.filter(series__slug=series, start_date__lte=timezone.localdate())
    return list(begun.order_by("-start_date")[: min(number, MOST_EDITIONS)])


def reasons(
    profile: ExpertProfile, chosen: Mapping[str, str], names: Mapping[str, Mapping[str, str]], unseen: Collection[Event]
) -> list[str]:
    """Why somebody is among what was asked for: a sentence for each condition, in its order."""
    told = [_reason(profile, facet, value, names) for facet, value in chosen.items() if value in names.get(facet, {})]
    if unseen:
        told.append(_("not at %(events)s") % {"events": ", ".join(event.name for event in unseen)})
    return [reason for reason in told if reason]


def names_of(found: Found, *further: QuerySet) -> dict[str, dict[str, str]]:
    """What the values of the facets are called, and what `further` calls its own (rows made by `named`), by name.

    One statement.
    """
    countries = Country.objects.filter(code__in=found.counts["country"])
    label = Coalesce(NullIf(F(Country.name_field(get_language())), Value("")), F("name_en"))
    own = named(Theme.objects.all(), "theme", "slug"), named(countries, "country", "code", label)
    names: dict[str, dict[str, str]] = _fixed_names(found)
    for sort, code, name in own[0].union(own[1], *further, all=True).order_by("named"):
        names[sort][code] = name
    return names


def named(rows: QuerySet, sort: str, code: str, label: Any = "name") -> QuerySet:
    """Rows of a sort, the code of a value and its name."""
    texts = {"sort": Value(sort, TextField()), "coded": Cast(code, TextField()), "named": Cast(label, TextField())}
    return rows.order_by().annotate(**texts).values_list("sort", "coded", "named")


def _fixed_names(found: Found) -> dict[str, dict[str, str]]:
    areas = {value: value.replace("_", " ") for facet in ("area", "region") for value in found.counts[facet]}
    known = dict(settings.LANGUAGES) | {code: str(name) for code, name in languages()}
    return defaultdict(dict) | {
        "group": {group: str(name) for group, name in GROUP_NAMES.items()},
        "area": areas,
        "region": areas,
        "language": {code: str(name) for code, name in known.items()},
        "availability": {value: str(label) for value, label in ExpertProfile.Availability.choices},
    }


def _entries(user: Any) -> QuerySet[ExpertEntry]:
    """For each person the entry of the widest audience to which `user` belongs."""
    if is_secretariat(user):
        return ExpertEntry.objects.filter(audience=Audience.SECRETARIAT)
    if not user.is_authenticated:
        return ExpertEntry.objects.filter(audience=Audience.PUBLIC)
    near = Q(person__in=network_people(user))
    return ExpertEntry.objects.filter((near & Q(audience=Audience.NETWORKS)) | (~near & Q(audience=Audience.PUBLIC)))


def _reason(profile: ExpertProfile, facet: str, value: str, names: Mapping[str, Mapping[str, str]]) -> str:
    name = names[facet][value]
    if facet == "theme":
        own = [theme.name for theme in profile.expertise.all() if theme.slug == value or _is_below(theme, value)]
        return _("works on %(themes)s") % {"themes": ", ".join(own) or name}
    if facet == "group":
        return str(GROUP_REASONS[value]) % {"country": profile.person.country}
    sentences = {
        "country": _("from %(name)s"),
        "area": _("from %(name)s"),
        "language": _("speaks %(name)s"),
        "region": _("knows %(name)s"),
        "availability": "%(name)s",
    }
    return sentences[facet] % {"name": name}


def _is_below(theme: Theme, slug: str) -> bool:
    parent = theme.parent
    while parent is not None:
        if parent.slug == slug:
            return True
        parent = parent.parent
    return False
