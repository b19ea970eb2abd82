"""By what people are counted: country, region, group of States, category, gender."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from cms.models import Country
from participants.figures.columns import Alike
from participants.models import ParticipantCategory, Person

UNKNOWN = ""
GROUPS = ("sids", "ldc", "lldc")


@dataclass(frozen=True, slots=True)
class Lists:
    """The rows that values are looked up in, read once for all dimensions (two queries)."""

    countries: dict[str, Country]
    categories: dict[str, str]


def read_lists() -> Lists:
    """In the order in which they are printed in the active language."""
    countries = {country.code: country for country in Country.objects.in_order_of(get_language())}
    return Lists(countries, dict(ParticipantCategory.objects.values_list("slug", "plural")))


@dataclass(frozen=True, slots=True)
class Dimension:
    """`values` are those to list, with their names, in order; `of` says which apply to people.

    Where they are `parts` of a whole, their shares make up a hundred; States may be in several groups or in none.
    `has_targets` where an organiser may wish for shares.
    """

    slug: str
    label: StrPromise
    values: Callable[[Lists], dict[str, str]]
    of: Callable[[Alike, Lists], Iterable[str]]
    parts: bool = True
    has_targets: bool = True


def _attribute(name: str) -> Callable[[Alike, Lists], list[str]]:
    def of(people: Alike, lists: Lists) -> list[str]:
        country = lists.countries.get(people.country)
        return [getattr(country, name) if country else UNKNOWN]

    return of


def _found(name: str) -> Callable[[Lists], dict[str, str]]:
    def values(lists: Lists) -> dict[str, str]:
        return {value: value for value in sorted({getattr(row, name) for row in lists.countries.values()}) if value}

    return values


def _groups_of(people: Alike, lists: Lists) -> list[str]:
    country = lists.countries.get(people.country)
    return [group for group in GROUPS if country and getattr(country, group)]


def _groups(lists: Lists) -> dict[str, str]:
    return {
        "sids": str(_("Small island developing States")),
        "ldc": str(_("Least developed countries")),
        "lldc": str(_("Landlocked developing countries")),
    }


def _genders(lists: Lists) -> dict[str, str]:
    return {value: str(label) for value, label in Person._meta.get_field("gender").choices or ()}


DIMENSIONS: Sequence[Dimension] = (
    Dimension("category", _("Category"), lambda lists: lists.categories, lambda people, _lists: [people.category]),
    Dimension("gender", _("Gender"), _genders, lambda people, _lists: [people.gender]),
    Dimension("regional_group", _("Regional group"), _found("regional_group"), _attribute("regional_group")),
    Dimension("region", _("Region"), _found("region"), _attribute("region")),
    Dimension("groups", _("Groups of States"), _groups, _groups_of, parts=False),
    Dimension(
        "country",
        _("Country"),
        lambda lists: {code: country.name for code, country in lists.countries.items()},
        lambda people, _lists: [people.country],
        has_targets=False,
    ),
)
