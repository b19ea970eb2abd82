"""What people type, before it is kept: what no text needs is taken out, and what is too long is refused."""

import re
import unicodedata
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import Model, TextField

# Joiners and marks of direction (category Cf) stay: Persian and many Indian names are wrong without them. What turns
# round all that follows (embeddings, overrides, isolates) goes from single lines: they stand beside other words.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
#: Accents that stand on one another would cover the lines above and below; no language has more than these.
_ACCENTS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_PILE = re.compile(f"([{_ACCENTS}]{{4}})[{_ACCENTS}]+")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def one_line(value: str) -> str:
    """`value` without control characters, on one line that it cannot leave; a name cannot add a header to a mail."""
    plain = _PILE.sub(r"\1", _TURNING.sub("", value))
    printable = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in plain)
    return " ".join(printable.split())


def many_lines(value: str) -> str:
    """`value` with plain line ends and no other control characters but the tab."""
    text = _BREAKS.sub("\n", value)
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc").strip()


def check_fields(row: Model, *, exclude: Collection[str]) -> None:
    """Raises ValidationError by field, also for long texts, whose length Django leaves to forms."""
    errors: dict[str, list[ValidationError]] = {}
    try:
        row.clean_fields(exclude)
    except ValidationError as error:
        errors = error.error_dict
    for field in row._meta.fields:
        if isinstance(field, TextField) and field.max_length and field.name not in exclude:
            _check_length(getattr(row, field.name), field, errors)
    if errors:
        raise ValidationError(errors)


def _check_length(value: str, field: TextField, errors: dict[str, list[ValidationError]]) -> None:
    try:
        MaxLengthValidator(field.max_length)(value)
    except ValidationError as error:
        errors.setdefault(field.name, []).append(error)
