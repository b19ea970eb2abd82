"""Which records may be of one person, how likely that is, and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.roles import is_secretariat
from participants.models import Affiliation, DifferentPeople, Person, PersonName, User, normalize_email
from participants.spelling import script_of, sounds_in_order, words_in_order

#: More records than this with one spelling say that the name is common, not that they are one person.
COMMON = 15
LEAST = 30
VERY_LIKELY, LIKELY = 70, 50


@dataclass(slots=True)
class Known:
    """What is known of one record, as far as it tells people apart. Names are (as printed, folded)."""

    pk: int
    uid: Any
    name: str
    country: str
    gender: str
    emails: set[str]
    names: list[tuple[str, str]]
    posts: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Pair:
    """`score` from LEAST on; `reasons` are sentences without a full stop."""

    one: Known
    other: Known
    score: int
    reasons: tuple[str, ...]

    @property
    def likelihood(self) -> str:
        if self.score >= VERY_LIKELY:
            return _("very likely")
        return _("likely") if self.score >= LIKELY else _("possible")


def likely_pairs() -> list[Pair]:
    """The most likely first; without those that somebody told apart. Four queries, however many people there are."""
    known = {each.pk: each for each in _everybody()}
    apart = set(DifferentPeople.objects.values_list("key", flat=True))
    pairs = (_pair(known[one], known[other]) for one, other in _candidates(known.values()))
    likely = [pair for pair in pairs if pair.score >= LEAST and _key(pair) not in apart]
    return sorted(likely, key=lambda pair: (-pair.score, pair.one.name, pair.one.pk, pair.other.pk))


def tell_apart(one: Person, other: Person, *, by: User | None) -> None:
    """These two are never offered again. Raises PermissionDenied unless `by` is the secretariat."""
    if by and not is_secretariat(by):
        raise PermissionDenied
    with transaction.atomic():
        key = DifferentPeople.key_of(one.uid, other.uid)
        _row, is_new = DifferentPeople.objects.get_or_create(key=key, defaults={"by": by})
        if is_new:
            log(instance=one, action="participants.tell_apart", user=by, data={"name": other.name})


def _everybody() -> Iterator[Known]:
    fields = ("pk", "uid", "name", "folded", "country_id", "gender", "email", "user__email")
    names, posts = defaultdict(list), defaultdict(set)
    for pk, name, folded in PersonName.objects.values_list("person", "name", "folded"):
        names[pk].append((name, folded))
    for pk, typed, listed in Affiliation.objects.values_list("person", "organization_name", "organization__name"):
        posts[pk].add((listed or typed).casefold())
    for pk, uid, name, folded, country, gender, email, account in Person.objects.values_list(*fields):
        emails = {normalize_email(each) for each in (email, account) if each}
        own = [(name, folded), *names[pk]]
        yield Known(pk, uid, name, country or "", gender, emails, own, posts[pk] - {""})


def _candidates(everybody: Iterable[Known]) -> set[tuple[int, int]]:
    """Pairs of ids that share an address or a spelling, the smaller id first."""
    groups: dict[Any, set[int]] = defaultdict(set)
    for known in everybody:
        for key in _keys(known):
            groups[key].add(known.pk)
    small = (sorted(group) for group in groups.values() if 1 < len(group) <= COMMON)
    return {pair for group in small for pair in combinations(group, 2)}


def _keys(known: Known) -> Iterator[Any]:
    for email in known.emails:
        yield "email", email
    for _name, folded in known.names:
        words = words_in_order(folded)
        yield words
        yield "sound", sounds_in_order(folded)
        if len(words) > 1:
            yield "ends", _ends(folded)


def _ends(folded: str) -> tuple[str, ...]:
    """The sounds of the first and the last word: some leave out what is between."""
    words = folded.split()
    return sounds_in_order(f"{words[0]} {words[-1]}")


def _pair(one: Known, other: Known) -> Pair:
    evidence = [*_about_names(one, other), *_about_the_rest(one, other)]
    reasons = tuple(words for _points, words in evidence if words)
    return Pair(one, other, sum(points for points, _words in evidence), reasons)


def _about_names(one: Known, other: Known) -> Iterator[tuple[int, str]]:
    """The strongest evidence of all their names, once. A name of one word says less."""
    found = [_compare(mine, theirs) for mine in one.names for theirs in other.names]
    points, words = max(found, key=lambda each: each[0])
    if points:
        yield points, words


def _compare(mine: tuple[str, str], theirs: tuple[str, str]) -> tuple[int, str]:
    (name, folded), (other_name, other_folded) = mine, theirs
    is_one_word = " " not in folded and " " not in other_folded
    quoted = {"one": isolated(name), "other": isolated(other_name)}
    if name == other_name:
        return (35 if is_one_word else 50), _("the same name: “%(one)s”") % quoted
    if words_in_order(folded) == words_in_order(other_folded):
        return (30 if is_one_word else 50), _("the same name, spelled “%(one)s” and “%(other)s”") % quoted
    if sounds_in_order(folded) == sounds_in_order(other_folded):
        if script_of(name) != script_of(other_name):
            return (20 if is_one_word else 45), _("the same name in another script: “%(one)s”, “%(other)s”") % quoted
        return (10 if is_one_word else 35), _("names that sound alike: “%(one)s”, “%(other)s”") % quoted
    if not is_one_word and folded and other_folded and _ends(folded) == _ends(other_folded):
        return 30, _("one name has more parts: “%(one)s”, “%(other)s”") % quoted
    return 0, ""


def isolated(name: str) -> str:
    """Between marks that keep a name from turning round what stands beside it."""
    return f"\u2068{name}\u2069"


def _about_the_rest(one: Known, other: Known) -> Iterator[tuple[int, str]]:
    if emails := one.emails & other.emails:
        yield 50, _("the same e-mail address: %(email)s") % {"email": min(emails)}
    if one.posts & other.posts:
        yield 20, _("both work or worked at the same institution")
    if one.country and other.country:
        yield (10, _("the same country")) if one.country == other.country else (-15, _("different countries"))
    if one.gender and other.gender and one.gender != other.gender:
        yield -30, _("different gender")


def _key(pair: Pair) -> str:
    return DifferentPeople.key_of(pair.one.uid, pair.other.uid)
