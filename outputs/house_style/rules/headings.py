"""Headings: never alone, small letters, no full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from ..finding import Hit
from ..manuscript import Manuscript, Passage, Role
from ..rule import Hits, Rule, passages

SOURCE = "Editorial Manual, Headings and subheadings"
HEADINGS: frozenset[Role] = frozenset({"heading"})
WORD = re.compile(r"[^\W\d_][\w’'-]*")
SMALL = {"a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "with"}
#: Proper terms that headings often have.
PROPER = {
    "Agenda", "Assembly", "Council", "Development", "General", "Goals", "Government", "Member", "Nations",
    "Secretary-General", "State", "States", "Sustainable", "United", "Committee", "Economic", "Social", "Security",
}  # fmt: skip


def lone(manuscript: Manuscript) -> Hits:
    return ((passage, Hit(0, len(passage.text))) for passage in manuscript.lone)


def title_case(manuscript: Manuscript) -> Hits:
    """Most of its words have a capital, and two of them stand with small letters elsewhere in the document."""
    small = {word for one in manuscript.passages for word in WORD.findall(one.text) if word[0].islower()}
    for passage in manuscript.in_roles(HEADINGS):
        words = [word for word in WORD.findall(passage.open_text)[1:] if word not in SMALL and word not in PROPER]
        large = [word for word in words if word[0].isupper() and not word.isupper()]
        if passage.is_written and len(large) >= 2 and len(large) == len(words) and _are_common(large, small):
            yield passage, Hit(0, len(passage.text), _lowered(passage.text, small))


def _are_common(words: list[str], small: set[str]) -> bool:
    return sum(word.lower() in small for word in words) >= 2


def _lowered(text: str, small: set[str]) -> str:
    first, *rest = re.split(r"(?<=\s)", text)
    return first + "".join(_small(word, small) for word in rest)


def _small(word: str, small: set[str]) -> str:
    bare = word.strip(" ,;:()")
    return word.replace(bare, bare.lower()) if bare.lower() in small and bare not in PROPER else word


def shouted(passage: Passage) -> Iterator[Hit]:
    words = WORD.findall(passage.text)
    if passage.is_written and words and passage.text.isupper() and len("".join(words)) > 7:
        yield Hit(0, len(passage.text), passage.text.capitalize())


def stopped(passage: Passage) -> Iterator[Hit]:
    if passage.is_written and (found := re.search(r"(?<!\.[a-zA-Z])[.:;,]$", passage.text)):
        yield Hit(*found.span(), "")


RULES = (
    Rule(
        "lone-subheading",
        _("A subheading does not stand alone"),
        _("What is divided has two parts at least: an A needs a B."),
        SOURCE,
        lone,
        languages=(),
    ),
    Rule(
        "heading-capitals",
        _("Only the first word of a heading has a capital, and proper terms"),
        _("“Conclusions and recommendations”, not “Conclusions and Recommendations”."),
        SOURCE,
        title_case,
    ),
    Rule(
        "heading-all-capitals",
        _("Headings are not typed in capitals"),
        _("How a heading looks is for the layout; capitals are read letter by letter."),
        SOURCE,
        passages(shouted, HEADINGS),
        languages=(),
    ),
    Rule(
        "heading-stop",
        _("A heading ends without a stop"),
        _("It is no sentence."),
        SOURCE,
        passages(stopped, HEADINGS),
        languages=(),
    ),
)
