"""A sign for each room and day, with its sessions in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.tree import Sign, SignLine, Signs
from outputs.words import wording
from sessions.programme import tree as released


class DoorSignsBlock(LiveBlock):
    name = "door_signs"
    is_text = False
    is_offered = False

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        found: dict[released.Room, list[tuple[released.Day, list[released.Session]]]] = {}
        for day in context.reading.working_programme.days:
            for room in dict.fromkeys(session.room for session in day.sessions if session.room):
                here = [session for session in day.sessions if session.room == room]
                found.setdefault(room, []).append((day, here))
        signs = (_sign(room, day, here, context) for room, days in found.items() for day, here in days)
        if found:
            yield Signs(context.id("signs"), context.reading.event.name, tuple(signs))

    class Meta:
        icon = "home"
        label = gettext_lazy("Door signs")


def _sign(room: released.Room, day: released.Day, sessions: list[released.Session], context: Context) -> Sign:
    place = ", ".join(filter(None, [room.floor, room.building]))
    date = day.date.isoformat()
    lines = tuple(_line(session) for session in sessions)
    return Sign(context.id(date, room.id), room.name, place, date, wording.day_heading(day.date), lines)


def _line(session: released.Session) -> SignLine:
    label = _("Session %(number)s") % {"number": session.number} if session.number else ""
    start, end = session.start.strftime("%H:%M"), session.end.strftime("%H:%M")
    return SignLine(start, end, session.title, label, session.is_cancelled)


BLOCK = DoorSignsBlock
