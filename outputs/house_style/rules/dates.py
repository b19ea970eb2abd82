"""Dates, seasons and times."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from ..rule import WORDED, Rule, pattern

SOURCE = "Editorial Manual, Numbers, dates and time"
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTH = "|".join(MONTHS)


def iso(found: re.Match[str]) -> str:
    return f"{int(found[3])} {MONTHS[int(found[2]) - 1]} {found[1]}"


def span(found: re.Match[str]) -> str:
    first, last = int(found[1]), int(found[2])
    return f"{first} {'and' if last == first + 1 else 'to'} {last} {found[3]}"


def clock(found: re.Match[str]) -> str:
    minutes = f".{found[2]}" if found[2] and found[2] != "00" else ""
    return f"{int(found[1])}{minutes} {found[3].lower()}.m."


RULES = (
    Rule(
        "date-order",
        _("Dates are day, month, year"),
        _("“13 May 2010” is the same in every country."),
        SOURCE,
        pattern(rf"\b({MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b", r"\2 \1 \3", roles=WORDED),
        severity="error",
    ),
    Rule(
        "date-ordinal",
        _("The day of a date has no ordinal letters"),
        _("“13 May”, not “13th May”."),
        SOURCE,
        pattern(rf"\b(?:the )?(\d{{1,2}})(?:st|nd|rd|th) (?:of )?({MONTH})\b", r"\1 \2", roles=WORDED),
    ),
    Rule(
        "date-in-figures",
        _("A date is not written in figures alone"),
        _("“05/06/2014” is 5 June for one reader and 6 May for another."),
        SOURCE,
        pattern(r"(?<![\w/.-])\d{1,2}([/.])\d{1,2}\1(?:\d{4}|\d{2})(?![\w/-])", roles=WORDED),
        severity="error",
    ),
    Rule(
        "date-iso",
        _("A date in text names its month"),
        _("The order of machines is for machines."),
        SOURCE,
        pattern(r"(?<![\w/.-])((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\w/-])", iso, roles=WORDED),
    ),
    Rule(
        "date-span",
        _("Days of a month are joined by “to” or “and”"),
        _("“13 and 14 May”, “from 23 to 26 June”; a dash is for headings, titles and brackets."),
        SOURCE,
        pattern(rf"(?<![\w(–-])(?<!\([A-Z])\b(\d{{1,2}}) ?[–-] ?(\d{{1,2}}) ({MONTH})\b(?![^()]*\))", span),
    ),
    Rule(
        "season",
        _("Seasons are not used as dates"),
        _("Spring in New York is autumn in Nairobi; name the months."),
        SOURCE,
        pattern(
            r"\b(?:[Ii]n|[Bb]y|[Dd]uring|[Ss]ince|[Uu]ntil|[Ee]arly|[Ll]ate) (?:the )?(?:early |late )?"
            r"(?P<at>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter|[Ff]all)(?= (?:of )?(?:\d{4}|this|next|last)\b)"
        ),
    ),
    Rule(
        "decade",
        _("Decades have no apostrophe"),
        _("“The 1990s”: a plural, and four figures."),
        SOURCE,
        pattern(r"\b((?:1[89]|20)\d0)['’]s\b", r"\1s", roles=WORDED),
    ),
    Rule(
        "time-of-day",
        _("Times are written as 9 a.m. and 3.30 p.m."),
        _("One form, with a point between."),
        SOURCE,
        pattern(r"(?<![\w.:])(\d{1,2})(?:[:.](\d\d))? ?([aApP])(?:m\b|M\b|\.[mM]\b(?!\.))(?!\w)", clock),
    ),
    Rule(
        "time-with-colon",
        _("A point stands between hours and minutes before a.m. and p.m."),
        _("“3.30 p.m.”, not “3:30 p.m.”"),
        SOURCE,
        pattern(r"(?<=\d):(?=[0-5]\d [ap]\.m\.)", "."),
    ),
)
