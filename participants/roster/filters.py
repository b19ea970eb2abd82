"""By what the list can be narrowed: how each filter is asked for, and which registrations it leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise
from wagtail.admin.widgets import AdminDateInput

from cms.models import Country
from participants.countries import country_choices
from participants.models import ParticipantCategory, Person, PersonName, Registration

from .questions import answered, choices_of, field_for
from .selection import ANSWER

if TYPE_CHECKING:
    from .roster import Roster

NONE = "-"
MOST_WORDS, LONGEST_WORD = 6, 100


@dataclass(frozen=True, slots=True)
class Filter:
    """`field` makes the form field; `where` says which registrations its cleaned value means."""

    name: str
    field: Callable[[Roster], forms.Field]
    where: Callable[[Any, Roster], Q]


def _several(label: str | StrPromise, choices: Any, widget: Any = forms.CheckboxSelectMultiple) -> forms.Field:
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=widget)


def _one(label: str | StrPromise, choices: list[tuple[str, Any]]) -> forms.Field:
    return forms.ChoiceField(label=label, choices=[("", _("either")), *choices], required=False)


def _day(label: str | StrPromise) -> forms.Field:
    return forms.DateField(label=label, required=False, widget=AdminDateInput)


def _words(typed: str, roster: Roster) -> Q:
    """Each word stands somewhere: in a name in any spelling, in the institution, in an address."""
    found = Q()
    for word in typed.split()[:MOST_WORDS]:
        found &= _word(word[:LONGEST_WORD], roster)
    return found


def _word(word: str, roster: Roster) -> Q:
    names = Person.objects.filter(pk=OuterRef("person_id"))
    spelled = PersonName.objects.filter(person_id=OuterRef("person_id"), name__icontains=word)
    mine = Q(name__icontains=word) | Q(sort_name__icontains=word)
    if roster.may_read_contacts:
        mine |= Q(email__icontains=word) | Q(user__email__icontains=word)
    return Q(institution__icontains=word) | Q(Exists(names.filter(mine))) | Q(Exists(spelled))


@lru_cache(maxsize=1)
def regional_groups() -> tuple[str, ...]:
    """Countries come with migrations, so a worker reads them once."""
    groups = Country.objects.exclude(regional_group="").order_by("regional_group")
    return tuple(groups.values_list("regional_group", flat=True).distinct())


def _special(values: list[str], roster: Roster) -> Q:
    found = Q()
    for name in values:
        found |= Q(**{f"person__country__{name}": True})
    return found


def _tagged(values: list[str], roster: Roster) -> Q:
    through = Registration.tags.through.objects.filter(registration_id=OuterRef("pk"))  # type: ignore[attr-defined]
    found = Q(Exists(through.filter(registrationtag_id__in=[int(v) for v in values if v != NONE])))
    return found | ~Q(Exists(through)) if NONE in values else found


CAME = {
    "in": Q(checked_in_at__isnull=False),
    "out": Q(checked_in_at__isnull=True),
    "yes": Q(attended=True),
    "no": Q(attended=False),
}


def _since(day: date, roster: Roster) -> Q:
    return Q(submitted_at__gte=datetime.combine(day, time.min, roster.event.tz))


def _until(day: date, roster: Roster) -> Q:
    return Q(submitted_at__lt=datetime.combine(day + timedelta(days=1), time.min, roster.event.tz))


def _genders() -> list[tuple[str, Any]]:
    choices: Any = Person._meta.get_field("gender").choices
    return [*choices, (NONE, _("not said"))]


ALL = {
    each.name: each
    for each in (
        Filter("q", lambda r: forms.CharField(label=_("Name, institution"), required=False), _words),
        Filter(
            "status",
            lambda r: _several(_("Status"), Registration.Status.choices),
            lambda values, r: Q(status__in=values),
        ),
        Filter(
            "category",
            lambda r: _several(_("Category"), [(str(pk), name) for pk, name in categories()]),
            lambda values, r: Q(category_id__in=values),
        ),
        Filter(
            "tag",
            lambda r: _several(_("Tag"), [*((str(tag.pk), tag.name) for tag in r.tags), (NONE, _("without a tag"))]),
            _tagged,
        ),
        Filter(
            "country",
            lambda r: _several(_("Country"), country_choices(), forms.SelectMultiple(attrs={"size": 8})),
            lambda values, r: Q(person__country_id__in=values),
        ),
        Filter(
            "group",
            lambda r: _several(_("Regional group"), [(name, name) for name in regional_groups()]),
            lambda values, r: Q(person__country__regional_group__in=values),
        ),
        Filter(
            "special",
            lambda r: _several(
                _("Countries in special situations"), [("sids", "SIDS"), ("ldc", "LDC"), ("lldc", "LLDC")]
            ),
            _special,
        ),
        Filter(
            "gender",
            lambda r: _several(_("Gender"), _genders()),
            lambda values, r: Q(person__gender__in=["" if value == NONE else value for value in values]),
        ),
        Filter(
            "way",
            lambda r: _several(_("Way in"), Registration.WayIn.choices),
            lambda values, r: Q(way_in__in=values),
        ),
        Filter(
            "came",
            lambda r: _one(
                _("On the day"),
                [
                    ("in", _("checked in")),
                    ("out", _("not checked in")),
                    ("yes", _("attended")),
                    ("no", _("did not attend")),
                ],
            ),
            lambda value, r: CAME[value],
        ),
        Filter(
            "account",
            lambda r: _one(_("Account"), [("yes", _("has an account")), ("no", _("has none"))]),
            lambda value, r: Q(person__user__isnull=value == "no"),
        ),
        Filter("since", lambda r: _day(_("Sent from")), _since),
        Filter("until", lambda r: _day(_("Sent until")), _until),
    )
}


def categories() -> list[tuple[int, str]]:
    return list(ParticipantCategory.objects.values_list("pk", "name"))


def filter_named(name: str, roster: Roster) -> Filter | None:
    """None where there is no such filter, or none for this user."""
    if not name.startswith(ANSWER):
        return ALL.get(name)
    question = roster.filter_questions.get(name.removeprefix(ANSWER))
    if question is None or not choices_of(question):
        return None
    return Filter(name, lambda r: field_for(question), lambda values, r: answered(question, values))


def filters_of(roster: Roster) -> list[Filter]:
    """All that `roster`'s user may narrow the list by."""
    asked = [filter_named(f"{ANSWER}{key}", roster) for key in roster.filter_questions]
    return [*ALL.values(), *(each for each in asked if each)]


class FilterForm(forms.Form):
    """Holds the fields of the given filters alone: to make all of them takes longer than to read the list."""

    def __init__(self, data: Any, *, filters: list[Filter], roster: Roster) -> None:
        super().__init__(data)
        for each in filters:
            self.fields[each.name] = each.field(roster)
