"""The answers that can decide whether another question is shown, and conditions in words."""

from typing import Any

from django.utils.translation import gettext as _

from participants.models import Question
from participants.questions import KINDS


def choices_of(question: Question) -> list[tuple[str, Any]]:
    """Each mark of an answer with its words; none where people write freely or the kind is gone."""
    kind = KINDS.get(question.kind)
    return kind.outcomes(question.options) if kind else []


def condition_in_words(question: Question) -> str:
    """For example "“Do you need a visa?” is yes"; empty for a question that is always shown. Needs `shown_if`."""
    if not question.shown_if:
        return ""
    words = dict(choices_of(question.shown_if))
    answers = [str(words.get(value, value)) for value in question.shown_if_values]
    return _("“%(question)s” is %(answers)s") % {"question": question.shown_if, "answers": _(" or ").join(answers)}
