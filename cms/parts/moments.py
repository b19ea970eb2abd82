"""Moments of an event told by the day, counted from its first (0), and the time on the clocks of its place."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TypedDict

from cms.models import Event


class Moment(TypedDict):
    day: int
    time: str


def relative(moment: datetime, event: Event) -> Moment:
    local = moment.astimezone(event.tz)
    return {"day": (local.date() - event.start_date).days, "time": f"{local:%H:%M}"}


def absolute(moment: Moment, event: Event) -> datetime:
    """In UTC. A time that the clocks leave out in spring is the moment an hour later."""
    return datetime.combine(day_of(moment["day"], event), time.fromisoformat(moment["time"]), event.tz).astimezone(UTC)


def day_of(day: int, event: Event) -> date:
    return event.start_date + timedelta(days=day)


def minutes_between(start: datetime, end: datetime, event: Event) -> int:
    """As the clocks of the place show it, so that a night in which they change is as long as any other."""
    wall = end.astimezone(event.tz).replace(tzinfo=None) - start.astimezone(event.tz).replace(tzinfo=None)
    return int(wall.total_seconds() // 60)


def end_of(start: Moment, minutes: int, event: Event) -> datetime:
    """In UTC, so many minutes later on the clocks of the place; never before `start`."""
    wall = datetime.combine(day_of(start["day"], event), time.fromisoformat(start["time"])) + timedelta(minutes=minutes)
    end, begin = wall.replace(tzinfo=event.tz).astimezone(UTC), absolute(start, event)
    return end if end > begin else begin + timedelta(minutes=minutes)
