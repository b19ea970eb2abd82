"""What is known of people that may make one of them a poor judge of another's paper. As few statements for many."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import permutations
from typing import Any

from django.utils import timezone

from cms.models import Event
from participants.models import Affiliation, Person, Registration, normalize_email
from participants.spelling import fold
from sessions.models import PaperAuthor

#: Who wrote together, or worked at one place, longer ago than this is free to judge.
YEARS = 3
DAYS_OF_A_YEAR = 365
#: Whoever likes has an address there.
OPEN_TO_ALL = frozenset({"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com"}) | {
    *("live.com", "mail.ru", "qq.com", "163.com", "protonmail.com", "proton.me", "gmx.net", "example.org"),
}


@dataclass(frozen=True, slots=True)
class Post:
    """`names` are an institution's in comparable spelling; `organization` is its key, where it is one of the list."""

    organization: int | None
    institution: str
    names: frozenset[str]
    start: date | None = None
    end: date | None = None

    def meets(self, other: "Post") -> date | None:
        """The last day at which both were held, `date.max` where they still are; None where they never were."""
        first = max(self.start or date.min, other.start or date.min)
        last = min(self.end or date.max, other.end or date.max)
        return last if first <= last else None


@dataclass(slots=True)
class Known:
    """`wrote_with` are the years of the newest paper written with somebody, by their id."""

    name: str = ""
    country: str = ""
    addresses: set[str] = field(default_factory=set)
    posts: list[Post] = field(default_factory=list)
    wrote_with: dict[int, int] = field(default_factory=dict)

    @property
    def domains(self) -> set[str]:
        return {address.rpartition("@")[2] for address in self.addresses} - OPEN_TO_ALL


def known_of(people: Collection[int], event: Event) -> dict[int, Known]:
    """By id. Four statements, however many people there are."""
    found: dict[int, Known] = defaultdict(Known)
    rows = Person.objects.filter(pk__in=people).values_list("pk", "name", "country", "email", "user__email")
    for pk, name, country, *addresses in rows:
        mine = {normalize_email(address) for address in addresses if address}
        found[pk] = Known(name, country or "", mine)
    for pk, post in _posts(people, event):
        found[pk].posts.append(post)
    for one, other, year in _written_together(people):
        found[one].wrote_with[other] = max(year, found[one].wrote_with.get(other, 0))
    return found


def _posts(people: Collection[int], event: Event) -> Iterator[tuple[int, Post]]:
    fields = ("organization_id", "organization__name", "organization__acronym", "organization_name", "start", "end")
    held = Affiliation.objects.filter(person__in=people).order_by("pk")
    for pk, key, name, acronym, typed, start, end in held.values_list("person", *fields):
        yield pk, Post(key, name or typed, _names(name, acronym, typed), start, end)
    registered = Registration.objects.filter(event=event, person__in=people).exclude(institution="")
    for pk, typed in registered.values_list("person", "institution"):
        yield pk, Post(None, typed, _names(typed), event.start_date - timedelta(days=DAYS_OF_A_YEAR))


def _names(*names: str | None) -> frozenset[str]:
    return frozenset(folded for name in names if name and (folded := fold(name)))


def _written_together(people: Collection[int]) -> Iterator[tuple[int, int, int]]:
    """Pairs in both orders, with the year in which it was sent. What was never sent is nobody's business."""
    since = timezone.now() - timedelta(days=YEARS * DAYS_OF_A_YEAR)
    rows: Any = PaperAuthor.objects.filter(person__in=people, paper__created_at__gte=since)
    rows = rows.exclude(paper__status="draft").exclude(answer=PaperAuthor.Answer.DECLINED).order_by()
    writers = defaultdict(list)
    for paper, year, person in rows.values_list("paper", "paper__created_at__year", "person"):
        writers[paper, year].append(person)
    for (_paper, year), group in writers.items():
        for one, other in permutations(group, 2):
            yield one, other, year
