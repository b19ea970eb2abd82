"""Acronyms and abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from ..facts import table
from ..finding import Hit
from ..manuscript import Manuscript, Passage
from ..rule import RUNNING, WORDED, Hits, Rule, passages, pattern

SOURCE = "Editorial Manual, Abbreviations and acronyms"
ACRONYM = re.compile(r"(?<![\w/’'.-])[A-Z]{3,7}(?![\w/]|-\d)")
DEFINED = re.compile(r"\((?:the |“)?([A-Z][A-Za-z]*[A-Z])s?”?(?:[,;][^)]*)?\)")
ROMAN = re.compile(r"[IVXLC]+")
DOTTED = re.compile(r"(?<![\w.])(?:[A-Z]\.){2,}(?= [a-z(]|[,;:)]|$)")


def first_use(manuscript: Manuscript) -> Hits:
    """Each once, where it first stands; after a heading, where the text first has it."""
    known = {short for short, _long in table("plain_acronyms")} | _in_abbreviations(manuscript)
    for passage in manuscript.in_roles(RUNNING):
        defined = {found[1]: found.start() for found in DEFINED.finditer(passage.text)}
        for found in ACRONYM.finditer(passage.open_text):
            if found[0] in known or ROMAN.fullmatch(found[0]) or _is_shouted(passage, found):
                continue
            known.add(found[0])
            if found[0] not in defined or defined[found[0]] > found.start():
                yield passage, _spelled_out(manuscript, found)
        known |= defined.keys()


def _spelled_out(manuscript: Manuscript, found: re.Match[str]) -> Hit:
    long = manuscript.facts.acronyms.get(found[0])
    return Hit(*found.span(), f"{long} ({found[0]})" if long else None,
               _t("“%(letters)s” is not spelled out before") % {"letters": found[0]})  # fmt: skip


def _in_abbreviations(manuscript: Manuscript) -> set[str]:
    """What stands in the first column of a table, or at the start of a paragraph, of the front matter."""
    front = (one.text for one in manuscript.passages if one.place == "front")
    return {word for text in front if (word := text.split(" ", 1)[0].strip("–:,")).isupper()}


def _is_shouted(passage: Passage, found: re.Match[str]) -> bool:
    """One of several words in capitals."""
    around = passage.open_text[max(0, found.start() - 12) : found.end() + 12]
    return len(re.findall(r"\b[A-Z]{3,}\b", around)) > 2


def unused(manuscript: Manuscript) -> Hits:
    counts: dict[str, int] = {}
    for found in chain.from_iterable(ACRONYM.finditer(one.text) for one in manuscript.passages):
        counts[found[0]] = counts.get(found[0], 0) + 1
    for passage in manuscript.in_roles(RUNNING):
        for found in DEFINED.finditer(passage.open_text):
            if counts.get(found[1], 0) == 1 and found[0] in (f"({found[1]})", f"({found[1]}s)"):
                begin = found.start() - (passage.text[found.start() - 1 : found.start()] == " ")
                yield passage, Hit(begin, found.end(), "")


def dotted(passage: Passage) -> Iterator[Hit]:
    """H.E. and initials before a name are not acronyms."""
    for found in DOTTED.finditer(passage.open_text):
        letters = found[0].replace(".", "")
        if letters not in {"HE", "PS"}:
            yield Hit(*found.span(), letters)


RULES = (
    Rule(
        "acronym-first-use",
        _("An acronym is spelled out where it first stands"),
        _("Readers of six languages do not know the same letters."),
        SOURCE,
        first_use,
    ),
    Rule(
        "acronym-unused",
        _("An acronym that is not used again is not introduced"),
        _("Letters in brackets that never return are only in the way."),
        SOURCE,
        unused,
        severity="hint",
    ),
    Rule(
        "acronym-stops", _("Acronyms have no full stops"), _("“UNDP”, not “U.N.D.P.”"), SOURCE, passages(dotted, WORDED)
    ),
    Rule(
        "acronym-possessive",
        _("An acronym has no possessive"),
        _("“The Commander of UNMIL”, not “UNMIL’s Commander”."),
        SOURCE,
        pattern(r"(?<![\w’'])[A-Z]{3,}[’']s\b", roles=WORDED),
    ),
    Rule(
        "united-nations",
        _("“United Nations” is not abbreviated"),
        _("In formal text the name of the Organization stands in full."),
        SOURCE,
        pattern(
            r"(?<![\w/.(-])UN(?![\w/)’'-])(?! (?:Women|Habitat|DESA|Global Pulse|Web|Tourism))",
            "United Nations",
            roles=RUNNING | {"heading"},
        ),
    ),
)
