"""What a change changed, in words, for the history of an event: names and times, never ids.

A function of the domain takes `words_of` a row before and after, and logs their `differences`:

    log(instance=row, action="app.verb", user=by, data={"changes": differences(before, after)})

Words are in the event's language and times in its zone; they are kept as they are written, whatever becomes of the row.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any

from django.conf.locale import LANG_INFO
from django.contrib.contenttypes.models import ContentType
from django.db.models import Manager, Model, QuerySet
from django.utils import timezone, translation
from django.utils.formats import date_format, time_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.log_actions import registry

from cms.models import Event, EventLogEntry
from cms.models.log import words_in
from cms.wording import yes_or_no

Words = dict[str, str]
#: Name of a field, and what it was and is; [None, None] where only that it changed may be told.
Changes = dict[str, list[str | None]]

HIDDEN: list[str | None] = [None, None]
LONGEST = 2000
LANGUAGES = frozenset({"language", "languages", "working_languages", "interpretation"})


def words_of(row: Any, *names: str, event: Event) -> Words:
    """The fields `names` of `row` in words. Related rows are read, so select them beforehand."""
    with translation.override(event.language), timezone.override(event.tz):
        return {name: _field(row, name) for name in names}


def in_words(value: Any, event: Event) -> str:
    """One value, or several with commas between them; empty for none."""
    with translation.override(event.language), timezone.override(event.tz):
        return _said(value)


def differences(old: Mapping[str, str], new: Mapping[str, str]) -> Changes:
    """What stands in `new` otherwise than in `old`, by name; what one of them does not have was or is nothing."""
    names = dict.fromkeys([*old, *new])
    return {name: [old.get(name, ""), new.get(name, "")] for name in names if old.get(name, "") != new.get(name, "")}


def log_each(
    rows: Iterable[tuple[Model, Changes]],
    *,
    event: Event,
    action: str,
    by: Any,
    data: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """One entry in the log of `event` for each changed row, all in one statement; `data` is what they share."""
    registry.scan_for_actions()
    told = ((row, {**data, "changes": changes}) for row, changes in rows)
    EventLogEntry.objects.bulk_create(_entry(row, each, event, action, by) for row, each in told)


def _entry(row: Model, data: dict[str, Any], event: Event, action: str, by: Any) -> EventLogEntry:
    title = str(row)
    return EventLogEntry(
        event=event,
        content_type=ContentType.objects.get_for_model(row, for_concrete_model=False),
        object_id=str(row.pk),
        label=title,
        action=action,
        data=data,
        timestamp=timezone.now(),
        user=by,
        user_name=str(by or "")[:150],
        words=words_in(title, by, data),
    )


def _field(row: Any, name: str) -> str:
    if display := getattr(row, f"get_{name}_display", None):
        return str(display())
    value = getattr(row, name)
    if name in LANGUAGES:
        value = [_language(code) for code in ([value] if isinstance(value, str) else value)]
    return _said(value)


def _language(code: str) -> str:
    name = LANG_INFO.get(code, {}).get("name")
    return _(name) if name else code


def _said(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return yes_or_no(value)
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, time):
        return time_format(value, "H:i")
    if isinstance(value, Manager):
        value = value.all()
    if isinstance(value, QuerySet | Sequence) and not isinstance(value, str):
        return ", ".join(_said(one) for one in value)
    return Truncator(str(value)).chars(LONGEST)
