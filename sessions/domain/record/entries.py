"""Entries of the record: added, changed, taken out and put back, moved."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from participants.models import User
from sessions.models import RecordEntry, Session

from .writing import Captured, Conflict, next_position, opened, rewrite, said, write

ENTRY_FIELDS = frozenset({"kind", "text", "consensus", "contribution", "speaker", "institution", "objective", "unread"})


def capture_entry(session: Session, *, by: User | None, data: Mapping[str, Any], reason: str = "") -> RecordEntry:
    """Adds an entry at the end. `data` holds ENTRY_FIELDS and "themes".

    Raises PermissionDenied; ValidationError by field, "reason" where the record is cleared and none is given.
    """
    with transaction.atomic():
        session = opened(session, by=by, reason=reason)
        entry = RecordEntry(session=session, created_by=by, updated_by=by, position=next_position(session.entries))
        write(entry, data, fields=ENTRY_FIELDS)
        log(instance=session, action="sessions.capture_entry", user=by, data=said(entry, reason))
    return entry


def change_entry(
    entry: RecordEntry, *, by: User | None, data: Mapping[str, Any], revision: int, reason: str = ""
) -> RecordEntry:
    """Writes what `data` holds, made from `revision`. Raises as `capture_entry`, and Conflict."""
    with transaction.atomic():
        session = opened(entry.session, by=by, reason=reason)
        entry = RecordEntry.with_removed.select_for_update().get(pk=entry.pk)
        if entry.revision != revision or entry.removed_at:
            raise Conflict(entry)
        before = entry.text
        rewrite(entry, data, by=by, fields=ENTRY_FIELDS)
        log(instance=session, action="sessions.change_entry", user=by, data=said(entry, reason, before=before))
    return entry


def remove_entry(entry: RecordEntry, *, by: User | None, reason: str = "") -> None:
    """Takes the entry out of the record; `restore_entry` puts it back. Raises as `capture_entry`."""
    _set_removed(entry, by=by, at=timezone.now(), action="sessions.remove_entry", reason=reason)


def restore_entry(entry: RecordEntry, *, by: User | None, reason: str = "") -> None:
    """Puts a removed entry back in its place. Raises as `capture_entry`."""
    _set_removed(entry, by=by, at=None, action="sessions.restore_entry", reason=reason)


def _set_removed(entry: RecordEntry, *, by: User | None, at: Any, action: str, reason: str) -> None:
    with transaction.atomic():
        session = opened(entry.session, by=by, reason=reason)
        entry = RecordEntry.with_removed.select_for_update().get(pk=entry.pk)
        entry.removed_at, entry.updated_by = at, by
        entry.revision += 1
        entry.save(update_fields=["removed_at", "updated_by", "revision", "updated_at"])
        log(instance=session, action=action, user=by, data=said(entry, reason))


def move(subject: Captured, *, by: User | None, step: int, reason: str = "") -> None:
    """Exchanges an entry or a recommendation with its neighbour: `step` is -1 (up) or 1 (down); none at either end.

    Raises as `capture_entry`.
    """
    if subject.session is None:
        return
    with transaction.atomic():
        opened(subject.session, by=by, reason=reason)
        model = type(subject)
        rows = list(model._default_manager.filter(session=subject.session_id).order_by("position", "pk"))
        place = next((index for index, row in enumerate(rows) if row.pk == subject.pk), -1)
        if place < 0 or not 0 <= place + step < len(rows):
            return
        rows[place], rows[place + step] = rows[place + step], rows[place]
        for position, row in enumerate(rows):
            row.position = position
        model._default_manager.bulk_update(rows, ["position"])
