"""Reads the stored outline of a release: what is on now, and the day to show on the event's page."""

import json
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from cms.models import Event
from sessions.kinds import KINDS

from .tree import CANCELLED


def read(content: bytes) -> list[dict[str, Any]]:
    """The rows in the order of time, their `start` and `end` as datetimes with the offset of the event's zone."""
    rows = json.loads(content)
    for row in rows:
        row |= {"start": datetime.fromisoformat(row["start"]), "end": datetime.fromisoformat(row["end"])}
    return rows


def now_and_next(content: bytes, at: datetime) -> dict[str, list[dict[str, Any]]]:
    """The sessions on at `at`, and those that begin next on the same day; without breaks and cancelled ones."""
    rows = [row for row in read(content) if row["status"] != CANCELLED and not KINDS[row["kind"]].is_pause]
    here = [row for row in rows if row["start"] <= at < row["end"]]
    later = [
        row for row in rows if row["start"] > at and row["start"].date() == at.astimezone(row["start"].tzinfo).date()
    ]
    return {"here": here, "later": [row for row in later if row["start"] == later[0]["start"]]}


def day_to_show(content: bytes, event: Event, today: date) -> dict[str, Any]:
    """Today's sessions while the event is on, else those of its first day; without breaks."""
    rows = [_marked(row) for row in read(content) if not KINDS[row["kind"]].is_pause]
    days = sorted({row["start"].date() for row in rows})
    day = today if today in days else next(iter(days), event.start_date)
    return {"date": day, "is_today": day == today, "days": len(days), "rows": _on(rows, day)}


def _on(rows: list[dict[str, Any]], day: date) -> list[dict[str, Any]]:
    return [row for row in rows if row["start"].date() == day]


def _marked(row: dict[str, Any]) -> dict[str, Any]:
    cancelled = row["status"] == CANCELLED
    return row | {"state": "cancelled" if cancelled else "", "state_label": _("Cancelled") if cancelled else ""}
