"""Forms of the timetable. Times are those of the clock where the event is held; `starts` and `ends` are moments."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateformat import format as format_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event
from sessions.domain.times import moment
from sessions.kinds import KINDS
from sessions.models import Room, Session

DAY = timedelta(days=1)
SHORTEST, LONGEST = 1, 24 * 60  # minutes
ALONG = [("room", gettext_lazy("after it in its room")), ("day", gettext_lazy("after it on that day"))]


class ClockField(forms.TimeField):
    widget = forms.TimeInput({"type": "time"}, format="%H:%M")


class HoursForm(forms.Form):
    """A day, hours and a room of the event; `rooms` are all it has, by id. The end may be told by `minutes` instead."""

    day = forms.DateField(label=gettext_lazy("Day"))
    start = ClockField(label=gettext_lazy("Begins"))
    end = ClockField(label=gettext_lazy("Ends"), required=False)
    next_day = forms.BooleanField(label=gettext_lazy("past midnight, on the next day"), required=False)
    minutes = forms.IntegerField(required=False, min_value=SHORTEST, max_value=LONGEST, widget=forms.HiddenInput)
    room = forms.TypedChoiceField(label=gettext_lazy("Room"), required=False, empty_value=None)

    def __init__(self, *args: Any, event: Event, rooms: Mapping[int, Room], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        self.fields["room"].choices = [("", _("no room")), *((str(pk), str(room)) for pk, room in rooms.items())]
        self.fields["room"].coerce = lambda value: rooms[int(value)]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data |= {"starts": None, "ends": None}
        day, start, end = data.get("day"), data.get("start"), data.get("end")
        if day and start:
            data["starts"] = self.moment("start", day, start)
        if data["starts"] and end:
            if end <= start and not data.get("next_day"):
                self.add_error("end", _("The session ends before it begins. Does it go on past midnight? Then say so."))
            else:
                data["ends"] = self.moment("end", day + DAY if data.get("next_day") else day, end)
        elif data["starts"] and data.get("minutes"):
            data["ends"] = data["starts"] + timedelta(minutes=data["minutes"])
        return data

    def moment(self, name: str, day: date, clock: time) -> datetime | None:
        try:
            return moment(datetime.combine(day, clock), self.event.tz)
        except ValidationError as error:
            self.add_error(name, error)
            return None


class DragForm(HoursForm):
    follow = forms.ChoiceField(choices=[("", ""), *ALONG], required=False)


class PlacementForm(HoursForm):
    """The panel of one session, and of a new one. Without a day it is in the pool."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=250)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    status = forms.ChoiceField(label=gettext_lazy("Status"), choices=Session.Status.choices, required=False)
    field_order = ["title", "kind", "status", "day", "room", "start", "end", "next_day"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.slug, _kind_label(kind)) for kind in KINDS.values()]
        day = self.initial.get("day")
        self.fields["day"].widget = forms.Select(choices=_days(self.event, day))
        self.fields["day"].required = self.fields["start"].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("day") and not data.get("start") and "start" not in self.errors:
            self.add_error("start", _("Say when it begins, or choose “not in the timetable”."))
        return data


class NewForm(PlacementForm):
    """Without an end it gets the usual length of its kind, without a title the name of its kind."""

    field_order = ["kind", "title", "day", "room", "start", "end", "next_day"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["status"]
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Empty: the name of its kind.")
        self.fields["end"].help_text = _("Empty: the usual length of its kind.")


class LengthForm(forms.Form):
    minutes = forms.IntegerField(min_value=SHORTEST, max_value=LONGEST)
    follow = forms.ChoiceField(choices=[("", ""), *ALONG], required=False)


class ShiftForm(forms.Form):
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        min_value=-LONGEST,
        max_value=LONGEST,
        initial=15,
        help_text=gettext_lazy("Negative: earlier."),
        widget=forms.NumberInput({"step": 5}),
    )
    follow = forms.ChoiceField(label=gettext_lazy("With everything"), choices=ALONG, initial="day")


class SwapForm(forms.Form):
    other = forms.TypedChoiceField(label=gettext_lazy("Session"), coerce=int)

    def __init__(self, *args: Any, sessions: Mapping[int, str], **kwargs: Any) -> None:
        """`sessions` are those to choose from: id → words."""
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [("", _("Choose one")), *((str(pk), text) for pk, text in sessions.items())]


def initial_of(session: Session, event: Event) -> dict[str, Any]:
    initial = {"title": session.title, "kind": session.kind, "status": session.status, "room": session.room_id}
    if session.start and session.end:
        start, end = session.start.astimezone(event.tz), session.end.astimezone(event.tz)
        initial |= {
            "day": start.date(),
            "start": start.time(),
            "end": end.time(),
            "next_day": end.date() > start.date(),
        }
    return initial


def _kind_label(kind: Any) -> str:
    return _("%(kind)s, %(minutes)d min") % {"kind": capfirst(kind.label), "minutes": kind.minutes}


def _days(event: Event, chosen: Any) -> list[tuple[str, str]]:
    """The days of the event, one on either side, and the one chosen."""
    length = (event.end_date - event.start_date).days
    days = {event.start_date + DAY * offset for offset in range(-1, length + 2)}
    if isinstance(chosen, date):
        days.add(chosen)
    label = lambda day: format_date(day, "l, j F") + ("" if _is_within(event, day) else _(" (outside the event)"))
    return [("", _("not in the timetable")), *((day.isoformat(), label(day)) for day in sorted(days))]


def _is_within(event: Event, day: date) -> bool:
    return event.start_date <= day <= event.end_date
