"""Answers to choose from: how an organiser writes them down, and what is too many."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from participants.domain.text import one_line

MOST = 500
LONGEST = 200


class LinesField(forms.CharField):
    """Answers to choose from, one a line; cleaned, a list. Takes such a list, too."""

    widget = forms.Textarea(attrs={"rows": 6})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = value if isinstance(value, list) else super().to_python(value).splitlines()
        while lines and not str(lines[-1]).strip():
            lines = lines[:-1]
        return [one_line(str(line)) for line in lines]

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > MOST:
            raise ValidationError(_("These are %(count)s; at most %(most)s.") % {"count": len(value), "most": MOST})
        if "" in value:
            raise ValidationError(_("A line between them is empty."))
        if longest := next((line for line in value if len(line) > LONGEST), ""):
            raise ValidationError(_("“%(line)s …” is too long.") % {"line": longest[:40]})
        if twice := next((line for line in value if value.count(line) > 1), ""):
            raise ValidationError(_("“%(line)s” stands there twice.") % {"line": twice})

    def run_validators(self, value: Any) -> None:
        """The lines are judged by `validate`; a list has no length of text."""
