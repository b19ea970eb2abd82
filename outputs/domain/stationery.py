"""What the letters and certificates of an event say, and how they are numbered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, Model
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain.changes import differences, words_of
from cms.models import Event
from outputs.editing.placeholders import IN_PATTERNS, filled, unknown
from participants.domain.text import check_fields, many_lines, one_line
from participants.models import Question, Stage, Stationery, User
from participants.permissions import may_issue_papers

LINES = (
    "organization", "place", "signatory_name", "signatory_title", "letter_pattern", "certificate_pattern",
)  # fmt: skip
TEXTS = ("address", "invitation_text", "visa_text")
PATTERNS = ("letter_pattern", "certificate_pattern")
FIELDS = (*LINES, *TEXTS, "sessions_percent")


def stationery_of(event: Event) -> Stationery:
    """As it is set for the event, else as it is by default; not saved."""
    return Stationery.objects.filter(event=event).first() or Stationery(event=event)


def visa_questions_of(event: Event) -> Any:
    """What was asked after approval, and so may be shown in a letter for a visa."""
    return Question.objects.filter(section__event=event, section__stage=Stage.FOLLOW_UP).order_by(
        "section__position", "position"
    )


def save_stationery(event: Event, *, by: User | None, data: Mapping[str, Any]) -> Stationery:
    """Writes those of FIELDS, and the `visa_questions`, that `data` holds.

    Raises PermissionDenied; ValidationError by field, also for placeholders that there are not.
    """
    if by is not None and not may_issue_papers(by, event):
        raise PermissionDenied
    with transaction.atomic():
        Event.objects.select_for_update().get(pk=event.pk)
        stationery = stationery_of(event)
        before = words_of(stationery, *FIELDS, event=event)
        _fill(stationery, data)
        check_fields(stationery, exclude=["event"])
        stationery.save()
        if "visa_questions" in data:
            stationery.visa_questions.set(data["visa_questions"])
        changes = differences(before, words_of(stationery, *FIELDS, event=event))
        log(instance=event, action="outputs.stationery", user=by, data={"changes": changes})
    return stationery


def _fill(stationery: Stationery, data: Mapping[str, Any]) -> None:
    for field in data.keys() & set(FIELDS):
        clean = one_line if field in LINES else many_lines if field in TEXTS else int
        setattr(stationery, field, clean(data[field]))
    errors = {field: _of_text(getattr(stationery, field)) for field in ("invitation_text", "visa_text")}
    errors |= {field: _of_pattern(getattr(stationery, field)) for field in PATTERNS}
    if stationery.sessions_percent > 100:
        errors["sessions_percent"] = _("At most 100.")
    if found := {field: error for field, error in errors.items() if error}:
        raise ValidationError(found)


def _of_text(text: str) -> str:
    if strange := unknown(text):
        return _("There is no placeholder %(names)s.") % {"names": ", ".join(f"{{{name}}}" for name in strange)}
    return ""


def _of_pattern(pattern: str) -> str:
    if "{number}" not in pattern or unknown(pattern, IN_PATTERNS):
        return _("It needs {number}, and may hold {event} and {year}.")
    return ""


def next_number(rows: type[Model], event: Event) -> int:
    """To be called under the lock of the event's row."""
    last = rows._default_manager.filter(event=event).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def numbered(pattern: str, event: Event, number: int) -> str:
    name = event.symbol or event.slug
    return filled(pattern, {"event": name, "year": str(timezone.now().year), "number": f"{number:04}"})[:120]
