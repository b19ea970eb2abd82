"""What people answered: kept with the registration, judged by the kinds of the questions each time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.datastructures import MultiValueDict

from cms.domain.changes import HIDDEN, Changes
from participants.domain.asked import asked_of, form_of, questions_in
from participants.models import Answer, Question, Registration, RegistrationDraft
from participants.questions import KINDS
from participants.questions.files import KeptFile, remove_file
from participants.questions.form import Marks, QuestionsForm, name_of


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody typed, unchecked, and the files that arrived: both by name of field (`form.name_of`).

    `draft` is where it was kept until now: it goes when this is written.
    """

    typed: MultiValueDict = field(default_factory=MultiValueDict)
    files: Mapping[str, KeptFile] = field(default_factory=dict)
    draft: RegistrationDraft | None = None


def keep_answers(
    registration: Registration,
    said: Said,
    *,
    stage: str,
    questions: Sequence[Question] | None = None,
    is_new: bool = False,
) -> Changes:
    """Judges what was said by the form as it stands now, and writes it; returns what the log may tell of the changes.

    Answers to what is not asked of this category and under these conditions are dropped; those to questions that were
    taken out of the form stay. `questions` are those the writer was shown; without, all of the stage. A registration
    that `is_new` has none yet. To be called in the transaction that saves it. Raises ValidationError by name of field.
    """
    within = questions_in(form_of(registration.event, stage))
    if not within:
        return {}
    asked = questions_in(asked_of(registration.event, stage, registration.category_id))
    if questions is not None:
        within = asked = [question for question in asked if question in questions]
    old = {} if is_new else answers_of(registration)
    form = QuestionsForm(said.typed, questions=asked, given=given_by(old, but=within), arrived=said.files)
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    new = [row for row in _rows(registration, form, said) if _differs(row, old.get(row.question_id))]
    answered = {question.pk for question, kept in form.answers.items() if kept is not None}
    gone = [old[question.pk] for question in within if question.pk in old and question.pk not in answered]
    _write(new, gone, old)
    return dict.fromkeys((row.question.label for row in [*new, *gone]), HIDDEN)


def answers_of(registration: Registration) -> dict[int, Answer]:
    """By the primary key of the question; with questions and sections, in one statement."""
    if registration.pk is None:
        return {}
    rows = Answer.objects.filter(registration=registration).select_related("question__section")
    return {row.question_id: row for row in rows}


def given_by(answers: Mapping[int, Answer], but: Iterable[Question] = ()) -> Marks:
    """What kept answers say to the conditions of a form that asks `but`."""
    asked = {question.pk for question in but}
    return {
        pk: KINDS[row.question.kind].marks(row.value)
        for pk, row in answers.items()
        if pk not in asked and row.question.kind in KINDS
    }


def kept_in(answers: Mapping[int, Answer]) -> dict[str, Any]:
    """Kept answers by name of field, for a form that shows them."""
    return {name_of(row.question): row.value for row in answers.values()}


def files_in(answers: Mapping[int, Answer]) -> dict[str, KeptFile]:
    """The files among them, by name of field."""
    return {name_of(row.question): file_of(row) for row in answers.values() if row.file and row.value}


def file_of(answer: Answer) -> KeptFile:
    facts: Any = answer.value
    return KeptFile(str(answer.file.name), **facts)


def _rows(registration: Registration, form: QuestionsForm, said: Said) -> list[Answer]:
    files = {name: kept.file for name, kept in said.files.items()}
    return [
        Answer(registration=registration, question=question, value=kept, file=files.get(name_of(question), ""))
        for question, kept in form.answers.items()
        if kept is not None
    ]


def _differs(row: Answer, old: Answer | None) -> bool:
    if old is None or old.file.name != row.file.name:
        return True
    return not KINDS[row.question.kind].is_same(old.value, row.value)


def _write(new: list[Answer], gone: list[Answer], old: Mapping[int, Answer]) -> None:
    """In two statements at most; files that nobody answers with any more go with the commit."""
    if new:
        Answer.objects.bulk_create(
            new,
            update_conflicts=True,
            unique_fields=["registration", "question"],
            update_fields=["value", "file", "updated_at"],
        )
    if gone:
        Answer.objects.filter(pk__in=[row.pk for row in gone]).delete()
    replaced = [old[row.question_id] for row in new if row.question_id in old]
    for path in {str(row.file.name) for row in [*gone, *replaced] if row.file}:
        if path not in {row.file.name for row in new}:
            transaction.on_commit(partial(remove_file, path))
