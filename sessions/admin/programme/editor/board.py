"""The grid as the template takes it: days, in each the columns of its rooms, and the pool."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from cms.models import Event
from sessions.models import Room

from .blocks import blocks_of, rows_of


def board_of(event: Event) -> dict[str, Any]:
    rooms = list(event.rooms.all())
    rows = list(rows_of(event))
    blocks = blocks_of(rows, event.tz)
    cells: dict[Any, list[str]] = defaultdict(list)
    for row in rows:
        day = row.start and row.start.astimezone(event.tz).date()
        cells[(day, row.room_id) if day else None].append(blocks[row.pk])
    pool = cells.pop(None, [])
    days = [_day(day, rooms, cells, event) for day in _days(event, {day for day, _room in cells})]
    return {"days": days, "pool": mark_safe("".join(pool)), "rooms": rooms, "count": len(rows)}  # noqa: S308


def _days(event: Event, others: set[date]) -> list[date]:
    length = (event.end_date - event.start_date).days
    return sorted({event.start_date + timedelta(days=n) for n in range(length + 1)} | others)


def _day(day: date, rooms: list[Room], cells: Any, event: Event) -> dict[str, Any]:
    columns = [{"id": room.pk, "name": room.name, "note": _note(room)} for room in rooms]
    columns.append({"id": "", "name": _("No room") if rooms else _("Sessions"), "note": ""})
    for column in columns:
        column["blocks"] = mark_safe("".join(cells.get((day, column["id"] or None), ())))  # noqa: S308
    return {"date": day, "is_outside": not event.start_date <= day <= event.end_date, "columns": columns}


def _note(room: Room) -> str:
    return _("%(seats)d seats") % {"seats": room.capacity} if room.capacity else ""
