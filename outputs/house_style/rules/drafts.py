"""What is left over from drafting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from ..finding import Hit
from ..manuscript import Manuscript, Passage
from ..rule import ENGLISH, RUNNING, WORDED, Hits, Rule, passages, pattern

SOURCE = "Editorial Manual, Texts under negotiation"
FORMAT = "Editorial Manual, Instructions for the preparation of documents: format"
BRACKET = re.compile(r"\[(?!\^|…|\.\.\.|sic\]|Original:|[A-Za-z]\])[^\[\]]*\]?|(?<!\[)\](?!\()")
NOT_WORDS = re.compile(r"\W*$")
LONGEST_ITALIC = 2


def brackets(manuscript: Manuscript) -> Hits:
    """Text under negotiation has them until it is agreed; a final draft has none."""
    if manuscript.document.state in {"final_draft", "adopted", "issued"}:
        yield from passages(_brackets, WORDED)(manuscript)


def _brackets(passage: Passage) -> Iterator[Hit]:
    for found in BRACKET.finditer(passage.open_text):
        inner = passage.text[found.start() + 1 : found.end() - 1]
        whole = found[0].startswith("[") and found[0].endswith("]")
        yield Hit(*found.span(), inner if whole else "" if found[0] == "]" else None)


def bold(passage: Passage) -> Iterator[Hit]:
    """In running text; a heading at the start of a paragraph and a recommendation that is bold as a whole may be."""
    for style, start, end in passage.styles:
        is_whole = end - start > len(passage.text) * 0.6
        if style == "strong" and start > 0 and not is_whole and not passage.recommends:
            yield Hit(start, end)


def italics(passage: Passage) -> Iterator[Hit]:
    """One or two English words in small letters inside a sentence: not a title, a verb that decides, nor foreign."""
    for style, start, end in passage.styles:
        words = passage.text[start:end].split()
        is_common = 0 < len(words) <= LONGEST_ITALIC and all(word.lower() in STRESSED for word in words)
        if style == "emphasis" and start > 1 and is_common and not passage.recommends:
            yield Hit(start, end)


STRESSED = frozenset(
    [
        "all",
        "and",
        "always",
        "any",
        "both",
        "each",
        "every",
        "few",
        "first",
        "full",
        "fully",
        "how",
        "immediately",
        "important",
        "key",
        "least",
        "less",
        "main",
        "many",
        "may",
        "more",
        "most",
        "must",
        "need",
        "needs",
        "never",
        "no",
        "not",
        "now",
        "only",
        "or",
        "real",
        "really",
        "same",
        "should",
        "strongly",
        "that",
        "the",
        "this",
        "those",
        "very",
        "what",
        "when",
        "where",
        "who",
        "whole",
        "why",
        "will",
        "would",
    ]
)

RULES = (
    Rule(
        "brackets-left",
        _("A final draft has no square brackets"),
        _("Brackets say that a text is not agreed; adopted with them, it never is."),
        SOURCE,
        brackets,
        severity="error",
        languages=(),
    ),
    Rule(
        "placeholder",
        _("Something is still to be filled in"),
        _("Nobody wants to see it in print."),
        SOURCE,
        pattern(
            r"\b(?:TBC|TBD|TBA|XXX+|xxx+|TODO|FIXME|[Ll]orem ipsum)\b|\?\?\?+|_{3,}|\bto be (?:completed|filled in|"
            r"inserted)\b|\[(?:date|name|place|number|country)\]",
            roles=WORDED,
        ),
        severity="error",
        languages=(),
    ),
    Rule(
        "bold-emphasis",
        _("Bold is not for emphasis"),
        _("It is kept for recommendations, where a body asks for it; a strong sentence needs none."),
        FORMAT,
        passages(bold, RUNNING),
        languages=(),
    ),
    Rule(
        "italic-emphasis",
        _("Italics are not for emphasis"),
        _("They are for titles, verbs that decide, and foreign words."),
        FORMAT,
        passages(italics, RUNNING),
        languages=ENGLISH,
    ),
)
