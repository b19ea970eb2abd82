"""Numbers in words and in figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from ..finding import Hit
from ..manuscript import Passage
from ..rule import RUNNING, WORDED, Rule, like, passages, pattern
from ..words_of_numbers import CARDINALS, FIGURES, ordinal

NUMBERS = "Editorial Manual, Numbers, dates and time"
#: Before these a figure names a thing, or is a measure, which stays in figures.
MEASURES = (
    r"(?:per cent|percent|%|km|kg|cm|mm|GB|MB|metres?|kilometres?|kilograms?|tons?|litres?|hectares?|degrees?|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"million|billion|trillion|hours?|minutes?|seconds?|a\.m\.|p\.m\.|bis|ter|quater|to|and|or|of|in|on|at|by|for|is|was)"
)
SMALL = re.compile(rf"(?<![\w.,:/–$€£+-])(?P<before>[\w.]+ )(?P<at>[2-9])(?= (?!{MEASURES}\b)[a-z]{{3,}})")
NAMING = re.compile(r"(?:[A-Z][\w.]*|[\w]*\.|para|paras|paragraphs?|items?|targets?|goals?|articles?|nos?|rooms?|"
    r"pages?|sessions?|figures?|tables?|chapters?|sections?|annex(?:es)?|parts?|versions?|steps?|levels?|phases?|"
                    r"between|ages?|aged|from|and|or|to|by) $")  # fmt: skip
TEENS = "|".join(sorted((word for word, value in FIGURES.items() if value >= 10), key=len, reverse=True))
LARGE = re.compile(rf"(?<=[a-z,;] )(?P<at>{TEENS})(?= (?!hundred|thousand|million|billion|or|to|of)[a-z]{{3,}})")
MILLIONS = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3}){2,}\b")
OTHER_FIGURE = re.compile(r"(?<![\w.,])\d{2,}")
SMALL_WORD = re.compile(r"(?<![\w-])(?:two|three|four|five|six|seven|eight|nine)\b")
SENTENCE = re.compile(r"[^.;!?\n]*(?:\.(?=\w)[^.;!?\n]*)*")


def small(passage: Passage) -> Iterator[Hit]:
    """In a sentence with a number of two digits, all go by the higher one (same section)."""
    for found in SMALL.finditer(passage.open_text):
        if not NAMING.search(found["before"]) and not _has(OTHER_FIGURE, passage.open_text, found.start("at")):
            yield Hit(*found.span("at"), CARDINALS[int(found["at"])])


def large(passage: Passage) -> Iterator[Hit]:
    for found in LARGE.finditer(passage.open_text):
        if not _has(SMALL_WORD, passage.open_text, found.start()):
            yield Hit(*found.span("at"), str(FIGURES[found["at"]]))


def _has(expression: re.Pattern[str], text: str, at: int) -> bool:
    sentence = next(one[0] for one in SENTENCE.finditer(text) if one.start() <= at <= one.end())
    return bool(expression.search(sentence))


def at_start(found: re.Match[str]) -> str | None:
    word = CARDINALS.get(int(found["at"].replace(",", "")))
    return word.capitalize() if word else None


def grouped(found: re.Match[str]) -> str:
    return f"{int(found[0]):,}"


def round_millions(passage: Passage) -> Iterator[Hit]:
    """Exact figures stay what they are."""
    for found in MILLIONS.finditer(passage.open_text):
        value = int(found[0].replace(",", "")) / 1_000_000
        if value < 1000 and round(value, 2) == value:
            yield Hit(*found.span(), f"{value:g} million")


def ordinal_in_words(found: re.Match[str]) -> str | None:
    word = ordinal(int(found[1]))
    return like(word, found[0]) if word else None


RULES = (
    Rule(
        "number-in-words",
        _("Numbers under 10 are written in words"),
        _("A reader takes “eight sessions” for text and “8” for a label or a value."),
        NUMBERS,
        passages(small),
    ),
    Rule(
        "number-in-figures",
        _("Numbers from 10 on are written in figures"),
        _("Figures are found at a glance; words are for numbers under 10."),
        NUMBERS,
        passages(large),
    ),
    Rule(
        "number-begins-sentence",
        _("A sentence does not begin with a figure"),
        _("Write the number in words, or turn the sentence round."),
        NUMBERS,
        pattern(
            r"(?:(?<=[a-z)]\. )|^)(?P<at>\d[\d,]*)(?= [a-z]{3,})(?! per cent of [a-z]+:)",
            at_start,
            roles=frozenset({"text", "message"}),
        ),
    ),
    Rule(
        "per-cent",
        _("“Per cent” is written out in text"),
        _("The sign is for tables, where room is short."),
        NUMBERS,
        pattern(r"(?<=\d)(?P<at>(?: |\u00a0)?%| percent\b)", " per cent"),
    ),
    Rule(
        "zero-before-point",
        _("A decimal fraction under one begins with 0"),
        _("“.75” is misread when the point is printed faintly."),
        NUMBERS,
        pattern(r"(?<![\w.,)])\.(?=\d+\b)", "0.", roles=RUNNING | {"cell"}),
        severity="error",
    ),
    Rule(
        "thousands-comma",
        _("Figures of four digits and more have a comma"),
        _("Thousands are read without counting digits. Years, codes and numbers of documents have none."),
        NUMBERS,
        pattern(
            r"(?<![\w.,/$€£:–-])(?<!No\. )(?:[3-9]\d{3}|1[0-8]\d{2}|[1-9]\d{4,5})(?![\w.,/:–-]*\d)(?= [a-z])", grouped
        ),
    ),
    Rule(
        "millions",
        _("Millions are written with the word"),
        _("“5 million” is read at once; zeros have to be counted."),
        NUMBERS,
        passages(round_millions),
    ),
    Rule(
        "range-from-to",
        _("“From” goes with “to”, “between” with “and”"),
        _("A dash says “from … to” by itself; with “from” before it the word is there twice."),
        NUMBERS,
        pattern(
            r"\b(?P<word>[Ff]rom|[Bb]etween) (?P<at>(?P<one>\d[\d,.]*) ?[–-] ?(?P<two>\d[\d,.]*))(?=[^\d]|$)",
            lambda m: f"{m['one']} {'to' if m['word'].lower() == 'from' else 'and'} {m['two']}",
            roles=WORDED,
        ),
    ),
    Rule(
        "range-dash",
        _("A range has an en dash, not a hyphen"),
        _("“2010–2015” is a span; “2010-2015” looks like a number of a document."),
        NUMBERS,
        pattern(
            r"(?<![\w/.–-])(?<!from )(?<!between )(\d{1,4})-(\d{1,4})(?![\w/–-])(?! (?:January|February|March|"
            r"April|May|June|July|August|September|October|November|December))",
            "\\1–\\2",
            roles=WORDED,
        ),
        severity="hint",
    ),
    Rule(
        "ordinal-in-words",
        _("Ordinals are written in words"),
        _("“The fifth session”; figures with letters behind them are for tables."),
        NUMBERS,
        pattern(
            r"(?<![\w/])(\d{1,2})(?:st|nd|rd|th)\b(?! (?:of )?(?:January|February|March|April|May|June|July|August|"
            r"September|October|November|December))",
            ordinal_in_words,
            roles=WORDED,
        ),
    ),
    Rule(
        "dollars",
        _("The sign of a currency stands before the figure without a space"),
        _("“$5” stands for United States dollars unless the text says otherwise."),
        "Editorial Manual, Currencies",
        pattern(r"US ?\$ ?(?=\d)|\$ (?=\d)", "$"),
        severity="hint",
    ),
)
