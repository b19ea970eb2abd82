"""What was done to a session, in words: for the buttons that undo it, for colleagues, for the log."""

from typing import Any

from django.utils.dateformat import format as format_date
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.models import Event
from sessions.models import Room, Session

from .draft import unplain

MOMENT = "l H:i"


def name_of(session: Session) -> str:
    """Short, as it stands in a sentence: Session IV, or the title in quotation marks."""
    return session.label or _("“%(title)s”") % {"title": Truncator(session.title).chars(40)}


def describe(session: Session, event: Event, *, was: dict[str, Any], room: Room | None) -> str:
    """One sentence on a session that is changed now, where it `was` otherwise; `room` is the one it is in now."""
    words = {"name": name_of(session), "room": room, **_hours(session, event)}
    if "start" in was and session.start is None:
        return _("%(name)s taken out of the timetable") % words
    if "start" in was and "room_id" in was and room:
        return _("%(name)s moved to %(start)s, %(room)s") % words
    if "start" in was and unplain("start", was["start"]) is None:
        return _("%(name)s placed on %(start)s") % words
    if "start" in was:
        return _("%(name)s moved to %(start)s") % words
    if "room_id" in was:
        return (_("%(name)s moved to %(room)s") if room else _("%(name)s has no room")) % words
    if "end" in was:
        return _("%(name)s ends at %(end)s") % words
    return _describe_standing(session, was) % words


def _describe_standing(session: Session, was: dict[str, Any]) -> str:
    if "status" not in was:
        return _("%(name)s changed")
    if session.status == Session.Status.CANCELLED:
        return _("%(name)s cancelled")
    if was["status"] == Session.Status.CANCELLED:
        return _("%(name)s takes place after all")
    if session.status == Session.Status.CONFIRMED:
        return _("%(name)s confirmed")
    return _("%(name)s to be confirmed")


def _hours(session: Session, event: Event) -> dict[str, str]:
    if not (session.start and session.end):
        return {"start": "", "end": ""}
    start, end = session.start.astimezone(event.tz), session.end.astimezone(event.tz)
    return {"start": format_date(start, MOMENT), "end": format_date(end, "H:i")}


def with_followers(label: str, count: int) -> str:
    """The same with how many others moved along."""
    if not count:
        return label
    text = ngettext("%(what)s, and %(count)d session after it", "%(what)s, and %(count)d sessions after it", count)
    return text % {"what": label, "count": count}


def place_of(session: Session, event: Event, room: Room | None) -> str:
    """Where a session stands now, as it is read out: "Session IV, Tuesday 10:00 to 11:30, Room 2."."""
    name = session.label or session.title
    if not (session.start and session.end):
        return _("%(session)s, not in the timetable.") % {"session": name}
    words = {"session": name, "room": room, **_hours(session, event)}
    text = _("%(session)s, %(start)s to %(end)s, %(room)s.") if room else _("%(session)s, %(start)s to %(end)s.")
    return text % words
