"""People: how they are addressed, and words that include everybody."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from ..rule import RUNNING, WORDED, Rule, passages, pattern
from .spelling import phrases

INCLUSIVE = "Guidelines for gender-inclusive language in English; Editorial Manual, Gender-inclusive language"
HONORIFICS = "Editorial Manual, Personal names and titles"
EVERYWHERE = WORDED

RULES = (
    Rule(
        "inclusive-terms",
        _("Terms include everybody"),
        _("“Chair”, “humankind”, “police officer”: the office, not the sex of who holds it."),
        INCLUSIVE,
        passages(phrases("inclusive"), RUNNING | {"heading"}),
    ),
    Rule(
        "inclusive-pronouns",
        _("No pronoun leaves half of the readers out"),
        _("Use the plural, or name the person’s function again; strokes cannot be read aloud."),
        INCLUSIVE,
        pattern(
            r"\b(?:s/he|\(s\)he|he/she|she/he|him/her|his/hers?|her/his|himself/herself)(?!\w)",
            lambda m: (
                {"his/her": "their", "her/his": "their", "him/her": "them"}.get(m[0].lower())
                if m[0].islower()
                else None
            ),
            flags=re.IGNORECASE,
        ),
    ),
    Rule(
        "generic-he",
        _("“Each … his” leaves half of the readers out"),
        _("“All participants … their”."),
        INCLUSIVE,
        pattern(
            r"\b(?:[Ee]ach|[Ee]very|[Aa]ny) (?:participant|citizen|member|expert|delegate|minister|official|person|"
            r"student|user|servant|employee|manager|worker|speaker)\b[^.;:]{0,60}?\b(?P<at>his|he|him)\b"
        ),
    ),
    Rule(
        "honorific-stop",
        _("“Mr.”, “Ms.” and “Dr.” have a full stop"),
        _("One form on every list and plate."),
        HONORIFICS,
        pattern(r"(?<![\w.])(Mr|Ms|Mrs|Dr|Prof)(?= [A-Z])", r"\1.", roles=EVERYWHERE),
    ),
    Rule(
        "honorific-ms",
        _("“Ms.” does not tell whether a woman is married"),
        _("Nor does “Mr.” of a man."),
        HONORIFICS,
        pattern(r"(?<!\w)(?:Mrs\.|Miss)(?= [A-Z])", "Ms.", roles=EVERYWHERE),
        severity="hint",
    ),
    Rule(
        "excellency",
        _("“H.E.” is written with two stops and no space"),
        _("Before ambassadors and ministers."),
        HONORIFICS,
        pattern(r"(?<![\w.])(?:HE|H\. E\.|H\.E|H\.E\. ?,)(?= (?:Mr|Ms|Mrs|Dr|Prof)\b)", "H.E.", roles=EVERYWHERE),
    ),
)
