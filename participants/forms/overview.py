"""All that was said in the steps of a form, before it is sent: in words, with what is still wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from cms.wording import yes_or_no
from participants.domain.asked import form_of, questions_in
from participants.models import Question
from participants.questions import KINDS
from participants.questions.form import PREFIX, name_of

from .filling import SEND, YOU, Filling, Step


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    words: str
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Part:
    step: Step
    lines: list[Line]

    @property
    def is_wrong(self) -> bool:
        return any(line.errors for line in self.lines)


def parts_of(filling: Filling) -> list[Part]:
    """What was said, step by step."""
    return [Part(step, list(_lines(filling, step))) for step in filling.steps if step.slug != SEND]


def left_over(filling: Filling) -> list[Line]:
    """What was said to questions that were taken out of the form meanwhile. It is not sent."""
    there = {name_of(question) for question in questions_in(form_of(filling.event, filling.stage))}
    lost: dict[str, list[str]] = {}
    for name in filling.typed:
        own = name if name.count("_") == 1 else name.rpartition("_")[0]
        if name.startswith(PREFIX) and own not in there:
            lost.setdefault(own, []).extend(value for value in filling.typed.getlist(name) if value)
    labels = _labels([name for name, words in lost.items() if words])
    return [Line(labels.get(name, _("A question")), "; ".join(words)) for name, words in lost.items() if words]


def _labels(names: list[str]) -> dict[str, str]:
    if not names:
        return {}
    uids = [UUID(name.removeprefix(PREFIX)) for name in names]
    return {name_of(question): question.label for question in Question.objects.filter(uid__in=uids)}


def _lines(filling: Filling, step: Step) -> Iterator[Line]:
    if step.slug == YOU:
        yield from (Line(str(bound.label), _shown(bound), list(bound.errors)) for bound in filling.you)
        return
    form = filling.questions
    for question in [each for each in step.questions if form.is_asked(each)]:
        bound = form[name_of(question)]
        kept = form.answers.get(question)
        words = KINDS[question.kind].say(kept, question) if kept is not None else _typed(bound)
        yield Line(str(bound.label), words, list(bound.errors))


def _shown(bound: forms.BoundField) -> str:
    """The cleaned value in words, or what was typed."""
    value = bound.form.cleaned_data.get(bound.name, bound.value())
    if isinstance(value, bool):
        return yes_or_no(value)
    return str(value or "")


def _typed(bound: forms.BoundField) -> str:
    return "; ".join(_pieces(bound.value())) if bound.errors else ""


def _pieces(value: Any) -> list[str]:
    """What was typed, of fields in several parts too, without what is empty."""
    if isinstance(value, list | tuple):
        return [piece for part in value for piece in _pieces(part)]
    return [str(value)] if value else []
