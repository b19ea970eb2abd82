"""What a kind of question is: how it is asked, what is kept of the answer, and how that is said."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import escape
from django_stubs_ext import StrPromise

from participants.models import Question

Outcomes = list[tuple[str, Any]]


class Kind:
    """`slug` is kept in `Question.kind`. Subclasses say how one is asked; what is kept is JSON.

    `is_sensitive` is what the builder proposes. With `takes_file` the answer is a file, and what is kept its name.
    """

    slug: str
    label: StrPromise
    is_sensitive = False
    takes_file = False

    def field(self, question: Question) -> forms.Field:
        """The form field, with label and help of `question`; required where it is."""
        raise NotImplementedError

    def keep(self, cleaned: Any, question: Question) -> Any:
        """What `Answer.value` holds of what the field made of the input; None for no answer."""
        return cleaned or None

    def type(self, kept: Any) -> Any:
        """What the field shows at first for a kept answer."""
        return kept

    def say(self, kept: Any, question: Question) -> str:
        """The answer in words, in the active language, for screens and exports; empty for None."""
        return "" if kept is None else str(kept)

    def is_same(self, one: Any, other: Any) -> bool:
        """Whether two kept answers say the same."""
        return one == other

    def marks(self, kept: Any) -> frozenset[str]:
        """What a condition compares with `Question.shown_if_values`."""
        return frozenset(map(str, kept if isinstance(kept, list) else [kept] if kept is not None else []))

    def outcomes(self, options: Mapping[str, Any]) -> Outcomes:
        """The marks an answer can have, with words: what a condition may ask for. Empty: no condition can."""
        return []

    def option_fields(self) -> dict[str, forms.Field]:
        """How the builder asks for what this kind needs, by key of `Question.options`."""
        return {}

    def check_options(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """`options`, kept or just typed, as they are to be kept. Raises ValidationError by key."""
        kept, errors = {}, {}
        for key, field in self.option_fields().items():
            try:
                value = field.clean(options.get(key, field.initial))
            except ValidationError as error:
                errors[key] = error
            else:
                kept[key] = value.isoformat() if isinstance(value, date) else value
        if errors:
            raise ValidationError(errors)
        said = {key: value for key, value in kept.items() if value is not False and value not in (None, "", [])}
        return self.check_together(said)

    def check_together(self, options: dict[str, Any]) -> dict[str, Any]:
        """Options that are each right, judged together. Raises as `check_options`."""
        return options


def common(question: Question) -> dict[str, Any]:
    """The arguments that every form field takes. Forms show a help text as it is, so that it is escaped here."""
    return {"label": question.label, "help_text": escape(question.help_text), "required": question.is_required}
