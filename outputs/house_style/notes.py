"""What house style found in a document, kept by the texts it was found in, so that only what changed is read again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache as once
from pathlib import Path
from typing import TypeAlias

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import get_language

from .checking import Known, read, unread
from .finding import Finding
from .manuscript import Manuscript
from .rule import Rule

#: What a cache holds: what it is about, digest, findings, what is known of single texts.
Kept: TypeAlias = tuple[str, str, tuple[Finding, ...], Known]
NOTHING: Kept = ("", "", (), {})
SECONDS = 7 * 24 * 3600
ASKED_SECONDS = 120


class Notes:
    """Those on the document `pk` (None: one that is not saved, and nothing is kept) by `rules`, in the language that is
    active.
    """

    def __init__(self, pk: int | None, rules: Sequence[Rule]) -> None:
        self.key = _key(pk, get_language() or "") if pk else ""
        self.rules = rules
        self.about = _digest([edition(), *(rule.code for rule in rules)])
        kept: Kept = (cache.get(self.key) if self.key else None) or NOTHING
        kept = kept if kept[0] == self.about else NOTHING
        self.digest, self.found, self.known = kept[1], kept[2], {**kept[3]}

    def unread(self, manuscript: Manuscript) -> int:
        """Characters that are to be read."""
        return unread(manuscript, self.known)

    def findings(self, manuscript: Manuscript) -> tuple[Finding, ...]:
        """All, as they are now; what had to be read for that is kept."""
        digest = digest_of(manuscript)
        if digest != self.digest:
            self.found, self.digest = read(manuscript, self.rules, self.known), digest
            self._keep(manuscript)
        return self.found

    def _keep(self, manuscript: Manuscript) -> None:
        there = {passage.key for passage in manuscript.passages}
        self.known = {key: hits for key, hits in self.known.items() if key in there}
        if self.key:
            cache.set(self.key, (self.about, self.digest, self.found, self.known), SECONDS)
            cache.delete(f"{self.key}-asked")

    @property
    def is_asked(self) -> bool:
        """Whether the worker was asked for them, and has not brought them yet."""
        return bool(cache.get(f"{self.key}-asked"))

    def ask(self) -> bool:
        """Notes that the worker is asked for them; whether nobody else has asked a moment ago."""
        return cache.add(f"{self.key}-asked", 1, ASKED_SECONDS)


def forget(pks: Iterable[int]) -> None:
    """What was noted on these documents, in every language."""
    cache.delete_many([_key(pk, language) for pk in pks for language, _name in settings.LANGUAGES])


def digest_of(manuscript: Manuscript) -> str:
    """Of all that rules look at."""
    document = manuscript.document
    places = [(passage.node, passage.part, passage.key) for passage in manuscript.passages]
    lists = [(one.lead and one.lead.node, [item.node for item in one.items], one.marks) for one in manuscript.listings]
    head = (document.kind, document.state, document.language, document.masthead.author)
    return _digest([*head, places, lists, [one.node for one in manuscript.lone], manuscript.facts])


@once
def edition() -> str:
    """Another one after each change of a rule or a list of words."""
    files = sorted(path for path in Path(__file__).parent.rglob("*") if path.suffix in {".py", ".csv"})
    return _digest([path.read_bytes() for path in files])


def _key(pk: int, language: str) -> str:
    return f"style-{pk}-{language}"


def _digest(parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()
