"""Who is meant: the people of a file, found among those who are here."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from cms.models import Country, Event
from participants.domain.text import one_line
from participants.models import Person, normalize_email

from .document import PERSON, SESSION, TALK, Document
from .read import someone
from .state import ROLES, Someone, State, Who
from .values import Bad, split

CELLS = {SESSION: (*ROLES, "stage"), TALK: ("speakers",)}
NEW = "new"
LIMITS = {"name": 150, "honorific": 40, "post": 150, "institution": 200}
INLINE = re.compile(r"^(?P<name>[^<(\[]+?)\s*(?:[(\[](?P<institution>[^)\]]*)[)\]])?\s*(?:<(?P<email>[^>]*)>)?$")
ADDRESSED = re.compile(
    r"^((?:(?:H\.?E|Mr|Mrs|Ms|Mx|Dr|Prof|Sir|Dame|Amb|Hon|Rev|Mme|Mlle|M|Sr|Sra)\.?\s+)+)(?=\S)", re.IGNORECASE
)


@dataclass(slots=True)
class Named:
    """A name in the file: who is meant, or those who may be; or a new person, described by `facts`."""

    key: str
    facts: dict[str, str]
    person: Someone | None = None
    candidates: list[Someone] = field(default_factory=list)
    is_new: bool = False
    problem: str = ""
    same_as: str = ""

    @property
    def id(self) -> str:
        return sha256(self.key.encode()).hexdigest()[:16]


class Crowd:
    """Everybody whom `document` names; of an ambiguous name `choices` says who is meant: a person's id, or "new"."""

    def __init__(self, document: Document, state: State, event: Event, choices: dict[str, str]) -> None:
        self.state, self.event, self.choices = state, event, choices
        self.named: dict[str, Named] = {}
        self.used: set[str] = set()
        for facts in _described(document):
            key = facts.pop("referred_to_as", "") or facts["name"]
            self.named.setdefault(key.casefold(), Named(key, facts))
        for text in _mentioned(document):
            self.named.setdefault(text.casefold(), Named(text, _inline(text)))
            self.used.add(text.casefold())
        self._keys = {each.key.casefold() for each in state.people.values()}
        self._look_up()

    def who(self, text: str) -> Who:
        """The person meant by a name in a cell. Raises Bad where that is not clear."""
        found = self.named[text.casefold()]
        if found.problem:
            raise Bad(_("“%(name)s”: %(problem)s") % {"name": text[:80], "problem": found.problem})
        return found.person.id if found.person else found.same_as

    @property
    def new(self) -> list[Named]:
        used = {self.named[key].same_as for key in self.used}
        return [each for each in self.named.values() if each.is_new and each.same_as == each.key and each.key in used]

    @property
    def ambiguous(self) -> list[Named]:
        """Those to be chosen, and those that were."""
        return [each for key, each in self.named.items() if each.candidates and key in self.used]

    def _look_up(self) -> None:
        found = _Found(self.named.values())
        countries = _countries() if any(each.facts.get("country") for each in self.named.values()) else {}
        for each in self.named.values():
            each.problem = _fault(each.facts)
            country = each.facts.pop("country", "")
            each.facts["country"] = countries.get(country.casefold(), "")
            if not each.problem:
                self._identify(each, found)
        self._join_new()

    def _join_new(self) -> None:
        """Who is new is one person, with and without "Ms.", and where only one of that name has an institution."""
        met: dict[str, list[Named]] = defaultdict(list)
        new = [each for each in self.named.values() if each.is_new and not each.problem]
        for each in sorted(new, key=lambda named: not named.facts.get("institution")):
            others = met[each.facts["name"].casefold()]
            same = [other for other in others if _may_be_one(each.facts, other.facts)]
            each.same_as = same[0].key if len(same) == 1 else each.key
            if each.same_as == each.key:
                others.append(each)

    def _identify(self, each: Named, found: "_Found") -> None:
        certain, candidates = found.of(each.facts, self.state.people)
        if certain is None and candidates:
            each.candidates = [self._someone(person) for person in candidates]
            self._choose(each)
        elif certain is None:
            each.is_new = True
        else:
            each.person = self._someone(certain)

    def _choose(self, each: Named) -> None:
        choice = self.choices.get(each.id, "")
        each.is_new = choice == NEW
        each.person = next((person for person in each.candidates if str(person.id) == choice), None)
        if not (each.is_new or each.person):
            each.problem = _("Choose who is meant.")

    def _someone(self, person: Person) -> Someone:
        if person.pk not in self.state.people:
            self.state.people[person.pk] = someone(person, self.event, self._keys)
        return self.state.people[person.pk]


def _described(document: Document) -> list[dict[str, str]]:
    return [{"name": ""} | row.cells for row in document.rows if row.type == PERSON and row.cells.get("name")]


def _mentioned(document: Document) -> list[str]:
    cells = (row.cells.get(column, "") for row in document.rows for column in CELLS.get(row.type, ()))
    return list(dict.fromkeys(name for cell in cells for name in split(cell)))


def _inline(text: str) -> dict[str, str]:
    """Amara Okonjo (Ministry of Invented Affairs) <amara@example.org>"""
    found = INLINE.match(text)
    return {key: value.strip() for key, value in found.groupdict("").items()} if found else {"name": text}


def _fault(facts: dict[str, str]) -> str:
    """Tidies the facts; what is wrong with them, in words."""
    facts |= {key: one_line(value) for key, value in facts.items()}
    if found := ADDRESSED.match(facts["name"]):
        facts["honorific"] = facts.get("honorific") or found[1].strip()
        facts["name"] = facts["name"][found.end() :]
    if not facts["name"]:
        return _("The name is missing.")
    for key, most in LIMITS.items():
        if len(facts.get(key, "")) > most:
            return _("This is longer than %(most)d characters.") % {"most": most}
    if facts.get("email"):
        facts["email"] = normalize_email(facts["email"])
        try:
            validate_email(facts["email"])
        except ValidationError as error:
            return " ".join(error.messages)
    if facts.get("uid") and not _uuid(facts["uid"]):
        facts["uid"] = ""
    return ""


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


class _Found:
    """Those who are here and might be meant, in three queries."""

    def __init__(self, named) -> None:
        facts = [each.facts for each in named]
        uids = {uid for each in facts if (uid := _uuid(each.get("uid", "")))}
        emails = {normalize_email(each["email"]) for each in facts if each.get("email")}
        names = {variant.lower() for each in facts for variant in _variants(each["name"])}
        people = Person.objects.with_posts().select_related("country", "user").prefetch_related("other_names")
        as_written = {variant for each in facts for variant in _variants(each["name"])}
        by_name = Q(lower_name__in=names) | Q(name__in=as_written) | Q(other_names__name__in=as_written)
        wanted = Q(uid__in=uids) | Q(email__in=emails) | Q(user__email__in=emails) | by_name
        self.by_uid: dict[str, Person] = {}
        self.by_email: dict[str, list[Person]] = defaultdict(list)
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        for person in people.annotate(lower_name=Lower("name")).filter(wanted).distinct().order_by("pk"):
            self._file(person)

    def _file(self, person: Person) -> None:
        self.by_uid[str(person.uid)] = person
        for email in {person.email, person.user.email if person.user else ""} - {""}:
            self.by_email[email].append(person)
        for name in {person.name.casefold(), *(other.name.casefold() for other in person.other_names.all())}:
            self.by_name[name].append(person)

    def of(self, facts: dict[str, str], here: dict[int, Someone]) -> tuple[Person | None, list[Person]]:
        """Who it is for certain; else those among whom somebody has to choose."""
        if person := self.by_uid.get(str(_uuid(facts.get("uid", "")))):
            return person, []
        if facts.get("email") and (people := self.by_email.get(facts["email"])):
            return (people[0], []) if len(people) == 1 else (None, people)
        name = facts["name"].casefold()
        people = self.by_name.get(name) or self.by_name.get(f"{facts.get('honorific', '')} {name}".casefold(), [])
        if facts.get("email") or facts.get("uid"):
            return None, people
        likely = _at(people, facts.get("institution", ""))
        if len(likely) > 1:
            likely = [person for person in likely if person.pk in here] if _one(likely, here) else likely
        return (likely[0], []) if len(likely) == 1 else (None, likely or people)


def _one(people: list[Person], here: dict[int, Someone]) -> bool:
    return sum(person.pk in here for person in people) == 1


def _at(people: list[Person], institution: str) -> list[Person]:
    if not institution:
        return people
    wanted = institution.casefold()
    return [
        person for person in people if wanted in {post.institution.casefold() for post in person.affiliations.all()}
    ]


def _may_be_one(one: dict[str, str], other: dict[str, str]) -> bool:
    return all(not one.get(key) or one[key] == other.get(key) for key in ("institution", "email", "uid"))


def _variants(name: str) -> set[str]:
    line = one_line(name)
    return {line, ADDRESSED.sub("", line)} - {""}


def _countries() -> dict[str, str]:
    """Codes by any of their names."""
    found: dict[str, str] = {}
    for country in Country.objects.all():
        names = (country.code, country.iso3, country.formal_name, *(getattr(country, f"name_{c}") for c in NAMES))
        found |= {name.casefold(): country.code for name in names if name}
    return found


NAMES = ("en", "fr", "es", "ru", "zh", "ar")
