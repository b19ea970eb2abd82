"""Spelling by the Concise Oxford English Dictionary, from lists kept as data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from django.utils.translation import gettext_lazy as _

from ..facts import table
from ..finding import Hit
from ..manuscript import Passage
from ..rule import WORDED, Rule, like, passages
from ..word_forms import forms_ize, forms_yse

SPELLING = "Editorial Manual, Spelling"
HONORIFICS = ("Mr.", "Ms.", "Mrs.", "Dr.", "Prof.")
WORD = re.compile(r"[A-Za-z]+(?:[-’'][A-Za-z]+)*")


def spelt(words: dict[str, str]) -> Callable[[Passage], Iterator[Hit]]:
    """Finds words of a list, a key in small letters each. A word with a capital inside a sentence may be a name, and is
    left alone."""

    def find(passage: Passage) -> Iterator[Hit]:
        text = passage.open_text
        for found in WORD.finditer(text):
            right = words.get(found[0].lower())
            if right and not _may_be_name(passage, found):
                yield Hit(*found.span(), like(right, found[0]))

    return find


def _may_be_name(passage: Passage, found: re.Match[str]) -> bool:
    if passage.role in {"heading", "title", "caption"} and not passage.is_written:
        return True
    before = passage.open_text[: found.start()].rstrip(' “"‘([')
    return found[0][0].isupper() and bool(before) and (before[-1] not in ".!?:;\n" or before.endswith(HONORIFICS))


def phrases(name: str) -> Callable[[Passage], Iterator[Hit]]:
    """Finds the phrases of a list, whatever the case of their first letter."""
    words = dict(table(name))
    longest = "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))
    compiled = re.compile(rf"(?<![\w-])(?:{longest})(?![\w-])", re.IGNORECASE)

    def find(passage: Passage) -> Iterator[Hit]:
        for found in compiled.finditer(passage.open_text):
            if not _may_be_name(passage, found):
                yield Hit(*found.span(), like(words[found[0].lower()], found[0]))

    return find


RULES = (
    Rule(
        "spelling-ize",
        _("The ending is -ize where the dictionary has it first"),
        _("“Organization”, “recognize”; “advise” and “comprise” keep their root."),
        SPELLING,
        passages(spelt(forms_ize()), WORDED),
    ),
    Rule(
        "spelling-yse",
        _("“Analyse” and its kin have -yse"),
        _("The ending is no suffix here but the root of the word."),
        SPELLING,
        passages(spelt(forms_yse()), WORDED),
    ),
    Rule(
        "spelling-british",
        _("British spelling, as the Concise Oxford has it first"),
        _("“Programme”, “labour”, “centre”, “judgement”."),
        SPELLING,
        passages(spelt(dict(table("spelling"))), WORDED),
    ),
    Rule(
        "spelling-hyphen",
        _("The word is written together"),
        _("Prefixes are joined, and what has become one word is written as one."),
        SPELLING,
        passages(spelt(dict(table("joined"))), WORDED),
    ),
)
