"""When and where the meeting is held; what is not known yet is to be confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event, Venue
from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.tree import Paragraph
from outputs.tree.text import paragraphs
from outputs.words import wording
from sessions.programme.tree import Programme


class DateAndVenueBlock(LiveBlock):
    name = "date_and_venue"

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        event = context.reading.event
        when = wording.joined(_dates(event), _beginning(context.reading.working_programme))
        access = paragraphs(event.venue.access_note) if event.venue else []
        for number, text in enumerate([when, wording.joined(*_venue(event.venue)), *access], 1):
            yield Paragraph(context.id(number), text_inlines(text))

    class Meta:
        icon = "calendar"
        label = gettext_lazy("Date and venue")
        group = gettext_lazy("From the event")


def _dates(event: Event) -> str:
    words = {"meeting": wording.meeting(event), "days": wording.days(event.start_date, event.end_date)}
    if event.venue:
        return _("%(meeting)s will be held in %(place)s, %(days)s.") % (words | {"place": event.venue.place})
    return _("%(meeting)s will be held %(days)s.") % words


def _beginning(programme: Programme) -> str:
    first = next((one for one in programme.shown if not one.is_cancelled), None)
    if first is None:
        return ""
    words = {"day": wording.day_heading(first.start.date()), "time": first.start.strftime("%H:%M")}
    text = _("It will begin on %(day)s, at %(time)s. Times are those of the time zone %(zone)s.")
    return text % (words | {"zone": programme.timezone})


def _venue(venue: Venue | None) -> Iterator[str]:
    if venue is None or not venue.name:
        yield _("The venue is to be confirmed.")
    if venue is None:
        return
    open_room = _("room to be confirmed")
    where = ", ".join(filter(None, [venue.name, venue.building, venue.floor, venue.room or open_room]))
    if venue.name:
        yield _("The venue is: %(venue)s.") % {"venue": where}
    if venue.address:
        yield _("The address is: %(address)s.") % {"address": ", ".join(venue.address.split("\n")).replace("\r", "")}


BLOCK = DateAndVenueBlock
