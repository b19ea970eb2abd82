"""The programme as a calendar (RFC 5545) that others subscribe to: stable UIDs, SEQUENCE, time zone, no alarms."""

import logging
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from sessions.programme.links import absolute, programme_url, session_url
from sessions.programme.rows import people_by_role
from sessions.programme.tree import Contribution, Programme, Session

from .base import Exporter

if TYPE_CHECKING:
    from icalendar import Calendar, Event, Timezone

logger = logging.getLogger(__name__)

REFRESH = timedelta(hours=1)
STATUS = {"confirmed": "CONFIRMED", "tentative": "TENTATIVE", "cancelled": "CANCELLED", "removed": "CANCELLED"}
_SPACE = re.compile(r"\s+")
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def export(programme: Programme, language: str) -> bytes:
    calendar = _calendar(programme.title, programme_url(programme), programme.timezone)
    return _filled(calendar, [programme])


def export_session(programme: Programme, session: Session) -> bytes:
    """The calendar of one session, to be added by hand."""
    return export(replace(programme, sessions=(session,)), programme.language)


def export_mine(programmes: Sequence[Programme], path: str) -> bytes:
    """The calendar of one person: of each programme the sessions that are theirs. `path` leads to their own page."""
    zones = {programme.timezone for programme in programmes}
    calendar = _calendar(_("My sessions"), path, zones.pop() if len(zones) == 1 else "")
    return _filled(calendar, programmes)


def _filled(calendar: "Calendar", programmes: Sequence[Programme]) -> bytes:
    for programme in programmes:
        for session in programme.sessions:
            try:
                calendar.add_component(_event(programme, session))
            except Exception:  # one session that cannot be told must not take the feed from everybody
                logger.exception("Session %s is left out of the calendar", session.id)
    _add_timezones(calendar, programmes)
    return calendar.to_ical()


def _calendar(name: str, path: str, zone: str) -> "Calendar":
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Rostrum//Programme//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", one_line(name))
    if zone:
        calendar.add("x-wr-timezone", zone)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add("url", absolute(path))
    return calendar


def _event(programme: Programme, session: Session) -> "Event":
    from icalendar import Event

    stamp = session.last_modified or programme.released_at or session.start
    event = Event()
    event.add("uid", f"{session.uid}@{settings.SITE_DOMAIN}")
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", session.sequence)
    event.add("dtstart", session.start)
    event.add("dtend", session.end)
    event.add("summary", _title(session))
    event.add("status", STATUS[session.status])
    event.add("transp", "TRANSPARENT" if session.is_cancelled else "OPAQUE")
    if place := _place(programme, session):
        event.add("location", place)
    if text := _description(session):
        event.add("description", text)
    if session.themes:
        event.add("categories", [one_line(theme.name) for theme in session.themes])
    event.add("url", absolute(session_url(programme, session.id)))
    return event


def _title(session: Session) -> str:
    title = f"{session.number}. {session.title}" if session.number else session.title
    title = one_line(title)
    return _("Cancelled: %(title)s") % {"title": title} if session.is_cancelled else title


def _place(programme: Programme, session: Session) -> str:
    parts = [session.room.label if session.room else "", programme.venue, programme.place]
    return one_line(", ".join(filter(None, parts)))


def _description(session: Session) -> str:
    paragraphs = [session.description, "\n".join(_roles(session)), "\n".join(map(_talk, session.contributions))]
    return clean("\n\n".join(filter(None, paragraphs)))


def _roles(session: Session) -> Iterable[str]:
    for label, people in people_by_role(session.roles):
        yield f"{label}: {', '.join(person.full_name for person in people)}"


def _talk(talk: Contribution) -> str:
    speakers = ", ".join(speaker.full_name for speaker in talk.speakers)
    return f"- {talk.title} ({speakers})" if speakers else f"- {talk.title}"


def _add_timezones(calendar: "Calendar", programmes: Sequence[Programme]) -> None:
    """One VTIMEZONE for each zone, for the years in question only: a rule for every year since 1970 helps nobody."""
    years: dict[str, list[int]] = {}
    for programme in programmes:
        years.setdefault(programme.timezone, []).extend(_years(programme))
    for name, found in sorted(years.items(), reverse=True):
        calendar.subcomponents.insert(0, _timezone(name, min(found) - 1, max(found) + 2))


def _years(programme: Programme) -> list[int]:
    years = [programme.start_date.year, programme.end_date.year]
    return years + [moment.year for session in programme.sessions for moment in (session.start, session.end)]


@lru_cache(maxsize=64)
def _timezone(name: str, first: int, last: int) -> "Timezone":
    from icalendar import Timezone

    return Timezone.from_tzid(name, first_date=date(first, 1, 1), last_date=date(last, 1, 1))


def clean(text: str) -> str:
    """`text` without control characters, which calendars choke on, but with its line breaks (one LF each)."""
    text = _BREAK.sub("\n", text).replace("\t", " ")
    return "".join(letter for letter in text if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cs"})


def one_line(text: str) -> str:
    return clean(_SPACE.sub(" ", text)).strip()


EXPORTER = Exporter("ics", "text/calendar; charset=utf-8", export, suffix="ics")
