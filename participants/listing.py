"""The list of participants, for the screen and for documents: consent and print rules obeyed, in protocol order."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, groupby
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language

from cms.alphabet import sort_key
from cms.models import Country, Event
from cms.prepared import prepared
from participants.models import Affiliation, ParticipantCategory, Registration
from participants.models.people import newest_on

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


@dataclass(frozen=True, slots=True)
class Line:
    """An entry with its category, whose `heading` is for many and `name` for one.

    `may_be_named` is the person's consent; `person` and `uid` are the ids of the person and of the registration.
    """

    slug: str
    heading: str
    rule: str
    may_be_named: bool
    entry: Entry
    person: int = 0
    uid: UUID | None = None
    name: str = ""
    sort_name: str = ""


def participants_for_print(event: Event) -> list[Group]:
    """Everybody approved for `event`, by category, in the active language; two queries, whatever the number."""
    return _grouped(lines(Registration.objects.approved().filter(event=event), event.start_date))


def institutions_of(event: Event) -> list[Group]:
    """The categories printed by institution; two queries."""
    rows = Registration.objects.approved().filter(event=event, category__print_rule=Rule.BY_INSTITUTION)
    return _grouped(lines(rows, event.start_date))


def totals(event: Event) -> list[Total]:
    """How many were approved in each category, and how many of them may be named; one query."""
    return [Total(*row) for row in _counted(event.pk)]


@prepared
def _counted(event: int) -> QuerySet:
    """Counted by the category's key and not by its words, which takes the database half the time."""
    named = Count("registration", filter=Q(registration__list_consent=True, print_rule=Rule.BY_NAME))
    approved = Q(registration__event=event, registration__status=Registration.Status.APPROVED)
    counted = ParticipantCategory.objects.filter(approved).annotate(count=Count("registration"), named=named)
    return counted.order_by("position", "name").values_list("slug", "plural", "print_rule", "count", "named")


class Named:
    """Those who stand on the list by name, for a paginator: a page reads only the categories that it shows."""

    def __init__(self, event: Event, totals: Sequence[Total]) -> None:
        ends = list(accumulate(total.named for total in totals))
        self.event, self.number = event, ends[-1] if ends else 0
        self.spans = [(total.slug, end - total.named, end) for total, end in zip(totals, ends, strict=True)]

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, places: slice) -> QuerySet[Registration]:
        shown = [span for span in self.spans if span[1] < places.stop and places.start < span[2]]
        first = shown[0][1] if shown else 0
        rows = Registration.objects.on_public_list().filter(event=self.event, category__print_rule=Rule.BY_NAME)
        rows = rows.filter(category__slug__in=[slug for slug, _start, _end in shown]).in_print_order()
        return rows[places.start - first : places.stop - first]


def lines(registrations: QuerySet[Registration], day: date) -> list[Line]:
    """The registrations with the post that each person held on `day`; two queries. In the order they have, else in that
    of print, with countries in the alphabet of the active language.

    Read as values: the objects of a page of fifty would cost more than all the rest of it.
    """
    language = get_language() or "en"
    place, country = Country.order_field(language), Country.name_field(language)
    columns = (*COLUMNS, f"person__country__{place}", f"person__country__{country}")
    rows = [_Row(*values) for values in registrations.values_list(*columns)]
    if not (registrations.query.is_sliced or registrations.query.order_by):
        rows.sort(key=lambda row: _print_order(row, language))
    posts = _posts_of(row.person for row in rows)
    return [_line(row, posts[row.person], day) for row in rows]


def _print_order(row: "_Row", language: str) -> tuple:
    """By category, country (those of none last), then rank, so that the head of a delegation is first, and name."""
    name = sort_key(row.sort_name, language)
    return row.position, row.heading, row.place is None, row.place or 0, row.rank, name, row.person


COLUMNS = (
    "person",
    "uid",
    "category__position",
    "protocol_rank",
    "person__sort_name",
    "category__name",
    "category__slug",
    "category__plural",
    "category__print_rule",
    "list_consent",
    "person__name",
    "person__honorific",
    "title",
    "institution",
    "role_in_list",
)


class _Row(NamedTuple):
    person: int
    uid: UUID
    position: int
    rank: int
    sort_name: str
    name_of_category: str
    slug: str
    heading: str
    rule: str
    consent: bool
    name: str
    honorific: str
    title: str
    institution: str
    role: str
    place: int | None
    country: str | None


class _Post(NamedTuple):
    person: int
    title: str
    organization: str | None
    organization_name: str
    start: date | None
    end: date | None

    holds_on = Affiliation.holds_on

    @property
    def institution(self) -> str:
        return self.organization or self.organization_name


OF_POST = ("person", "title", "organization__name", "organization_name", "start", "end")


def _posts_of(people: Iterable[int]) -> dict[int, list[_Post]]:
    posts = defaultdict(list)
    for values in Affiliation.objects.filter(person__in=list(people)).values_list(*OF_POST):
        post = _Post(*values)
        posts[post.person].append(post)
    return posts


def _line(row: _Row, posts: list[_Post], day: date) -> Line:
    title, institution = _post(row, newest_on(posts, day))
    entry = Entry(row.name, row.honorific, title, institution, row.country or "", row.role)
    return Line(
        row.slug, row.heading, row.rule, row.consent, entry, row.person, row.uid, row.name_of_category, row.sort_name
    )


def _post(row: _Row, post: _Post | None) -> tuple[str, str]:
    """Title and institution: of a dated post, else as said for this event, else of an undated post."""
    said = (row.title, row.institution)
    if post and (post.start or post.end or not any(said)):
        return post.title, post.institution
    return said


def _grouped(everybody: list[Line]) -> list[Group]:
    return [_group(list(members)) for _slug, members in groupby(everybody, lambda line: line.slug)]


def _group(members: list[Line]) -> Group:
    first = members[0]
    entries: tuple[Entry, ...] = ()
    institutions: tuple[str, ...] = ()
    if first.rule == Rule.BY_NAME:
        entries = tuple(line.entry for line in members if line.may_be_named)
    elif first.rule == Rule.BY_INSTITUTION:
        found = {line.entry.institution for line in members if line.entry.institution}
        institutions = tuple(sorted(found, key=lambda name: sort_key(name, get_language() or "en")))
    unnamed = len(members) - len(entries) if first.rule == Rule.BY_NAME else 0
    return Group(first.slug, first.heading, first.rule, len(members), entries, institutions, unnamed)
