"""All rules over one document."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass

from outputs.tree import Document

from .facts import Facts, facts_for
from .finding import Finding, Hit
from .manuscript import Manuscript, Passage, manuscript_of
from .rule import Rule
from .rules import RULES


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
    order = {(one.node, one.part): number for number, one in enumerate(manuscript.passages)}
    found = [
        _finding(rule, passage, hit)
        for rule in (RULES.values() if rules is None else rules)
        if rule.is_for(document.language)
        for passage, hit in rule.check(manuscript)
    ]
    found.sort(key=lambda one: (order[one.node, one.part], one.start, one.rule))
    return Report(tuple(found), manuscript)


def rules_of(silenced: Container[str]) -> list[Rule]:
    return [rule for code, rule in RULES.items() if code not in silenced]


def _finding(rule: Rule, passage: Passage, hit: Hit) -> Finding:
    message = hit.message or str(rule.title)
    where = (passage.node, passage.part, passage.text, hit.start, hit.end)
    return Finding(rule.code, rule.severity, *where, message, hit.replacement)
