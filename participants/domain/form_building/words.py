"""Sections and questions in words, for the log of the event."""

from typing import Any

from cms.domain.changes import Words, in_words, words_of
from participants.models import FormSection, Question
from participants.questions import KINDS

from .choices import condition_in_words

PLAIN = ("label", "help_text", "is_required", "purpose", "is_sensitive", "keep_days")


def words_of_section(section: FormSection) -> Words:
    """`categories` are read."""
    words = words_of(section, "title", "introduction", "stage", event=section.event)
    return words | {"categories": in_words(section.categories.all(), section.event)}


def words_of_question(question: Question) -> Words:
    event = question.section.event
    more = {"options": options_in_words(question), "shown_if": condition_in_words(question)}
    return words_of(question, *PLAIN, event=event) | more


def options_in_words(question: Question) -> str:
    """One line for each option, under the label that its kind gives it."""
    kind = KINDS.get(question.kind)
    labels = {name: field.label for name, field in kind.option_fields().items()} if kind else {}
    lines = ((labels.get(name) or name, value) for name, value in question.options.items())
    return "\n".join(f"{label}: {_said(value, question)}" for label, value in lines if value not in (None, "", []))


def _said(value: Any, question: Question) -> str:
    return in_words(value, question.section.event)
