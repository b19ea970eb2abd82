"""All rules over one document."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from outputs.tree import Document

from .facts import Facts, facts_for
from .finding import Finding, Hit
from .manuscript import Manuscript, Passage, manuscript_of
from .rule import Alone, Rule
from .rules import RULES

#: What was found in texts by themselves, with the rule that found it, by the key of the text.
Known: TypeAlias = dict[str, tuple[tuple[str, Hit], ...]]


@dataclass(frozen=True)
class Report:
    """Findings in the order of the document; `words` is its length."""

    findings: tuple[Finding, ...]
    manuscript: Manuscript

    @property
    def words(self) -> int:
        return self.manuscript.words


def check(document: Document, *, rules: Iterable[Rule] | None = None, facts: Facts | None = None) -> Report:
    """What `rules` (all, unless given) find. Two queries where `facts` are not given, however long the document."""
    manuscript = manuscript_of(document, facts or facts_for(document.language))
    return Report(read(manuscript, RULES.values() if rules is None else rules, {}), manuscript)


def read(manuscript: Manuscript, rules: Iterable[Rule], known: Known) -> tuple[Finding, ...]:
    """What `rules` find, in the order of the document. Texts in `known`, which must be of the same rules, are not read
    again by themselves; the others are added to it.
    """
    own = [rule for rule in rules if rule.is_for(manuscript.language)]
    order = {(one.node, one.part): number for number, one in enumerate(manuscript.passages)}
    found = [*_alone(manuscript, own, known), *_together(manuscript, own)]
    found.sort(key=lambda one: (order[one.node, one.part], one.start, one.rule))
    return tuple(found)


def unread(manuscript: Manuscript, known: Container[str]) -> int:
    """How many characters are not known."""
    return sum(len(passage.text) for passage in manuscript.passages if passage.key not in known)


def _alone(manuscript: Manuscript, rules: list[Rule], known: Known) -> Iterator[Finding]:
    by_code = {rule.code: rule for rule in rules}
    checks = [(rule.code, rule.check) for rule in rules if isinstance(rule.check, Alone)]
    for passage in manuscript.passages:
        if (key := passage.key) not in known:
            known[key] = tuple((code, hit) for code, check in checks for hit in check.hits(passage))
        yield from (_finding(by_code[code], passage, hit) for code, hit in known[key])


def _together(manuscript: Manuscript, rules: list[Rule]) -> Iterator[Finding]:
    """Of rules that look from one text to another, or at the whole document."""
    for rule in rules:
        if not isinstance(rule.check, Alone):
            yield from (_finding(rule, passage, hit) for passage, hit in rule.check(manuscript))


def rules_of(silenced: Container[str]) -> list[Rule]:
    return [rule for code, rule in RULES.items() if code not in silenced]


def _finding(rule: Rule, passage: Passage, hit: Hit) -> Finding:
    message = hit.message or str(rule.title)
    where = (passage.node, passage.part, passage.text, hit.start, hit.end)
    return Finding(rule.code, rule.severity, *where, message, hit.replacement)
