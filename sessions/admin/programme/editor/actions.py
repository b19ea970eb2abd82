"""The actions of the editor: what is sent, read by a form, given to one function of the domain each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.utils.translation import gettext as _

from cms.models import Event
from cms.numbers import key_of, whole_number
from sessions.domain import history, schedule
from sessions.domain.draft import Outcome
from sessions.forms.schedule import DragForm, LengthForm, NewForm, PlacementForm, ShiftForm, SwapForm
from sessions.models import Room, Session


class Invalid(Exception):
    """`form` says what is wrong."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form


@dataclass(frozen=True)
class Call:
    """What somebody wants done; `seen` are the versions of sessions on their screen."""

    event: Event
    by: Any
    data: Any
    session: Session | None = None

    @cached_property
    def rooms(self) -> dict[int, Room]:
        return self.event.rooms.in_bulk()

    @property
    def seen(self) -> dict[int, int]:
        pairs = (pair.partition(":") for pair in self.data.get("seen", "").split()[:5000])
        read = ((key_of(pk), whole_number(version)) for pk, _colon, version in pairs)
        return {pk: version for pk, version in read if pk and version is not None}

    @property
    def whom(self) -> dict[str, Any]:
        return {"by": self.by, "seen": self.seen}

    def hours(self, kind: type[Form]) -> dict[str, Any]:
        return _valid(kind(self.data, event=self.event, rooms=self.rooms))


def _valid(form: Form) -> dict[str, Any]:
    if not form.is_valid():
        raise Invalid(form)
    return form.cleaned_data


def place(call: Call) -> Outcome:
    data = call.hours(DragForm)
    where = {"start": data["starts"], "end": data["ends"], "room": data["room"], "follow": data["follow"]}
    return schedule.place_session(call.session, **where, **call.whom)


def resize(call: Call) -> Outcome:
    data = _valid(LengthForm(call.data))
    if not call.session.start:
        raise ValidationError({"minutes": _("This session is not in the timetable yet.")})
    end = call.session.start + timedelta(minutes=data["minutes"])
    return schedule.resize_session(call.session, end=end, follow=data["follow"], **call.whom)


def change(call: Call) -> Outcome:
    """What the panel says, as a whole."""
    data = call.hours(PlacementForm)
    start, end = data["starts"], data["ends"]
    if start and not end:
        end = start + schedule.length_of(call.session)
    values = {"title": data["title"], "kind": data["kind"], "status": data["status"] or call.session.status}
    return schedule.change_session(call.session, **values, start=start, end=end, room=data["room"], **call.whom)


def add(call: Call) -> Outcome:
    data = call.hours(NewForm)
    hours = {"start": data["starts"], "end": data["ends"], "room": data["room"]}
    return schedule.add_session(call.event, by=call.by, kind=data["kind"], title=data["title"], **hours)


def shift(call: Call) -> Outcome:
    data = _valid(ShiftForm(call.data))
    return schedule.shift_from(call.session, minutes=data["minutes"], follow=data["follow"], **call.whom)


def swap(call: Call) -> Outcome:
    others = Session.objects.filter(event=call.event).in_bulk()
    data = _valid(SwapForm(call.data, sessions=others))
    return schedule.swap_sessions(call.session, others[data["other"]], **call.whom)


Action = Callable[[Call], Outcome]
OF_SESSION: dict[str, Action] = {
    "place": place,
    "resize": resize,
    "change": change,
    "shift": shift,
    "swap": swap,
    "unschedule": lambda call: schedule.unschedule_session(call.session, **call.whom),
    "duplicate": lambda call: schedule.duplicate_session(call.session, by=call.by),
    "cancel": lambda call: schedule.cancel_session(call.session, **call.whom),
    "restore": lambda call: schedule.restore_session(call.session, **call.whom),
    "delete": lambda call: schedule.remove_session(call.session, **call.whom),
}
OF_EVENT: dict[str, Action] = {
    "add": add,
    "undo": lambda call: history.undo_change(call.event, by=call.by),
    "redo": lambda call: history.redo_change(call.event, by=call.by),
}
