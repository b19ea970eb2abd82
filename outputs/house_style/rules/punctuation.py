"""Spaces, quotation marks and stops."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from ..manuscript import Role
from ..rule import RUNNING, WORDED, Rule, pattern

SOURCE = "Editorial Manual, Punctuation"
FRENCH = "Lexique des règles typographiques en usage à l’Imprimerie nationale; Editorial Manual in French"
SPANISH = "Real Academia Española, Ortografía; Editorial Manual in Spanish"
ALL: frozenset[Role] = WORDED | {"quote"}
NARROW = "\u00a0"

RULES = (
    Rule(
        "straight-quotes",
        _("Quotation marks are curved"),
        _('“ ” open and close; " does neither.'),
        SOURCE,
        pattern(r'(?<![\w”])"(?P<words>[^"\n]+)"(?!\w)', "“\\g<words>”", roles=ALL, quoted=True),
    ),
    Rule(
        "straight-apostrophe",
        _("The apostrophe is curved"),
        _("Typed ones look like marks of feet and minutes."),
        SOURCE,
        pattern(r"(?<=[A-Za-z])'(?=[a-z]{1,2}\b)|(?<=s)'(?=\s)", "’", roles=ALL, quoted=True),
        severity="hint",
        languages=("en", "fr"),
    ),
    Rule(
        "double-space",
        _("One space between words and sentences"),
        _("Two make rivers in a justified text."),
        SOURCE,
        pattern(r"(?<=\S) {2,}(?=\S)", " ", roles=ALL, quoted=True),
        languages=(),
    ),
    Rule(
        "space-before-stop",
        _("No space before a stop"),
        _("It may begin the next line."),
        SOURCE,
        pattern(r"(?<=\w)[ \u00a0]+(?=[,;:?!](?:\s|$)|\.(?:\s|$))", "", roles=WORDED),
        languages=("en", "es", "ru"),
    ),
    Rule(
        "space-after-stop",
        _("A space follows a comma and a semicolon"),
        _("Words do not run together."),
        SOURCE,
        pattern(r"(?<=[^\W\d_]{2})([,;])(?=[^\W\d_]{2})", r"\1 ", roles=WORDED),
        languages=("en", "fr", "es", "ru"),
    ),
    Rule(
        "double-stop",
        _("One stop is enough"),
        _("Mostly a slip of the keyboard."),
        SOURCE,
        pattern(
            r"(?<![.…])(?:,,+|;;+|::+|\.\.(?!\.)|,\.|;\.)", lambda m: "." if "." in m[0] else m[0][0], roles=WORDED
        ),
        languages=(),
    ),
    Rule(
        "repeated-word",
        _("A word stands there twice"),
        _("Mostly a slip of the keyboard."),
        SOURCE,
        pattern(
            r"\b(the|a|an|of|to|in|and|for|with|by|on|is|are|be|as|at|from)\s+\1\b(?!-)",
            r"\1",
            roles=WORDED,
            flags=re.NOFLAG,
        ),
        severity="error",
    ),
    Rule(
        "ampersand",
        _("“And” is written out"),
        _("The sign is for names of firms."),
        SOURCE,
        pattern(r"(?<=[a-z] )&(?= [a-z])", "and", roles=WORDED),
    ),
    Rule(
        "dash",
        _("A dash is longer than a hyphen"),
        _("A hyphen joins, a dash parts."),
        SOURCE,
        pattern(r"(?<=[\w)”,] )-{1,2}(?= [\w(“])", "–", roles=WORDED),
        severity="hint",
        languages=("en", "fr", "es", "ru"),
    ),
    Rule(
        "number-sign",
        _("“No.” and “para.” stay on one line with their number"),
        _("A space that does not break keeps them together."),
        SOURCE,
        pattern(r"(?<=\b(?:No|no)\.)(?P<at> )(?=\d)", NARROW),
        severity="hint",
    ),
    Rule(
        "french-spaces",
        _("In French, a space that does not break stands before high stops"),
        _("Without it a line may begin with a question mark."),
        FRENCH,
        pattern(r"(?<=[\w)»])(?P<at> ?)(?=[;?!](?:\s|$))|(?<=\w)(?P<colon> ?)(?=:\s)", NARROW, roles=RUNNING),
        severity="hint",
        languages=("fr",),
    ),
    Rule(
        "french-quotes",
        _("In French, quotations stand in « »"),
        _("English marks are for quotations inside one."),
        FRENCH,
        pattern(r"“(?P<words>[^”]+)”", f"«{NARROW}\\g<words>{NARROW}»", roles=RUNNING, quoted=True),
        languages=("fr",),
    ),
    Rule(
        "months-small",
        _("In French and Spanish, months and days are written small"),
        _("They are no names there."),
        f"{FRENCH}; {SPANISH}",
        pattern(
            r"(?<=\d )(?:de )?(?P<at>"
            r"Janvier|Février|Mars|Avril|Mai|Juin|Juillet|Août|Septembre|Octobre|Novembre|Décembre|"
            r"Enero|Febrero|Marzo|Abril|Mayo|Junio|Julio|Agosto|Septiembre|Octubre|Noviembre|Diciembre)\b",
            lambda m: m["at"].lower(),
            roles=WORDED,
        ),
        languages=("fr", "es"),
    ),
    Rule(
        "spanish-marks",
        _("In Spanish, questions and exclamations are opened, too"),
        _("A reader hears it coming."),
        SPANISH,
        pattern(r"(?:^|(?<=[.!?] ))(?P<at>[^¿¡.!?\n]+\?)", lambda m: f"¿{m['at']}", roles=RUNNING),
        languages=("es",),
    ),
)
