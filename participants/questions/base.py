"""What a kind of question is: how it is asked, what is kept of the answer, and how that is said."""

from typing import Any

from django import forms
from django_stubs_ext import StrPromise

from participants.models import Question


class Kind:
    """`slug` is kept in `Question.kind`. Subclasses say how one is asked; what is kept is JSON."""

    slug: str
    label: StrPromise

    def field(self, question: Question) -> forms.Field:
        """The form field, with label and help of `question`; required where it is."""
        raise NotImplementedError

    def keep(self, cleaned: Any) -> Any:
        """What `Answer.value` holds of what the field made of the input; None for no answer."""
        return cleaned or None

    def type(self, kept: Any) -> Any:
        """What the field shows at first for a kept answer."""
        return kept

    def say(self, kept: Any, question: Question) -> str:
        """The answer in words, in the active language, for screens and exports; empty for None."""
        return "" if kept is None else str(kept)


def common(question: Question) -> dict[str, Any]:
    """The arguments that every form field takes."""
    return {"label": question.label, "help_text": question.help_text, "required": question.is_required}
