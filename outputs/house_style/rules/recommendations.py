"""The grammar of recommendations, and how views are told."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from ..facts import table
from ..manuscript import Manuscript
from ..rule import Hits, Rule, pattern

SOURCE = "Practice of reports of expert bodies (Editorial Manual, Resolutions; Reports)"
RECORDS = "Editorial Manual, Reports of intergovernmental bodies: summaries of views"
VERB = (
    r"\b(?:recommend|request|urge|propose|suggest|ask|insist|agree|decide)(?:s|ed|d|ing)? that|"
    r"\b(?:recommendation|proposal|"
    r"suggestion|request) that"
)
ONE = (
    r"(?:the (?:Secretariat|Secretary-General|Commission|Committee|Council|Assembly|Division|Department|"
    r"Government|Forum|"
    r"Working Group|Office|Programme|Fund|Bank|Board|Conference|Chair|host country)|"
    r"each (?:State|Member State|country)|it)"
)
BASE = dict(table("verbs"))
BODIES = (
    r"(?:Committee|Commission|Board|Council|Working Group|meeting|workshop|forum|Forum|group|participants|experts|"
    r"Participants)"
)
TENSES = {"recommends": "recommended", "recommend": "recommended", "notes": "noted", "note": "noted", "takes": "took",
          "take": "took", "requests": "requested", "request": "requested", "urges": "urged", "urge": "urged",
          "invites": "invited", "invite": "invited", "encourages": "encouraged", "encourage": "encouraged",
          "decides": "decided", "decide": "decided"}  # fmt: skip
SAID = (
    r"(?:said|stated|stressed|argued|noted|pointed out|emphasized|emphasised|underlined|suggested|"
    r"expressed|believed|felt|"
    r"observed|remarked|asked|called for|criticized|replied|maintained|thought|recalled|urged|proposed)"
)


PRESENT = pattern(
    rf"\b(?:The|the) {BODIES} (?P<at>{'|'.join(TENSES)})\b(?= (?:that|with|the|of|to|note)\b)",
    lambda found: TENSES[found["at"]],
)


def past_tense(manuscript: Manuscript) -> Hits:
    """In reports; the operative verbs of a communiqué are in the present, and so is a recommendation itself."""
    if "report" in manuscript.document.kind:
        yield from ((passage, hit) for passage, hit in PRESENT(manuscript) if not passage.recommends)


RULES = (
    Rule(
        "mandative-should",
        _("“Recommended that” is not followed by “should”"),
        _("The verb says it already: “recommended that the Secretariat strengthen …”."),
        SOURCE,
        pattern(rf"(?:{VERB})\b(?: (?!should|that)[\w’'-]+,?){{1,8}}? (?P<at>should )(?=\w)", "", flags=re.IGNORECASE),
    ),
    Rule(
        "mandative-form",
        _("After “recommended that” the verb has its plain form"),
        _("“That the Secretariat strengthen”: what is wanted, not what is."),
        SOURCE,
        pattern(
            rf"(?:{VERB}) {ONE} (?:also |further )?(?P<at>{'|'.join(BASE)})\b",
            lambda m: BASE[m["at"]],
            flags=re.IGNORECASE,
        ),
    ),
    Rule(
        "report-past-tense",
        _("A report tells in the past tense what a body decided"),
        _("“The Committee recommended”; the present is for resolutions."),
        SOURCE,
        past_tense,
        severity="hint",
    ),
    Rule(
        "views-unattributed",
        _("Views are summed up without naming who held them"),
        _("“One speaker said”, “several members stressed”: a report keeps what was said, not who said it."),
        RECORDS,
        pattern(
            rf"\b(?:(?:Mr|Ms|Mrs|Dr|Prof)\. (?:[A-Z][\w’'-]+ ?){{1,4}}(?:\([^)]*\) )?(?:also |then )?{SAID}|"
            rf"[Tt]he (?:representative|delegate|delegation|observer) (?:of|from) "
            rf"(?:the )?[A-Z][\w’'() -]{{2,40}}? {SAID})\b"
        ),
    ),
    Rule(
        "stacked-recommendation",
        _("A recommendation is made once"),
        _("“It is recommended to recommend”, “should be recommended that” say twice what one verb says."),
        SOURCE,
        pattern(
            r"\b(?:it (?:is|was) )?recommended (?:to recommend|"
            r"that it be recommended|that [\w ]{1,40} be recommended)\b",
            flags=re.IGNORECASE,
        ),
    ),
)
