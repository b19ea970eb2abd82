"""Questions as a Django form, with their conditions, and what a browser would send of one."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from participants.models import Question

from . import KINDS
from .files import KeptFile

#: The marks of answers (see Kind.marks), by the primary key of their question.
Marks = Mapping[int, frozenset[str]]
PREFIX = "q_"


def name_of(question: Question) -> str:
    """Its field in forms and drafts; stays the same wherever the question is moved."""
    return f"{PREFIX}{question.uid.hex}"


class QuestionsForm(forms.Form):
    """Asks those of `questions` that `given`, the answers from elsewhere, leave open.

    `kept` holds kept answers and `arrived` the files that came before, by name of field. A question whose condition
    depends on another of the same form is drawn, and what was typed
    there is ignored where it turns out not to be asked.
    """

    def __init__(
        self,
        *args: Any,
        questions: Iterable[Question],
        given: Marks | None = None,
        kept: Mapping[str, Any] | None = None,
        arrived: Mapping[str, KeptFile] | None = None,
        **kwargs: Any,
    ) -> None:
        self.given, known = given or {}, [question for question in questions if question.kind in KINDS]
        self.by_pk = {question.pk: question for question in known}
        initial = {name_of(each): self._shown(each, kept or {}) for each in known} | dict(arrived or {})
        super().__init__(*args, initial=initial | (kwargs.pop("initial", None) or {}), **kwargs)
        self.questions = [question for question in known if self._may_be_shown(question)]
        for question in self.questions:
            self.fields[name_of(question)] = self._field(question)

    @cached_property
    def answers(self) -> dict[Question, Any]:
        """Of a valid form: what is to be kept of each question that is asked; None where it was left empty."""
        return {
            question: KINDS[question.kind].keep(self.cleaned_data[name_of(question)], question)
            for question in self.questions
            if name_of(question) in self.cleaned_data
        }

    @property
    def uploads(self) -> dict[str, Any]:
        """The files that came with this request and are right, by name of field; False: to be taken away."""
        files = [name_of(each) for each in self.questions if KINDS[each.kind].takes_file]
        cleaned = {name: self.cleaned_data.get(name) for name in files}
        return {name: value for name, value in cleaned.items() if value is False or hasattr(value, "chunks")}

    def clean(self) -> dict[str, Any]:
        for question in [each for each in self.questions if not self.is_asked(each)]:
            self._errors.pop(name_of(question), None)
            self.cleaned_data.pop(name_of(question), None)
        return self.cleaned_data

    def is_asked(self, question: Question, among: Sequence[int] = ()) -> bool:
        """By what was typed; two questions that wait for each other are both not asked."""
        decisive = self.by_pk.get(question.shown_if_id) if question.shown_if_id else None
        if decisive is None or question.pk in among:
            return self._is_open(question) and question.pk not in among
        wanted = frozenset(question.shown_if_values)
        return bool(self._marks(decisive) & wanted) and self.is_asked(decisive, [*among, question.pk])

    def _marks(self, question: Question) -> frozenset[str]:
        cleaned = self.cleaned_data.get(name_of(question))
        return KINDS[question.kind].marks(KINDS[question.kind].keep(cleaned, question))

    def _may_be_shown(self, question: Question) -> bool:
        return question.shown_if_id in self.by_pk or self._is_open(question)

    def _is_open(self, question: Question) -> bool:
        """By the answers from elsewhere."""
        if question.shown_if_id is None:
            return True
        return bool(self.given.get(question.shown_if_id, frozenset()) & frozenset(question.shown_if_values))

    def _field(self, question: Question) -> forms.Field:
        field = KINDS[question.kind].field(question)
        if decisive := self.by_pk.get(question.shown_if_id) if question.shown_if_id else None:
            values = json.dumps(question.shown_if_values)
            field.widget.attrs |= {"data-shown-if": name_of(decisive), "data-shown-values": values}
            field.widget.is_required = False  # a browser would insist on it unseen
        return field

    @staticmethod
    def _shown(question: Question, kept: Mapping[str, Any]) -> Any:
        return KINDS[question.kind].type(kept.get(name_of(question)))


def typed_in(form: forms.BaseForm) -> MultiValueDict:
    """What a browser would send of an unbound form that nobody touched; files are not sent again."""
    typed = MultiValueDict()
    for bound in form:
        _type(bound.field.widget, bound.html_name, bound.value(), typed)
    return typed


def shown_in(form: forms.BaseForm, typed: MultiValueDict) -> dict[str, Any]:
    """What an unbound form is to show of what was `typed` before, without judging it."""
    return {
        name: field.widget.value_from_datadict(typed, MultiValueDict(), name)
        for name, field in form.fields.items()
        if not isinstance(field, forms.FileField)
    }


def _type(widget: Any, name: str, value: Any, typed: MultiValueDict) -> None:
    if isinstance(widget, forms.MultiWidget):
        for part, suffix, each in zip(widget.widgets, widget.widgets_names, widget.decompress(value), strict=True):
            _type(part, f"{name}{suffix}", each, typed)
    elif isinstance(widget, forms.CheckboxInput):
        typed.setlist(name, ["on"] if value else [])
    elif not isinstance(widget, forms.FileInput) and (shown := widget.format_value(value)) is not None:
        typed.setlist(name, [str(each) for each in shown] if isinstance(shown, list) else [str(shown)])
