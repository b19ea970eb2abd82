"""What a visitor wants to see of a programme: a view, filters, and the zone whose times stand beside the event's."""

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from cms.search_words import words_of

from .tree import Programme, Session
from .zones import is_zone

Facets = Mapping[str, list[tuple[str, str]]]

FILTERS = ("day", "room", "theme", "kind", "language")
BY, SHAPES = ("day", "room", "theme"), ("list", "grid")
PARAMETERS = {"shape": "as"}
LONGEST_VALUE = 60  # of what is repeated to the visitor


@dataclass(frozen=True)
class Choice:
    """As the address says it. Empty values choose nothing; `words` must all occur."""

    by: str = "day"
    shape: str = "list"
    day: str = ""
    room: str = ""
    theme: str = ""
    kind: str = ""
    language: str = ""
    q: str = ""
    stars: bool = False
    tz: str = ""
    working: bool = False

    @cached_property
    def words(self) -> list[str]:
        return [folded(word) for word in words_of(self.q)]

    @property
    def filters(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in FILTERS if getattr(self, name)}

    @property
    def is_narrowed(self) -> bool:
        return bool(self.filters or self.q or self.stars)

    @property
    def only(self) -> date | None:
        return date.fromisoformat(self.day) if self.day else None

    @property
    def said(self) -> dict[str, str]:
        """What an address must say for it, by name of the parameter."""
        usual = asdict(Choice())
        changed = {name: value for name, value in asdict(self).items() if value != usual[name]}
        return {PARAMETERS.get(name, name): "1" if value is True else value for name, value in changed.items()}

    def query(self, **changes: object) -> str:
        """The query of the address of this choice but for `changes`: "?by=room&as=grid"; a single "?" for none."""
        return f"?{urlencode(replace(self, **changes).said)}"

    def widened(self) -> "Choice":
        """Without filters."""
        return Choice(by=self.by, shape=self.shape, tz=self.tz, working=self.working)


def read_choice(query: Mapping[str, str], facets: Facets) -> tuple[Choice, list[str]]:
    """What `query` asks for, and what of it is not known here, in words for the visitor; that is left out."""
    offered = {"by": BY, "as": SHAPES} | {name: dict(facets[name]) for name in FILTERS}
    asked = {name: query[name] for name in offered if query.get(name)}
    known = {name: value for name, value in asked.items() if value in offered[name]}
    unknown = {name: value for name, value in asked.items() if name not in known}
    zone = query.get("tz", "")
    if zone and not is_zone(zone):
        zone, unknown = "", unknown | {"tz": zone}
    shape = known.pop("as", "list")
    words = " ".join(words_of(query.get("q")))
    choice = Choice(shape=shape, q=words, stars="stars" in query, tz=zone, **known)
    return choice, [_told(name, value) for name, value in unknown.items()]


def _told(name: str, value: str) -> str:
    labels = {
        "by": _("order"),
        "as": _("layout"),
        "day": _("day"),
        "room": _("room"),
        "theme": _("subject"),
        "kind": _("kind"),
        "language": _("language"),
        "tz": _("time zone"),
    }
    return f"{labels[name]} “{value[:LONGEST_VALUE]}”"


def narrowed(programme: Programme, choice: Choice, stars: frozenset[int]) -> Programme:
    """Only the sessions that `choice` asks for; `stars` are the ids of those that this visitor starred."""
    return replace(programme, sessions=tuple(s for s in programme.shown if _fits(programme, s, choice, stars)))


def _fits(programme: Programme, session: Session, choice: Choice, stars: frozenset[int]) -> bool:
    values = {
        "day": lambda: [day.isoformat() for day in session.days()],
        "room": lambda: [str(session.room.id)] if session.room else [],
        "theme": lambda: [theme.slug for theme in session.themes],
        "kind": lambda: [session.kind],
        "language": lambda: programme.languages_of(session),
    }
    if choice.stars and session.id not in stars:
        return False
    if any(wanted not in values[name]() for name, wanted in choice.filters.items()):
        return False
    return not choice.words or _has_words(session, choice.words)


def _has_words(session: Session, words: list[str]) -> bool:
    text = folded(" ".join(_texts(session)))
    return all(word in text for word in words)


def _texts(session: Session) -> list[str]:
    people = [text for person in session.people() for text in (person.name, person.post, person.country)]
    talks = [text for talk in session.contributions for text in (talk.title, talk.abstract)]
    themes = [theme.name for theme in session.themes]
    room = [session.room.label] if session.room else []
    return [session.number, session.title, session.description, *talks, *people, *themes, *room]


def folded(text: str) -> str:
    """Without case and accents, as people type when they search."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
