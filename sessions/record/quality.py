"""How good a recommendation is as a recommendation: what makes it possible to act on it and to follow it up.

Advice, never a condition: whatever the room agreed is recorded. The points are those of domain.md, section 2.3, and of
what tracking asks for: somebody who acts, a verb that says how strongly, a day, a measure, one thought in one sentence.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sessions.models import Recommendation, Verb
from sessions.shorthand import Parsed

FEWEST, MOST = 5, 60  # words
WEAK = frozenset({Verb.NOTES})


@dataclass(frozen=True, slots=True)
class Check:
    label: str
    is_met: bool
    advice: str


@dataclass(frozen=True, slots=True)
class Quality:
    checks: tuple[Check, ...]

    @property
    def points(self) -> int:
        return sum(check.is_met for check in self.checks)

    @property
    def advice(self) -> list[str]:
        return [check.advice for check in self.checks if not check.is_met]


def quality_of(recommendation: Recommendation, *, is_addressed: bool) -> Quality:
    return judge(
        verb=recommendation.verb,
        text=recommendation.text,
        is_addressed=is_addressed,
        indicator=recommendation.indicator,
        due=recommendation.due,
    )


def quality_of_line(parsed: Parsed) -> Quality:
    """Of a line of shorthand as it is typed."""
    return judge(
        verb=parsed.verb,
        text=parsed.text,
        is_addressed=bool(parsed.addressees),
        indicator=parsed.indicator,
        due=parsed.due,
    )


def judge(*, verb: str, text: str, is_addressed: bool, indicator: str, due: date | None) -> Quality:
    words = len(text.split())
    return Quality(
        (
            Check(_("addressee"), is_addressed, _("Say who is to act.")),
            Check(_("verb"), verb not in WEAK, _("“Notes” asks for nothing; choose a verb that does.")),
            Check(_("date"), due is not None, _("Say by when.")),
            Check(_("indicator"), bool(indicator), _("Say by what one will know that it is done.")),
            Check(_("length"), FEWEST <= words <= MOST, _length_advice(words)),
        )
    )


def _length_advice(words: int) -> str:
    if words < FEWEST:
        return _("Say what is to be done, in a sentence.")
    return _("%(count)d words: perhaps these are two recommendations.") % {"count": words}
