"""The list of participants, for the screen and for documents: consent and print rules obeyed, in protocol order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, Q

from cms.models import Event
from participants.models import ParticipantCategory, Registration

Rule = ParticipantCategory.PrintRule


@dataclass(frozen=True, slots=True)
class Entry:
    """One named participant with the post held on the event's first day; any part but the name may be empty."""

    name: str
    honorific: str
    title: str
    institution: str
    country: str
    role: str

    @property
    def full(self) -> str:
        """With form of address and role, as in "Ms. Noor Adeyemi (Chairperson)"."""
        role = f"({self.role})" if self.role else ""
        return " ".join(filter(None, [self.honorific, self.name, role]))


@dataclass(frozen=True, slots=True)
class Group:
    """One category. `rule` says which is filled: `entries` by name, `institutions` by institution, else `count` alone.

    `count` is everybody approved; `unnamed` are those of a list by name who did not agree to be named.
    """

    slug: str
    heading: str
    rule: str
    count: int
    entries: tuple[Entry, ...] = ()
    institutions: tuple[str, ...] = ()
    unnamed: int = 0


@dataclass(frozen=True, slots=True)
class Total:
    slug: str
    heading: str
    rule: str
    count: int
    named: int


def participants_for_print(event: Event) -> list[Group]:
    """Everybody approved for `event`, by category; three queries, whatever the number."""
    rows = Registration.objects.approved().filter(event=event).in_print_order().with_people()
    return [_group(category, list(members), event.start_date) for category, members in groupby(rows, _category)]


def totals(event: Event) -> list[Total]:
    """How many were approved in each category, and how many of them may be named; one query."""
    named = Count("pk", filter=Q(list_consent=True, category__print_rule=Rule.BY_NAME))
    columns = ("category__position", "category__slug", "category__plural", "category__print_rule")
    rows = Registration.objects.approved().filter(event=event).values_list(*columns).order_by(*columns)
    return [Total(*row[1:]) for row in rows.annotate(count=Count("pk"), named=named)]


def named_registrations(event: Event) -> Any:
    """Those who stand on the list by name, in the order of print."""
    listed = Registration.objects.on_public_list().filter(event=event, category__print_rule=Rule.BY_NAME)
    return listed.in_print_order().with_people()


def institutions_of(event: Event) -> list[Group]:
    """The categories printed by institution; two queries."""
    rows = Registration.objects.approved().filter(event=event, category__print_rule=Rule.BY_INSTITUTION)
    ordered = rows.in_print_order().with_people()
    return [_group(category, list(members), event.start_date) for category, members in groupby(ordered, _category)]


def entry_of(registration: Registration, day: date) -> Entry:
    person = registration.person
    title, institution = post_of(registration, day)
    country = person.country.name if person.country_id else ""
    return Entry(person.name, person.honorific, title, institution, country, registration.role_in_list)


def post_of(registration: Registration, day: date) -> tuple[str, str]:
    """Title and institution: of a dated post held on `day`, else as said for this event, else of an undated post."""
    post = registration.person.post_on(day)
    said = (registration.title, registration.institution)
    if post and (post.start or post.end or not any(said)):
        return post.title, post.institution
    return said


def _category(registration: Registration) -> ParticipantCategory:
    return registration.category


def _group(category: ParticipantCategory, members: list[Registration], day: date) -> Group:
    group = {"slug": category.slug, "heading": category.plural, "rule": category.print_rule, "count": len(members)}
    if category.print_rule == Rule.BY_NAME:
        named = tuple(entry_of(row, day) for row in members if row.list_consent)
        return Group(**group, entries=named, unnamed=len(members) - len(named))
    if category.print_rule == Rule.BY_INSTITUTION:
        return Group(**group, institutions=_sorted(post_of(row, day)[1] for row in members))
    return Group(**group)


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({name for name in names if name}, key=str.casefold))
