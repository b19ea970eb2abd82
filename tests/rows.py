"""Rows of any model, as far as the database asks: for tests that must hold for models yet to come."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models
from wagtail.fields import StreamField

from cms.models import Country

_numbers = count(1)
NOW = datetime(2026, 3, 4, 5, 6, 7, 890123, tzinfo=UTC)


def _country() -> dict[str, Any]:
    """Of a country that no other row has."""
    return {"country": make_row(Country, code=f"{next(_numbers):02}"[-2:], iso3=f"{next(_numbers):03}"[-3:])}


def _entry() -> dict[str, Any]:
    return {"entry": make_row(apps.get_model("event_sessions", "RecordEntry"))}


#: What the database checks of more than one field at a time, by model.
CHECKED: dict[str, Callable[[], dict[str, Any]]] = {
    "participants.Delegation": _country,
    "event_sessions.Attribution": _entry,
    "event_sessions.Suggestion": _entry,
}


def make_row(model: type[models.Model], **given: Any) -> models.Model:
    """A saved row; what must be there and is not `given` is made up, other rows included."""
    given = CHECKED.get(model._meta.label, dict)() | given
    values = {field.name: _invented(field) for field in model._meta.concrete_fields if _is_needed(field, given)}
    row = model(**values | given)
    row.save()
    return row


def _is_needed(field: Any, given: dict[str, Any]) -> bool:
    is_given = field.name in given or field.attname in given
    return not (is_given or field.null or field.has_default() or (field.primary_key and not field.remote_field))


def _invented(field: Any) -> Any:
    number = next(_numbers)
    if field.remote_field:
        return make_row(field.related_model)
    if field.choices:
        return field.choices[0][0]
    kinds: list[tuple[type, Any]] = [
        (StreamField, []),
        (models.FileField, ContentFile(b"x", f"{number}.txt")),
        (models.EmailField, f"row{number}@example.org"),
        (models.UUIDField, uuid.uuid4()),
        (models.BooleanField, False),
        (models.DateTimeField, NOW),
        (models.DateField, NOW.date()),
        (models.TimeField, NOW.time()),
        (models.DurationField, timedelta(minutes=number)),
        (models.JSONField, {"number": number}),
        (models.IntegerField, number % 30_000),
        (models.CharField, f"x{number}"[: getattr(field, "max_length", None) or 9]),
        (models.TextField, f"text {number}"),
    ]
    return next(value for kind, value in kinds if isinstance(field, kind))
