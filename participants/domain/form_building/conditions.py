"""When a question is shown: always, or where an earlier one is answered in a certain way."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from participants.models import Question, User

from .check import changing
from .choices import choices_of
from .questions import log_change, stored
from .reading import built_form, check_seen, questions_in
from .words import words_of_question


def possible_deciders(question: Question) -> list[Question]:
    """The questions before `question`, at its stage, whose answers can decide whether it is shown."""
    return [earlier for earlier in _before(question) if choices_of(earlier)]


def _before(question: Question) -> Iterator[Question]:
    for earlier in questions_in(built_form(question.section.event), question.section.stage):
        if earlier.pk == question.pk:
            return
        yield earlier


def set_condition(
    question: Question, *, by: User | None, shown_if: Question | None, values: list[str], seen: str = ""
) -> Question:
    """Shows `question` only where `shown_if` has one of `values` (as `choices_of` has them); always with None.

    Raises PermissionDenied, Stale, ValidationError.
    """
    if shown_if and not values:
        raise ValidationError({"values": _("Choose at least one answer.")})
    with changing(question.section.event, by=by):
        question = stored(question)
        check_seen(seen, question, _("Somebody has changed this question meanwhile. Look at it again."))
        before = words_of_question(question)
        question.shown_if, question.shown_if_values = shown_if, list(values) if shown_if else []
        question.save(update_fields=["shown_if", "shown_if_values"])
        log_change(question, before, by=by)
    return question
