"""Conflicts of interest: found each time anew, declared by reviewers, and set aside by those who decide."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Event
from participants.domain.text import one_line
from participants.models import Person, User
from sessions.models import Conflict, Paper, PaperAuthor
from sessions.permissions import may_manage_reviews

from .evidence import DAYS_OF_A_YEAR, YEARS, Known, Post, known_of

SELF, DECLARED = "self", "declared"
LONGEST = 300  # characters of a reason


@dataclass(frozen=True, slots=True)
class Found:
    """`key` names the reason with the author concerned; `words` say it. A hint is worth a look, and stops nothing."""

    key: str
    words: str
    is_hint: bool = False
    set_aside: str = ""

    @property
    def stops(self) -> bool:
        return not (self.is_hint or self.set_aside)

    @property
    def may_be_set_aside(self) -> bool:
        return self.stops and self.key not in {SELF, DECLARED}


#: By paper and person.
Conflicts = dict[tuple[int, int], list[Found]]


def find_conflicts(
    event: Event, papers: Collection[int], people: Collection[int], *, pairs: Iterable[tuple[int, int]] | None = None
) -> Conflicts:
    """Between the authors of `papers` and `people`, all by id, or for some `pairs` of these; those without any are left
    out.

    Six statements, however many there are. What was set aside is among them, with the reason.
    """
    authors: dict[int, list[int]] = defaultdict(list)
    for paper, person in PaperAuthor.objects.filter(paper__in=papers).values_list("paper", "person"):
        authors[paper].append(person)
    known = known_of({*people, *(person for group in authors.values() for person in group)}, event)
    kept = {(row.paper_id, row.person_id): row for row in Conflict.objects.filter(paper__in=papers, person__in=people)}
    found: Conflicts = {}
    for paper, person in product(papers, people) if pairs is None else pairs:
        reasons = list(_of_pair(person, authors[paper], known))
        if settled := _settled(reasons, kept.get((paper, person))):
            found[paper, person] = settled
    return found


def conflicts_of(paper: Paper, person: Person) -> list[Found]:
    return find_conflicts(paper.event, [paper.pk], [person.pk]).get((paper.pk, person.pk), [])


def stopping(found: Collection[Found]) -> list[Found]:
    return [each for each in found if each.stops]


def declare_conflict(paper: Paper, person: Person, *, by: User | None, note: str) -> Conflict:
    """The reviewer's own word, which nobody sets aside. To be called by what asked whether `by` may.

    Raises ValidationError for the field "note" where it says nothing.
    """
    note = _reason(note)
    values = {"is_set_aside": False, "covers": [], "note": note, "by": by}
    conflict, _is_new = Conflict.objects.update_or_create(paper=paper, person=person, defaults=values)
    return conflict


def set_conflict_aside(paper: Paper, person: Person, *, by: User, note: str) -> Conflict:
    """Lets `person` judge `paper` in spite of what is found now; what is found later stops them again.

    Raises PermissionDenied; ValidationError without a reason, where nothing is found, and for what nobody may set
    aside: one's own paper, and what the reviewer declared.
    """
    if not may_manage_reviews(by, paper):
        raise PermissionDenied
    note = _reason(note)
    with transaction.atomic():
        Paper.objects.select_for_update().get(pk=paper.pk)
        found = conflicts_of(paper, person)
        if not stopping(found):
            raise ValidationError(_("There is no conflict to set aside."))
        if any(not each.may_be_set_aside for each in stopping(found)):
            raise ValidationError(_("This conflict cannot be set aside."))
        covers = sorted({each.key for each in found if not each.is_hint})
        values = {"is_set_aside": True, "covers": covers, "note": note, "by": by}
        conflict, _is_new = Conflict.objects.update_or_create(paper=paper, person=person, defaults=values)
        data = {"person": person.name, "reason": note}
        log(instance=paper, action="sessions.set_conflict_aside", user=by, data=data)
    return conflict


def take_conflict_back(paper: Paper, person: Person, *, by: User) -> None:
    """What was set aside counts again; what a reviewer declared stays. Raises PermissionDenied."""
    if not may_manage_reviews(by, paper):
        raise PermissionDenied
    with transaction.atomic():
        count, _rows = Conflict.objects.filter(paper=paper, person=person, is_set_aside=True).delete()
        if count:
            log(instance=paper, action="sessions.take_conflict_back", user=by, data={"person": person.name})


def _reason(note: str) -> str:
    note = one_line(note)
    if not note:
        raise ValidationError({"note": _("Give the reason.")})
    if len(note) > LONGEST:
        raise ValidationError({"note": _("Say it in %(count)d characters.") % {"count": LONGEST}})
    return note


def _settled(found: list[Found], kept: Conflict | None) -> list[Found]:
    if kept is None:
        return found
    if not kept.is_set_aside:
        said = _("The reviewer says: %(reason)s") % {"reason": kept.note} if kept.note else _("Said by the reviewer")
        return [Found(DECLARED, said), *found]
    note = kept.note or _("no reason given")
    return [Found(f.key, f.words, f.is_hint, note if f.key in kept.covers else "") for f in found]


def _of_pair(person: int, authors: Collection[int], known: dict[int, Known]) -> Iterator[Found]:
    if person in authors:
        yield Found(SELF, _("is an author of this paper"))
        return
    for author in authors:
        yield from _between(known[person], known[author], author)


def _between(reviewer: Known, author: Known, key: int) -> Iterator[Found]:
    said = {"author": author.name}
    if reviewer.addresses & author.addresses:
        yield Found(f"address:{key}", _("has the same e-mail address as %(author)s") % said)
    elif shared := reviewer.domains & author.domains:
        words = _("has an e-mail address at %(domain)s, as %(author)s") % (said | {"domain": min(shared)})
        yield Found(f"domain:{key}", words, is_hint=True)
    if year := reviewer.wrote_with.get(key):
        yield Found(f"paper:{key}", _("wrote a paper with %(author)s in %(year)s") % (said | {"year": str(year)}))
    yield from _at_one_place(reviewer, author, key)


def _at_one_place(reviewer: Known, author: Known, key: int) -> Iterator[Found]:
    """The strongest reason for each institution, once."""
    same_state = not (reviewer.country and author.country and reviewer.country != author.country)
    found: dict[str, Found] = {}
    for mine in reviewer.posts:
        for theirs in author.posts:
            reason = _posts_meet(mine, theirs, author, key, same_state=same_state)
            if reason and (reason.key not in found or found[reason.key].is_hint):
                found[reason.key] = reason
    yield from found.values()


def _posts_meet(mine: Post, theirs: Post, author: Known, key: int, *, same_state: bool) -> Found | None:
    """Two ministries of one name in two States are two, unless the list of organizations knows them as one."""
    last = mine.meets(theirs)
    is_listed = mine.organization is not None and mine.organization == theirs.organization
    if last is None or not (is_listed or mine.names & theirs.names or _is_part(mine, theirs)):
        return None
    shared = mine.names & theirs.names
    is_same = is_listed or (same_state and bool(shared))
    is_old = last < timezone.now().date() - timedelta(days=YEARS * DAYS_OF_A_YEAR)
    place = str(mine.organization) if is_listed else min(shared or mine.names | theirs.names)
    said = {"author": author.name, "institution": theirs.institution, "year": last.year}
    still = _("works at %(institution)s, as does %(author)s")
    once = _("worked at %(institution)s with %(author)s until %(year)d")
    words = (still if last == date.max else once) % said
    return Found(f"post:{place}:{key}", words, is_hint=is_old or not is_same)


def _is_part(mine: Post, theirs: Post) -> bool:
    """A directorate of a ministry, as far as the name says so."""
    return any(
        shorter != longer and f" {shorter} " in f" {longer} " and " " in shorter
        for one in mine.names
        for other in theirs.names
        for shorter, longer in [sorted((one, other), key=len)]
    )
