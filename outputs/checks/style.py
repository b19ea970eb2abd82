"""The house style of one output: what is found, without rules that are off and findings that stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import get_language

from outputs import tasks
from outputs.house_style import RULES, Finding, Manuscript, Rule, manuscript_of, rules_of
from outputs.house_style.facts import facts_for
from outputs.house_style.notes import Notes
from outputs.models import DismissedFinding, Output, SilencedRule
from outputs.resolve import document_of
from outputs.tree import Document, Source

#: Characters that are read while somebody waits: some 5,000 words, in a fifteenth of a second.
LIGHT = 30_000


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
    """However long it takes. Four queries, and those of assembling where the `document` is not given."""
    return _report(output, *_read(output, document))


def style_at_hand(output: Output, document: Document | None = None) -> StyleReport | None:
    """The same within a request: None where much of the text was not read since it changed."""
    return _at_hand(output, *_read(output, document))


def style_for_page(output: Output, document: Document | None = None) -> StyleReport | None:
    """The same; what is not at hand the worker reads, so that whoever asks again finds it."""
    notes, manuscript = _read(output, document)
    report = _at_hand(output, notes, manuscript)
    if report is None and notes.ask():
        tasks.read_style.enqueue(output.pk, get_language())
    return report


def is_being_read(output: Output) -> bool:
    """Whether the worker has still to bring what was asked for. One query."""
    return Notes(output.pk, rules_for(output)).is_asked


def _read(output: Output, document: Document | None) -> tuple[Notes, Manuscript]:
    document = document or document_of(output)
    return Notes(output.pk, rules_for(output)), manuscript_of(document, facts_for(document.language))


def _at_hand(output: Output, notes: Notes, manuscript: Manuscript) -> StyleReport | None:
    return _report(output, notes, manuscript) if notes.unread(manuscript) <= LIGHT else None


def _report(output: Output, notes: Notes, manuscript: Manuscript) -> StyleReport:
    dismissed = {one.text_hash: one for one in output.dismissed_findings.all()} if output.pk else {}
    hashes = [(one, dismissed.get(one.text_hash)) for one in notes.findings(manuscript)]
    return StyleReport(
        tuple(one for one, kept in hashes if kept is None),
        tuple((one, kept) for one, kept in hashes if kept is not None),
        {one.node: one.sources for one in manuscript.passages if one.sources},
        manuscript.words,
    )


def rules_for(output: Output) -> list[Rule]:
    """Those that are not off for the output's series and kind. One query."""
    series = Q(series=None) | Q(series=output.event.series_id)
    kind = Q(kind="") | Q(kind=output.kind)
    return rules_of(set(SilencedRule.objects.filter(series & kind).values_list("rule", flat=True)))


def rule_of(finding: Finding) -> Rule:
    return RULES[finding.rule]
