"""The answers that can decide whether another question is shown, and conditions in words.

A condition holds where the kept answer is one of `shown_if_values`, or has one of them among several.
"""

from typing import Any

from django import forms
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _

from participants.models import Question
from participants.questions import KINDS


def choices_of(question: Question) -> list[tuple[Any, str]]:
    """Each answer as it is kept and in words; none where people write freely or the kind is gone."""
    kind = KINDS.get(question.kind)
    field: Any = kind.field(question) if kind else None
    if isinstance(field, forms.BooleanField) and not isinstance(field, forms.NullBooleanField):
        return [(kind.keep(True), _("ticked"))]  # type: ignore[union-attr]
    if not hasattr(field, "choices"):
        return []
    choices = flatten_choices(field.choices)
    return [(_kept(key, field, kind), str(label)) for key, label in choices if key not in {"", None}]


def _kept(key: Any, field: Any, kind: Any) -> Any:
    if isinstance(field, forms.ModelChoiceField):
        several = isinstance(field, forms.ModelMultipleChoiceField)
        kept = kind.keep([key.instance] if several else key.instance)
    else:
        several = isinstance(field, forms.MultipleChoiceField)
        kept = kind.keep(field.clean([key] if several else key))
    return kept[0] if isinstance(kept, list) else kept


def condition_in_words(question: Question) -> str:
    """For example "“Do you need a visa?” is yes"; empty for a question that is always shown. Needs `shown_if`."""
    if not question.shown_if:
        return ""
    words = {str(value): label for value, label in choices_of(question.shown_if)}
    answers = [words.get(str(value), str(value)) for value in question.shown_if_values]
    return _("“%(question)s” is %(answers)s") % {"question": question.shown_if, "answers": _(" or ").join(answers)}
