"""The registrations of one event as one user may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.utils.datastructures import MultiValueDict

from cms.models import Event
from participants.models import Answer, Question, Registration, RegistrationTag
from participants.permissions import may_read_contacts, may_read_needs

from . import columns as known
from .columns import Column
from .filters import Filter, FilterForm, filter_named, filters_of
from .selection import ANSWER, Selection

NEWEST = "-submitted"


@dataclass(slots=True)
class Line:
    """One registration in the columns asked for. `tags` are pairs of name and colour."""

    pk: int
    name: str
    institution: str
    values: tuple[Any, ...]
    cells: list[Any] = field(default_factory=list)
    tags: list[tuple[str, str]] = field(default_factory=list)


class Roster:
    """Reads registrations of `event`. What `user` may not see is neither a column nor a filter for them."""

    def __init__(self, event: Event, user: Any) -> None:
        self.event, self.user = event, user

    @cached_property
    def may_read_contacts(self) -> bool:
        return may_read_contacts(self.user, self.event)

    @cached_property
    def tags(self) -> list[RegistrationTag]:
        return list(RegistrationTag.objects.filter(event=self.event))

    @cached_property
    def _questions(self) -> dict[str, Question]:
        asked = Question.objects.filter(section__event=self.event).order_by(
            "section__stage", "section__position", "section_id", "position", "pk"
        )
        return {str(question.pk): question for question in asked}

    @cached_property
    def column_questions(self) -> dict[str, Question]:
        """Sensitive answers are read one by one, and never in a list."""
        return {key: question for key, question in self._questions.items() if not question.is_sensitive}

    @cached_property
    def filter_questions(self) -> dict[str, Question]:
        if may_read_needs(self.user, self.event):
            return self._questions
        return self.column_questions

    # --- Which of them, in which order ----------------------------------------------------------------------

    def find(self, selection: Selection) -> QuerySet[Registration]:
        """Those that `selection` means, in its order; its filters and values that nobody knows count for nothing."""
        form, filters = self._checked(selection)
        rows = Registration.objects.filter(event=self.event)
        for each in filters:
            if value := form.cleaned_data.get(each.name):
                rows = rows.filter(each.where(value, self))
        return rows.order_by(*self.order(selection))

    def left_out(self, selection: Selection) -> list[str]:
        """Names of filters that mean nothing here any more, such as a tag that was deleted."""
        form, filters = self._checked(selection)
        gone = selection.filters.keys() - {each.name for each in filters}
        return sorted(gone | form.errors.keys())

    def form(self, selection: Selection) -> FilterForm:
        """With a field for every filter."""
        return FilterForm(MultiValueDict(selection.filters), filters=filters_of(self), roster=self)

    def reads_sensitive(self, selection: Selection) -> bool:
        """Whether it is narrowed by an answer that only those read who arrange things."""
        asked = [name.removeprefix(ANSWER) for name in selection.filters if name.startswith(ANSWER)]
        return any(self.filter_questions[key].is_sensitive for key in asked if key in self.filter_questions)

    def _checked(self, selection: Selection) -> tuple[FilterForm, list[Filter]]:
        filters = [found for name in selection.filters if (found := filter_named(name, self))]
        form = FilterForm(MultiValueDict(selection.filters), filters=filters, roster=self)
        form.is_valid()
        return form, filters

    def words(self, selection: Selection) -> list[tuple[str, str, str, str]]:
        """Each filter that counts as (name, value, label, words), for people to read and to take away."""
        form, filters = self._checked(selection)
        return [
            (each.name, value, str(form.fields[each.name].label), _said(form.fields[each.name], value))
            for each in filters
            if form.cleaned_data.get(each.name)
            for value in selection.filters[each.name]
        ]

    def order(self, selection: Selection, prefix: str = "") -> list[Any]:
        """For registrations, or behind `prefix` for rows that point at them. It ends with the id: no two are equal."""
        wanted = selection.ordering or NEWEST
        column = self.all_columns(selection).get(wanted.removeprefix("-"))
        fields = column.order if column and column.order else ("submitted_at",)
        is_down = wanted.startswith("-") if column and column.order else True
        found = [F(f"{prefix}{each}") for each in fields]
        ordered = [each.desc(nulls_last=True) if is_down else each.asc(nulls_last=True) for each in found]
        return [*ordered, f"{prefix}pk"]

    # --- In which columns -----------------------------------------------------------------------------------

    def all_columns(self, selection: Selection | None = None) -> dict[str, Column]:
        """All for this user; the questions, which need a statement, only where `selection` asks for one of them."""
        with_questions = selection is None or any(name.startswith(ANSWER) for name in selection.columns)
        return known.columns_of(self, with_questions=with_questions)

    def columns(self, selection: Selection) -> list[Column]:
        """Those chosen, or the usual ones, beside the name."""
        found = self.all_columns(selection)
        chosen = dict.fromkeys(selection.columns or known.DEFAULT)
        return [found[name] for name in chosen if name in found and name != known.FIRST]

    def page(self, selection: Selection, *, start: int, size: int) -> tuple[list[Line], int]:
        """Lines of the list from `start`, and how many there are in all; 0 where none is left.

        Read as values: the objects of a page would cost more than all the rest of it.
        """
        columns = self.columns(selection)
        paths = paths_of(columns)
        rows = self.find(selection).annotate(of=Window(Count("pk")))
        found = list(rows.values_list("pk", "person__name", "institution", "of", *paths)[start : start + size])
        lines = [Line(row[0], row[1], row[2], row[4:]) for row in found]
        self._fill(lines, columns, paths)
        return lines, found[0][3] if found else 0

    def _fill(self, lines: list[Line], columns: list[Column], paths: list[str]) -> None:
        by_pk = {line.pk: line for line in lines}
        if lines:
            given = tags_given(self.event).filter(registration_id__in=by_pk)
            for pk, name, colour in given.values_list(
                "registration_id", "registrationtag__name", "registrationtag__colour"
            ):
                by_pk[pk].tags.append((name, colour))
        answers = self._answers(list(by_pk), columns)
        sayers = [sayer(column, paths) for column in columns]
        for line in lines:
            line.cells = [say(line.values, answers.get(line.pk, {}), line.tags) for say in sayers]

    def _answers(self, registrations: Sequence[int], columns: list[Column]) -> dict[int, dict[int, Any]]:
        asked = [column.question for column in columns if column.question]
        found: dict[int, dict[int, Any]] = {}
        if asked and registrations:
            rows = Answer.objects.filter(registration__in=registrations, question__in=asked).order_by()
            for pk, question, value in rows.values_list("registration_id", "question_id", "value"):
                found.setdefault(pk, {})[question] = value
        return found


def tags_given(event: Event) -> QuerySet:
    """By name within each registration."""
    return RegistrationTag.registrations.through.objects.filter(registrationtag__event=event).order_by(
        "registrationtag__name"
    )


def paths_of(columns: Sequence[Column]) -> list[str]:
    return list(dict.fromkeys(path for column in columns for path in column.paths))


def sayer(column: Column, paths: list[str]) -> Any:
    """A function of the values at `paths`, the answers by question and the tags, that gives the words of `column`."""
    if question := column.question:
        return lambda values, answers, tags: column.say(answers.get(question.pk))
    if not column.paths:
        return lambda values, answers, tags: ", ".join(name for name, _colour in tags)
    places = [paths.index(path) for path in column.paths]
    if len(places) == 1:
        place, say = places[0], column.say
        return lambda values, answers, tags: say(values[place])
    return lambda values, answers, tags: column.say(*(values[place] for place in places))


def _said(field: Any, value: str) -> str:
    choices = getattr(field, "choices", None)
    return str(dict(choices).get(value, value)) if choices else value
