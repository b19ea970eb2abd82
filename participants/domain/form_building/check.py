"""What every form must be, whoever changed it last, and the frame in which it is changed."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import Event
from participants.models import FormSection, Question, RegistrationSetup, Stage, User
from participants.permissions import may_set_up_registration

from .choices import choices_of
from .reading import built_form, questions_in

MOST_QUESTIONS, MOST_SECTIONS = 60, 20  # in each stage


@contextmanager
def changing(event: Event, *, by: User | None) -> Iterator[list[FormSection]]:
    """Gives the form as it stands now, for nobody else to change meanwhile, nor for an answer to be given.

    Raises PermissionDenied unless `by` is organiser or secretariat, ValidationError where the form would make no
    sense afterwards; then nothing is changed.
    """
    if by and not may_set_up_registration(by, event):
        raise PermissionDenied
    with transaction.atomic():
        Event.objects.select_for_update(no_key=True).filter(pk=event.pk).first()
        RegistrationSetup.objects.select_for_update().filter(pk=event.pk).first()
        yield built_form(event)
        check_form(built_form(event))


def check_form(sections: list[FormSection]) -> None:
    """Raises ValidationError: too much in a stage, or a question that depends on what is not asked before it."""
    for stage in Stage.values:
        questions = list(questions_in(sections, stage))
        _check_size(questions, sum(section.stage == stage for section in sections))
        _check_conditions(questions)


def _check_size(questions: list[Question], sections: int) -> None:
    if sections > MOST_SECTIONS:
        raise ValidationError(_("A form has at most %(most)s sections in each stage.") % {"most": MOST_SECTIONS})
    if len(questions) > MOST_QUESTIONS:
        raise ValidationError(_("A form has at most %(most)s questions in each stage.") % {"most": MOST_QUESTIONS})


def _check_conditions(questions: list[Question]) -> None:
    asked: dict[int, Question] = {}
    kept: dict[int, list[str]] = {}
    for question in questions:
        if question.shown_if_id:
            decider = asked.get(question.shown_if_id)
            if decider is None:
                raise ValidationError(_not_before(question))
            if decider.pk not in kept:
                kept[decider.pk] = [value for value, _label in choices_of(decider)]
            _check_values(question, decider, kept[decider.pk])
        asked[question.pk] = question


def _not_before(question: Question) -> str:
    words = _("“%(question)s” is shown by the answer to “%(decides)s”, so it must come after it, at the same stage.")
    return words % {"question": question, "decides": question.shown_if}


def _check_values(question: Question, decider: Question, possible: list[str]) -> None:
    if any(value not in possible for value in question.shown_if_values):
        words = _("“%(question)s” is shown by an answer to “%(decides)s” that would no longer be possible.")
        raise ValidationError(words % {"question": question, "decides": decider})
