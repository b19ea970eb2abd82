"""Single cells as people write them. Each function raises Bad with what is wrong, in words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import Country, Event, Organization
from cms.numbers import whole_number
from participants.domain.setup import offered_categories, setup_of
from participants.models import ParticipantCategory, normalize_email

from .columns import plain

YES = frozenset({"yes", "y", "true", "1", "x", "oui", "sí", "si", "да", "نعم", "是"})
NO = frozenset({"no", "n", "false", "0", "", "non", "нет", "لا", "否"})
GENDERS = {"f": "f", "female": "f", "woman": "f", "m": "m", "male": "m", "man": "m", "x": "x", "other": "x"}
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T].*)?$")
NAMES = ("name_en", "name_fr", "name_es", "name_ru", "name_zh", "name_ar", "formal_name", "code", "iso3")


class Bad(Exception):
    """`words` say what is wrong with a cell."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(slots=True)
class Known:
    """What cells may name, read once for a list."""

    event: Event
    countries: Mapping[str, Country] = field(init=False)
    organizations: Mapping[str, Organization] = field(init=False)
    categories: Mapping[str, ParticipantCategory] = field(init=False)
    offered: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        rows = list(Country.objects.all())
        self.countries = {plain(text): row for row in rows for text in (getattr(row, name) for name in NAMES) if text}
        named = Organization.objects.all()
        self.organizations = {plain(text): row for row in named for text in (row.acronym, row.name) if text}
        categories = ParticipantCategory.objects.all()
        self.categories = {plain(text): row for row in categories for text in (row.plural, row.slug, row.name)}
        setup = setup_of(self.event)
        offered = offered_categories(setup) if setup else ParticipantCategory.objects.filter(is_open=True)
        self.offered = frozenset(offered.values_list("pk", flat=True))


def text(cell: str, known: Known) -> str:
    return " ".join(cell.split())


def note(cell: str, known: Known) -> str:
    return cell


def name(cell: str, known: Known) -> str:
    said = text(cell, known)
    if "@" in said:
        raise Bad(_("This is an address, not a name."))
    if said and not any(c.isalpha() for c in said):
        raise Bad(_("A name has letters."))
    return said


def email(cell: str, known: Known) -> str:
    said = normalize_email(cell)
    if len(re.findall("@", said)) > 1:
        raise Bad(_("These are several addresses: one belongs here."))
    if said:
        try:
            validate_email(said)
        except ValidationError:
            raise Bad(_("This is no e-mail address.")) from None
    return said


def country(cell: str, known: Known) -> Country | None:
    if not cell:
        return None
    if found := known.countries.get(plain(cell)):
        return found
    raise Bad(_("No country has this name or code."))


def organization(cell: str, known: Known) -> Organization | None:
    if not cell:
        return None
    if found := known.organizations.get(plain(cell)):
        return found
    raise Bad(_("No organization of the list has this name: add it there first."))


def category(cell: str, known: Known) -> ParticipantCategory | None:
    if not cell:
        return None
    found = known.categories.get(plain(cell))
    if found is None:
        raise Bad(_("There is no such category."))
    if found.pk not in known.offered:
        raise Bad(_("This event does not offer this category."))
    return found


def gender(cell: str, known: Known) -> str:
    if cell and plain(cell) not in GENDERS:
        raise Bad(_("Write f, m or x, or leave it empty."))
    return GENDERS.get(plain(cell), "")


def yes_no(cell: str, known: Known) -> bool:
    said = cell.strip().casefold()
    if said not in YES | NO:
        raise Bad(_("Write yes or no."))
    return said in YES


def number(cell: str, known: Known) -> int | None:
    if not cell:
        return None
    if not (found := whole_number(cell, most=1000)):
        raise Bad(_("This is no number from 1 to 1,000."))
    return found


def past_day(cell: str, known: Known) -> date | None:
    if not cell:
        return None
    found = DAY.match(cell)
    if not found:
        raise Bad(_("This is no date. Write it like 2014-06-23."))
    try:
        day = date(*map(int, found.groups()))
    except ValueError:
        raise Bad(_("There is no such date.")) from None
    if not day.year >= 1990 or day > timezone.now().date():
        raise Bad(_("This day cannot be meant: it is in the future, or very long ago."))
    return day


READERS: dict[str, Any] = {
    each.__name__: each
    for each in (text, note, name, email, country, organization, category, gender, yes_no, number, past_day)
}
