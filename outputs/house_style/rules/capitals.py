"""Words that have a capital in documents of the United Nations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ..facts import table
from ..rule import RUNNING, WORDED, Rule, pattern

SOURCE = "Editorial Manual, Capitalization"
BODIES = {wrong.lower(): right for wrong, right in table("capitals")}

RULES = (
    Rule(
        "member-states",
        _("“Member States” and “States Parties” have capitals"),
        _("They are the members of the Organization, or the parties to a treaty, and no others."),
        SOURCE,
        pattern(
            r"\b(?:[Mm]ember states?|member States?)\b",
            lambda m: "Member States" if m[0].endswith("s") else "Member State",
            roles=WORDED,
        ),
    ),
    Rule(
        "states-parties",
        _("“States Parties” is written so"),
        _("One form for those bound by a treaty."),
        SOURCE,
        pattern(r"\b(?:[Ss]tates parties|states Parties)\b(?= to\b)", "States Parties"),
    ),
    Rule(
        "secretary-general",
        _("“Secretary-General” has a hyphen and capitals"),
        _("The title of an office."),
        SOURCE,
        pattern(
            r"\b(?:[Ss]ecretary general|Secretary General|secretary-general|Secretary-general)\b",
            "Secretary-General",
            roles=WORDED,
        ),
    ),
    Rule(
        "bodies-and-agendas",
        _("Names of bodies, agendas and goals have capitals"),
        _("A name is one thing; the same words without capitals are any such thing."),
        SOURCE,
        pattern(rf"\b(?:{'|'.join(table_word for table_word in BODIES)})\b", lambda m: BODIES[m[0]], roles=RUNNING),
    ),
    Rule(
        "resolution-small",
        _("“Resolution” and “decision” before a number are written small"),
        _("“General Assembly resolution 66/288”: the capital is for the start of a sentence."),
        SOURCE,
        pattern(
            r"(?<=[a-z,’] )(?P<at>Resolutions?|Decisions?)(?= \d)|(?<=Assembly )Resolutions?(?= \d)|"
            r"(?<=Council )Resolutions?(?= \d)",
            lambda m: m[0].lower(),
        ),
    ),
)
