"""What the signs of a session's shorthand may name."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, Self

from django.utils.functional import cached_property

from cms.models import SdgTarget, Theme
from participants.models import Person
from sessions.models import Addressee, Consensus, Session, Verb
from sessions.record.choices import Choices

from .grammar import CONSENSUS, KIND_LABELS, KINDS

_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
#: Beginnings shorter than this are too easily somebody else's.
SHORTEST = 3


def plain(name: str) -> str:
    """As names are compared: letters and figures alone, without accents, case and a leading article."""
    letters = unicodedata.normalize("NFKD", _ARTICLE.sub("", name.strip())).casefold()
    return "".join(c for c in letters if c.isalnum())


class Vocabulary:
    """Of one session; each list is read when the first sign asks for it."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices

    @classmethod
    def of(cls, session: Session) -> Self:
        return cls(Choices(session))

    def person(self, word: str, *, whole: bool = False) -> Person | None:
        return _found(word, self._people, whole)

    def addressee(self, word: str, *, whole: bool = False) -> Addressee | None:
        return _found(word, self._addressees, whole)

    def theme(self, word: str, *, whole: bool = False) -> Theme | None:
        return _found(word, self._themes, whole)

    def target(self, code: str) -> SdgTarget | None:
        return self._targets.get(code.lower())

    @cached_property
    def verbs(self) -> list[tuple[str, str]]:
        """Verbs and the words that name them, the longest first: "recommends that" is no "recommends" with a text."""
        words = [(verb.value, str(verb.label).casefold()) for verb in Verb]
        words += [(value, label.removesuffix(" that")) for value, label in words if label.endswith(" that")]
        return sorted(words, key=lambda pair: -len(pair[1]))

    def for_browser(self) -> dict[str, Any]:
        """All of it, for the reader in the browser, where the network may be away."""
        return {
            "kinds": {word: [kind, str(KIND_LABELS[kind])] for word, kind in KINDS.items()},
            "labels": {kind: str(label) for kind, label in KIND_LABELS.items()},
            "consensus": {word: str(Consensus(level).label) for word, level in CONSENSUS.items()},
            "verb": str(Verb.RECOMMENDS.label),
            "verbs": [[words, str(Verb(verb).label)] for verb, words in self.verbs],
            "people": [str(person) for person in self.choices.people],
            "addressees": [str(addressee) for addressee in self.choices.addressees],
            "themes": [[theme.slug, str(theme)] for theme in self.choices.themes],
            "targets": {target.code: target.text for target in self.choices.targets},
        }

    @cached_property
    def _people(self) -> dict[str, list[Person]]:
        """By the whole name, and by its end from any word on: so a family name is found, of however many words."""
        found: dict[str, list[Person]] = {}
        for person in self.choices.people:
            words = str(person).split()
            for key in {plain(" ".join(words[place:])) for place in range(len(words))} - {""}:
                found.setdefault(key, []).append(person)
        return found

    @cached_property
    def _addressees(self) -> dict[str, list[Addressee]]:
        return {plain(str(addressee)): [addressee] for addressee in self.choices.addressees}

    @cached_property
    def _themes(self) -> dict[str, list[Theme]]:
        themes = self.choices.themes
        return {plain(str(theme)): [theme] for theme in themes} | {plain(theme.slug): [theme] for theme in themes}

    @cached_property
    def _targets(self) -> dict[str, SdgTarget]:
        return {target.code.lower(): target for target in self.choices.targets}


def _found(word: str, known: dict[str, list[Any]], whole: bool) -> Any:
    """By a whole key, or by a beginning unless it must be `whole`, that belongs to one row alone."""
    key = plain(word)
    if key in known:
        return _only(known[key])
    beginning = [row for name, rows in known.items() if name.startswith(key) for row in rows]
    return _only(beginning) if len(key) >= SHORTEST and not whole else None


def _only(rows: Iterable[Any]) -> Any:
    found = {row.pk: row for row in rows}
    return next(iter(found.values())) if len(found) == 1 else None
