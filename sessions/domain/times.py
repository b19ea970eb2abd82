"""When a session may take place, and what is worth telling about its hours."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from cms.models import Event
from sessions.models import Session

FAR = timedelta(days=366)
LONGEST = timedelta(hours=24)


def moment(local: datetime, tz: ZoneInfo) -> datetime:
    """The moment, in UTC, at which clocks in `tz` show `local`, which has no zone; the first of two such moments.

    Raises ValidationError where clocks leave it out. (Python compares and subtracts wisely only in UTC.)
    """
    try:
        found = local.replace(tzinfo=tz, fold=0).astimezone(UTC)
    except OverflowError:
        raise ValidationError(_("This is more than a year away from the event.")) from None
    if found.astimezone(tz).replace(tzinfo=None, fold=0) != local.replace(fold=0):
        text = _("%(time)s does not exist on that day in %(zone)s: clocks are put forward then.")
        raise ValidationError(text % {"time": format_date(local, "H:i"), "zone": tz.key})
    return found


def check_times(event: Event, start: datetime | None, end: datetime | None) -> None:
    """Raises ValidationError by field where these are no times of a session of `event`; being early or late is none."""
    if start is None and end is None:
        return
    if start is None or end is None:
        raise ValidationError({"end": _("A session has both a beginning and an end, or neither yet.")})
    for name, value in (("start", start), ("end", end)):
        if is_far(event, value.astimezone(event.tz).date()):
            raise ValidationError({name: _("This is more than a year away from the event.")})
    if end <= start:
        raise ValidationError({"end": _("The session ends before it begins.")})
    if end - start > LONGEST:
        raise ValidationError({"end": _("This is longer than a day: make a session for each day.")})


def is_far(event: Event, day: date) -> bool:
    return event.start_date - day > FAR or day - event.end_date > FAR


def is_ambiguous(value: datetime, tz: ZoneInfo) -> bool:
    """Whether clocks in `tz` show the time of `value` twice, since they are put back."""
    local = value.astimezone(tz)
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def notes_on(session: Session, event: Event) -> list[str]:
    """What the person should know who has just chosen the hours of `session`; nothing of it is wrong."""
    if not (session.start and session.end):
        return []
    start, end = session.start.astimezone(event.tz), session.end.astimezone(event.tz)
    notes = []
    if end.date() > start.date() and (end.hour, end.minute) != (0, 0):
        notes.append(_("It goes on past midnight, to %(time)s.") % {"time": format_date(end, "l H:i")})
    for value in (start, end):
        if is_ambiguous(value, event.tz):
            text = _("Clocks are put back: %(time)s comes twice on that day, and the first is meant.")
            notes.append(text % {"time": format_date(value, "H:i")})
    return notes
