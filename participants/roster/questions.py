"""The questions of an event's form, for the columns and filters of its list."""

import json
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast

from participants.models import Answer, Question
from participants.questions import KINDS

LONGEST_LABEL = 60


def choices_of(question: Question) -> list[tuple[str, str]]:
    """What may be chosen; empty for a question that offers no choice."""
    kind = KINDS.get(question.kind)
    field = kind.field(question) if kind else None
    offered = getattr(field, "choices", None) or []
    return [(str(value), str(label)) for value, label in _flat(offered) if value not in {None, ""}]


def _flat(offered: Any) -> list[tuple[Any, Any]]:
    flat: list[tuple[Any, Any]] = []
    for value, label in offered:
        flat += label if isinstance(label, list | tuple) else [(value, label)]
    return flat


def field_for(question: Question) -> forms.Field:
    return forms.MultipleChoiceField(label=short(question.label), choices=choices_of(question), required=False)


def short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def answered(question: Question, values: list[str]) -> Q:
    """Registrations whose answer is, or has in its list, one of `values`.

    Compared as JSON text, which both databases have: a text with its quotation marks occurs in no other one.
    """
    texts = Q()
    for value in values:
        for quoted in {json.dumps(value), json.dumps(value, ensure_ascii=False)}:
            texts |= Q(text__contains=quoted)
    answers = Answer.objects.filter(registration=OuterRef("pk"), question=question)
    return Q(Exists(answers.annotate(text=Cast("value", TextField())).filter(texts)))


def say(question: Question, kept: Any) -> str:
    kind = KINDS.get(question.kind)
    return kind.say(kept, question) if kind else str(kept or "")
