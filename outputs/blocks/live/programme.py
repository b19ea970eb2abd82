"""The programme as a timetable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.tree import Programme, ProgrammeDay, ProgrammeEntry
from outputs.words import wording
from sessions.kinds import KINDS
from sessions.models import SessionRole
from sessions.programme import tree as released

Role = SessionRole.Role
SHOWN_WITH = (Role.CHAIR, Role.MODERATOR, Role.PANELLIST)


class ProgrammeBlock(LiveBlock):
    name = "programme"

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        if context.reading.programme.days:
            yield timetable(context.reading.programme, context)

    class Meta:
        icon = "calendar-alt"
        label = gettext_lazy("Programme")
        group = gettext_lazy("From the record")


def timetable(programme: released.Programme, context: Context) -> Programme:
    days = tuple(
        ProgrammeDay(
            day.date.isoformat(),
            wording.day_heading(day.date),
            tuple(entry_of(one, day, programme, context) for one in day.sessions),
        )
        for day in programme.days
    )
    return Programme(context.id("timetable"), days, programme.timezone)


def entry_of(
    session: released.Session, day: released.Day, programme: released.Programme, context: Context
) -> ProgrammeEntry:
    return ProgrammeEntry(
        id=context.id(day.date.isoformat(), session.id),
        start=session.start.strftime("%H:%M"),
        end=session.end.strftime("%H:%M"),
        title=session.title,
        label=_("Session %(number)s") % {"number": session.number} if session.number else "",
        kind=_kind(session),
        room=session.room.label if session.room else "",
        people=tuple(_people(session)),
        is_break=KINDS[session.kind].is_pause,
        cancelled=session.is_cancelled,
        url=reverse("sessions:session", args=[programme.slug, session.id]),
    )


def _kind(session: released.Session) -> str:
    """Said unless the number or the title says it already."""
    label = capfirst(str(KINDS[session.kind].label))
    return "" if session.number or label.casefold() in session.title.casefold() else label


def _people(session: released.Session) -> Iterator[str]:
    for role in session.roles:
        if role.role in SHOWN_WITH:
            yield _("%(name)s (%(role)s)") % {"name": role.person.full_name, "role": Role(role.role).label}
    for talk in session.contributions:
        names = ", ".join(person.full_name for person in talk.speakers)
        yield _("“%(title)s” – %(names)s") % {"title": talk.title, "names": names} if names else talk.title


BLOCK = ProgrammeBlock
