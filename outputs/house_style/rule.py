"""The one interface of rules, and how most of them are made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django_stubs_ext import StrPromise

from .finding import Hit, Severity
from .manuscript import Manuscript, Passage, Role

Hits = Iterator[tuple[Passage, Hit]]
Replace = Callable[[re.Match[str]], str | None]

RUNNING: frozenset[Role] = frozenset({"text", "item", "note", "message"})
WORDED: frozenset[Role] = RUNNING | {"heading", "title", "caption", "cell"}
ENGLISH = ("en",)


@dataclass(frozen=True)
class Rule:
    """`check` yields what it finds in the order of the manuscript. `why` says what a writer gains, `source` where the
    rule is from. `languages` are codes of two letters; none: it is for all.
    """

    code: str
    title: StrPromise
    why: StrPromise
    source: str
    check: Callable[[Manuscript], Hits]
    severity: Severity = "warning"
    languages: tuple[str, ...] = ENGLISH

    def is_for(self, language: str) -> bool:
        return not self.languages or language[:2] in self.languages


@dataclass(frozen=True)
class Alone:
    """A check of each text by itself: what it finds there depends on nothing else (`Passage.key`)."""

    find: Callable[[Passage], Iterable[Hit]]
    roles: frozenset[Role]

    def hits(self, passage: Passage) -> Iterable[Hit]:
        return self.find(passage) if passage.role in self.roles else ()

    def __call__(self, manuscript: Manuscript) -> Hits:
        return ((passage, hit) for passage in manuscript.passages for hit in self.hits(passage))


def passages(find: Callable[[Passage], Iterable[Hit]], roles: frozenset[Role] = RUNNING) -> Alone:
    return Alone(find, roles)


def pattern(
    expression: str,
    replace: Replace | str | None = None,
    *,
    roles: frozenset[Role] = RUNNING,
    flags: re.RegexFlag = re.NOFLAG,
    quoted: bool = False,
) -> Alone:
    """A check for a regular expression; the span is its group "at", or all of it. What is quoted, addresses and symbols
    are not searched unless `quoted`. `replace` makes the replacement from the match; a string is a template for it.
    """
    compiled = re.compile(expression, flags)
    group: str | int = "at" if "at" in compiled.groupindex else 0

    def find(passage: Passage) -> Iterator[Hit]:
        for found in compiled.finditer(passage.text if quoted else passage.open_text):
            yield Hit(*found.span(group), _replacement(found, replace))

    return passages(find, roles)


def _replacement(found: re.Match[str], replace: Replace | str | None) -> str | None:
    if replace is None:
        return None
    return found.expand(replace) if isinstance(replace, str) else replace(found)


def like(word: str, found: str) -> str:
    """`word` in capitals, or with a capital, as `found` has it."""
    if len(found) > 1 and found.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if found[:1].isupper() else word
