"""Reading one line of shorthand."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from cms.models import SdgTarget, Theme
from participants.domain.text import many_lines
from participants.models import Person
from sessions.models import Addressee, RecordEntry, Verb

from .grammar import CONSENSUS, KINDS, PREFIX, RECOMMENDATION, SIGN
from .vocabulary import Vocabulary

#: Letters behind a sign in which the rest of a name is looked for, up to the end of each of its words.
LONGEST = 120
_FURTHER = re.compile(r"[^\S\n]+[\w’'./-]*\w(?=$|[\s.,;:!?)…])")
_SPACES = re.compile(r"[^\S\n]+")
_LOOSE = re.compile(r"[,;:](?=[.!?]?$)")
_BEFORE_MARKS = re.compile(r"\s+(?=[.,;:](?:\s|$))")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a line says. `people` are those who said or proposed it; an entry has one `speaker` or an `institution`."""

    kind: str
    text: str
    verb: str = Verb.RECOMMENDS
    consensus: str = ""
    people: tuple[Person, ...] = ()
    institution: str = ""
    addressees: tuple[Addressee, ...] = ()
    themes: tuple[Theme, ...] = ()
    targets: tuple[SdgTarget, ...] = ()
    due: date | None = None
    indicator: str = ""
    unread: tuple[str, ...] = ()

    @property
    def is_recommendation(self) -> bool:
        return self.kind == RECOMMENDATION

    @property
    def speaker(self) -> Person | None:
        return self.people[0] if self.people else None


def parse(line: str, vocabulary: Vocabulary, *, kind: str = RecordEntry.Kind.VIEW, keeps_names: bool = True) -> Parsed:
    """Reads `line`; `kind` is that of one which names none. Never fails: what it cannot read stays in the text.

    Where `keeps_names` is False, no sign with a name stays in the text, known or not.
    """
    return _Reading(line, vocabulary, kind, keeps_names).parsed()


class _Reading:
    def __init__(self, line: str, vocabulary: Vocabulary, kind: str, keeps_names: bool) -> None:
        self.line, self.vocabulary, self.keeps_names = many_lines(line), vocabulary, keeps_names
        self.kind, self.consensus, self.institution, self.indicator = kind, "", "", ""
        self.due: date | None = None
        self.people: dict[int, Person] = {}
        self.addressees: dict[int, Addressee] = {}
        self.themes: dict[int, Theme] = {}
        self.targets: dict[str, SdgTarget] = {}
        self.unread: list[str] = []
        self.more = 0

    def parsed(self) -> Parsed:
        rest = self._after_kind(self.line)
        verb, rest = self._after_verb(rest)
        text = _tidy("".join(self._without_signs(rest)), was_cut=SIGN.search(rest) is not None)
        return Parsed(
            kind=self.kind,
            text=text,
            verb=verb,
            consensus=self.consensus,
            people=tuple(self.people.values()),
            institution=self.institution[:200] if not self.people else "",
            addressees=tuple(self.addressees.values()),
            themes=tuple(self.themes.values()),
            targets=tuple(self.targets.values()),
            due=self.due,
            indicator=self.indicator,
            unread=tuple(self.unread),
        )

    def _after_kind(self, line: str) -> str:
        """Without the kind at its beginning; a word before a colon that is no kind is told, and stays."""
        found = PREFIX.match(line)
        if found is None:
            return line
        word = found[1].lower()
        if word in KINDS:
            self.kind = KINDS[word]
            return line[found.end() :]
        if len(word) <= max(map(len, KINDS)):
            self.unread.append(f"{found[1]}:")
        return line

    def _after_verb(self, rest: str) -> tuple[str, str]:
        if self.kind != RECOMMENDATION:
            return Verb.RECOMMENDS, rest
        lowered = rest.casefold()
        for verb, words in self.vocabulary.verbs:
            if lowered.startswith(words) and not lowered[len(words) : len(words) + 1].isalnum():
                return verb, rest[len(words) :]
        return Verb.RECOMMENDS, rest

    def _without_signs(self, rest: str) -> Iterator[str]:
        at = 0
        for sign in SIGN.finditer(rest):
            if sign.start() >= at:
                yield rest[at : sign.start()]
                yield self._read(sign)
                at = sign.end() + self.more
        yield rest[at:]

    def _read(self, sign: re.Match) -> str:
        """What stands in the text for a sign: nothing where it was read, else the sign itself. `more` is how many
        letters behind it belong to a name that was typed without quotes.
        """
        self.more = 0
        if self._is_read(sign):
            return ""
        self.unread.append(sign[0])
        return sign[0]

    def _is_read(self, sign: re.Match) -> bool:
        word = sign["quoted"] or sign["word"] or ""
        match sign["mark"]:
            case "@":
                return self._name(word, is_quoted=bool(sign["quoted"]), after=sign.string[sign.end() :])
            case "#":
                return _added(self.themes, self._known(self.vocabulary.theme, word, sign.string[sign.end() :]))
            case "!":
                self.consensus = CONSENSUS.get(word.lower(), self.consensus)
                return word.lower() in CONSENSUS
        if sign["due"]:
            return self._set_due(sign["due"])
        if sign["ind"]:
            self.indicator = sign["ind"][:250]
            return True
        return _added(self.targets, self.vocabulary.target(sign["target"]))

    def _known(self, find: Callable[..., Any], word: str, after: str) -> Any:
        """The row of the longest whole name that `word` and the words `after` it make, else that of `word` alone."""
        for words in reversed(list(_FURTHER.finditer(after[:LONGEST]))):
            if row := find(word + after[: words.end()], whole=True):
                self.more = words.end()
                return row
        return find(word)

    def _name(self, word: str, *, is_quoted: bool, after: str) -> bool:
        """Whom a recommendation is addressed to, else who said it. In quotes, an institution of any name."""
        after = "" if is_quoted else after
        if self.kind == RECOMMENDATION and _added(self.addressees, self._known(self.vocabulary.addressee, word, after)):
            return True
        if _added(self.people, self._known(self.vocabulary.person, word, after)):
            return True
        if self.kind == RECOMMENDATION and self.keeps_names:
            return False
        known = self._known(self.vocabulary.addressee, word, after)
        if known or is_quoted or not self.keeps_names:
            self.institution = str(known or word)
            return True
        return False

    def _set_due(self, word: str) -> bool:
        try:
            self.due = date.fromisoformat(word)
        except ValueError:
            return False
        return True


def _added(known: dict, row: Addressee | Person | Theme | SdgTarget | None) -> bool:
    if row is None:
        return False
    known[row.pk] = row
    return True


def _tidy(text: str, *, was_cut: bool) -> str:
    """Without the gaps, and the commas before nothing, that signs leave."""
    text = "\n".join(_SPACES.sub(" ", line).strip() for line in text.splitlines()).strip()
    return _LOOSE.sub("", _BEFORE_MARKS.sub("", text)) if was_cut else text
