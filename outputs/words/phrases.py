"""What formats without templates say of a piece: the words of the templates of HTML and PDF, in their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from outputs.tree import Attendance, Masthead, Recommendation, Section, Source
from outputs.words import distribution as distributed


@dataclass(slots=True)
class Trace:
    """Which sources to show at a piece: none where they are those shown last, but always at a recommendation."""

    last: tuple[Source, ...] | None = None

    def at(self, node: Any) -> str:
        """The labels of the sources to show at `node`, or an empty text."""
        last, self.last = self.last, node.sources
        repeats = node.sources == last and not getattr(node, "recommendation", None)
        return "" if repeats else "; ".join(source.label for source in node.sources)


def heading_mark(section: Section, words: dict[str, str], *, annex: bool) -> str:
    """ "IV." of a chapter, "Annex II" of an annex, empty where there is no number."""
    if annex and section.level == 1:
        return f"{words['annex']} {section.number}".strip()
    return f"{section.number}." if section.number else ""


def attendees(attendance: Attendance) -> str:
    """All who were there, as the rest of a sentence."""
    names = (f"{one.name} ({one.remark})" if one.remark else one.name for one in attendance.attendees)
    listed = "; ".join(names)
    return f"{listed}." if listed else ""


def qualities(recommendation: Recommendation | None) -> str:
    """How far a recommendation was agreed, and the targets it serves."""
    if recommendation is None:
        return ""
    targets = (f"SDG {target}" for target in recommendation.sdg_targets)
    return " · ".join(filter(None, (recommendation.consensus, *targets)))


def distribution(masthead: Masthead, words: dict[str, str]) -> list[str]:
    """The lines beside a masthead: to whom it goes, of what date, in which language it was written."""
    original = (words["original"], masthead.original_language)
    named = (distributed(masthead.distribution, words), masthead.date, ": ".join(original) if original[1] else "")
    return [line for line in (*named, masthead.job_number) if line]


def occasion(masthead: Masthead) -> list[str]:
    """The meeting, where and when it was held, and the item of its agenda."""
    return [line for line in (masthead.session, masthead.place_and_dates, masthead.agenda_item) if line]


def span(first: str, last: str) -> str:
    """ "3–9", or "3" alone."""
    return f"{first}–{last}" if last and last != first else first
