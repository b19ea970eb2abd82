"""Questions: added, changed, doubled, removed and brought back."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain.changes import Words, differences
from participants.domain.text import check_fields, one_line
from participants.models import FormSection, Question, User
from participants.permissions import may_read_needs
from participants.questions import KINDS

from .check import changing
from .reading import check_seen, questions_in, section_in
from .words import words_of_question

FIELDS = ("label", "help_text", "is_required", "purpose", "is_sensitive", "keep_days")
LONGEST_DAYS = 3650
#: Words for papers of identity, in the languages of the United Nations: such answers have an end of their own.
IDENTITY = re.compile(r"passport|passeport|pasaporte|паспорт|护照|護照|جواز|identity card|national id\b", re.IGNORECASE)


def add_question(section: FormSection, *, by: User | None, kind: str, data: Mapping[str, Any]) -> Question:
    """At the end of `section`. `data` holds FIELDS, and under `options` what the kind takes.

    Raises PermissionDenied, and ValidationError by field; the option "choices" is the field "option_choices".
    """
    if kind not in KINDS:
        raise ValidationError({"kind": _("There is no such kind of question.")})
    with changing(section.event, by=by) as sections:
        section = section_in(sections, section)
        question = Question(section=section, kind=kind, position=end_of(section))
        fill(question, data)
        question.save()
        changes = differences({}, words_of_question(question))
        log(instance=question, action="participants.add_question", user=by, data={"changes": changes})
    return question


def change_question(question: Question, *, by: User | None, data: Mapping[str, Any], seen: str = "") -> Question:
    """Its kind stays. Answers that were given stay as they are. Raises as `add_question`, and Stale.

    What people answered for few to read is opened to all at the desk only by somebody who may read it.
    """
    with changing(question.section.event, by=by):
        question = stored(question)
        check_seen(seen, question, _("Somebody has changed this question meanwhile. Look at it again."))
        before, was_for_few = words_of_question(question), question.is_sensitive
        fill(question, data)
        if was_for_few and not question.is_sensitive:
            _check_may_open(question, by)
        question.save()
        log_change(question, before, by=by)
    return question


def duplicate_question(question: Question, *, by: User | None) -> Question:
    """Right below the first, with the same condition. Raises PermissionDenied, ValidationError."""
    with changing(question.section.event, by=by):
        copy = stored(question)
        copy.pk, copy.uid, copy.removed_at = None, Question._meta.get_field("uid").get_default(), None
        copy.label = _("%(question)s (copy)") % {"question": copy.label[:180]}
        copy.save()
        own = list(question.section.questions.filter(removed_at=None).exclude(pk=copy.pk))
        place = next((number for number, one in enumerate(own) if one.pk == question.pk), len(own) - 1)
        number_anew([*own[: place + 1], copy, *own[place + 1 :]])
        changes = differences({}, words_of_question(copy))
        log(instance=copy, action="participants.add_question", user=by, data={"changes": changes})
    return copy


def remove_question(question: Question, *, by: User | None) -> int:
    """Returns how many have answered it: with none it is deleted, else it is asked no more and can be brought back.

    Raises PermissionDenied; ValidationError where it decides whether another is shown.
    """
    with changing(question.section.event, by=by):
        question = stored(question)
        for other in question.decides_on.filter(removed_at=None)[:1]:
            words = _("“%(question)s” is shown by the answer to “%(decides)s”. Change that first.")
            raise ValidationError(words % {"question": other, "decides": question})
        answers = question.answers.count()
        log(instance=question, action="participants.remove_question", user=by, data={"count": answers})
        if answers:
            question.removed_at = question.removed_at or timezone.now()
            question.save(update_fields=["removed_at"])
        else:
            question.delete()
    return answers


def restore_question(question: Question, *, by: User | None) -> bool:
    """Asks it again, at the end of its section. True where its condition had to go with the question it depended on.

    Raises PermissionDenied, ValidationError where the form is full.
    """
    with changing(question.section.event, by=by) as sections:
        question = stored(question)
        if question.removed_at is None:
            return False
        before = [one.pk for one in questions_in(sections, question.section.stage)]
        is_freed = bool(question.shown_if_values) and question.shown_if_id not in before
        if is_freed:
            question.shown_if, question.shown_if_values = None, []
        question.removed_at, question.position = None, end_of(question.section)
        question.save()
        log(instance=question, action="participants.restore_question", user=by)
    return is_freed


def stored(question: Question) -> Question:
    """As it is now; a removed one, too. Raises ValidationError where it is gone."""
    found = Question.objects.select_related("section__event", "shown_if").filter(pk=question.pk).first()
    if found is None:
        raise ValidationError(_("This question was removed meanwhile."))
    found.section.event = question.section.event
    return found


def end_of(section: FormSection) -> int:
    last = section.questions.filter(removed_at=None).order_by("position").last()
    return last.position + 1 if last else 0


def number_anew(questions: list[Question]) -> None:
    for position, question in enumerate(questions):
        question.position = position
    Question.objects.bulk_update(questions, ["position", "section"])


def log_change(question: Question, before: Words, *, by: User | None) -> None:
    changes = differences(before, words_of_question(question))
    log(instance=question, action="participants.change_question", user=by, data={"changes": changes})


def fill(question: Question, data: Mapping[str, Any]) -> None:
    """Checks and writes what `data` holds of FIELDS and `options`; saves nothing."""
    for name in FIELDS:
        if name in data:
            setattr(question, name, data[name])
    for name in ("label", "help_text", "purpose"):
        setattr(question, name, one_line(getattr(question, name)))
    check_fields(question, exclude=["section", "shown_if", "kind", "options", "uid"])
    if "options" in data:
        question.options = checked_options(question.kind, data["options"])
    _check_purpose(question)


def checked_options(kind: str, options: dict[str, Any]) -> dict[str, Any]:
    try:
        return KINDS[kind].check_options(options)
    except ValidationError as refused:
        if not hasattr(refused, "error_dict"):
            raise
        raise ValidationError({f"option_{name}": errors for name, errors in refused.error_dict.items()}) from refused


def _check_may_open(question: Question, by: User | None) -> None:
    if by and not may_read_needs(by, question.section.event) and question.answers.exists():
        words = _(
            "People have answered this for those who arrange it. Only somebody who reads that may open it to others."
        )
        raise ValidationError({"is_sensitive": words})


def _check_purpose(question: Question) -> None:
    """What is asked of few has a purpose and an end, and so has every question for a passport."""
    errors = {}
    if question.is_sensitive and not question.purpose:
        errors["purpose"] = _("Say what it is asked for: people read it beside the question.")
    if question.keep_days is None and (question.is_sensitive or IDENTITY.search(question.label)):
        errors["keep_days"] = _("Say for how many days after the event the answers are kept: at most what is needed.")
    if question.keep_days and question.keep_days > LONGEST_DAYS:
        errors["keep_days"] = _("At most ten years: 3650 days.")
    if errors:
        raise ValidationError(errors)
