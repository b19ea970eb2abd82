"""The house style of one output: what is found, without rules that are off and findings that stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q

from outputs.house_style import RULES, Finding, Rule, check, rules_of
from outputs.models import DismissedFinding, Output, SilencedRule
from outputs.resolve import document_of
from outputs.tree import Document, Source


@dataclass(frozen=True)
class StyleReport:
    """`open` in the order of the document; `standing` are those that a writer let stand. `sources` say, by the node of
    a text from the record, where it is from.
    """

    open: tuple[Finding, ...]
    standing: tuple[tuple[Finding, DismissedFinding], ...]
    sources: dict[str, tuple[Source, ...]]
    words: int

    @property
    def counts(self) -> dict[str, int]:
        return dict(Counter(one.severity for one in self.open))

    def of(self, key: str) -> Finding | None:
        return next((one for one in self.open if one.key == key), None)


def style_report(output: Output, document: Document | None = None) -> StyleReport:
    """Four queries, and those of assembling where the `document` is not given."""
    report = check(document or document_of(output), rules=rules_for(output))
    dismissed = {one.text_hash: one for one in output.dismissed_findings.all()} if output.pk else {}
    hashes = [(one, dismissed.get(one.text_hash)) for one in report.findings]
    return StyleReport(
        tuple(one for one, kept in hashes if kept is None),
        tuple((one, kept) for one, kept in hashes if kept is not None),
        {one.node: one.sources for one in report.manuscript.passages if one.sources},
        report.words,
    )


def rules_for(output: Output) -> list[Rule]:
    """Those that are not off for the output's series and kind. One query."""
    series = Q(series=None) | Q(series=output.event.series_id)
    kind = Q(kind="") | Q(kind=output.kind)
    return rules_of(set(SilencedRule.objects.filter(series & kind).values_list("rule", flat=True)))


def rule_of(finding: Finding) -> Rule:
    return RULES[finding.rule]
