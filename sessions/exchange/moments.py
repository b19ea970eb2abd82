"""When a session is, from the cells of its row: date, weekday, start and end, in the time zone of the event."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import values
from .state import Sitting, State
from .values import MOMENT, Bad

COLUMNS = ("date", "weekday", "start", "end")
LONGEST = timedelta(hours=24)
FAR = timedelta(days=31)
EVENING, MORNING = 17, 6


class When:
    """`start` and `end` are None where the row has no time; `problems` and `notes` say what is wrong, by column."""

    def __init__(self, cells: Mapping[str, str], state: State, before: Sitting | None) -> None:
        self.cells, self.state, self.before = cells, state, before
        self.zone = ZoneInfo(state.timezone)
        self.problems: dict[str, str] = {}
        self.notes: dict[str, str] = {}
        self.start: datetime | None = None
        self.end: datetime | None = None
        if any(self.text(column) for column in COLUMNS):
            self.read()

    @property
    def is_told(self) -> bool:
        """Whether the file says anything of times, if only by leaving a column empty."""
        return bool({"date", "start", "end"} & self.cells.keys())

    def text(self, column: str) -> str:
        return self.cells.get(column, "")

    def read(self) -> None:
        day = self.attempt("date", self.day)
        if day and self.text("weekday"):
            self.attempt("weekday", lambda: values.check_weekday(self.text("weekday"), day))
        self.start = self.attempt("start", lambda: self.moment("start", day))
        self.end = self.attempt("end", lambda: self.last(day))
        if self.start and self.end and not self.problems:
            self.attempt("end", self.check_length)
            self.attempt("date", self.check_days)

    def attempt(self, column: str, make):
        try:
            return make()
        except Bad as bad:
            self.problems.setdefault(column, bad.words)
        return None

    def day(self) -> date | None:
        said = self.text("date")
        if not said and (found := MOMENT.match(self.text("start"))):
            said = found[0]
        if said:
            return values.day_of(said, self.state.start_date, self.state.end_date)
        if "date" not in self.cells and self.before and self.before.start:
            return self.before.start.date()
        raise Bad(_("A session with a time needs a date."))

    def moment(self, column: str, day: date | None) -> datetime | None:
        said = self.text(column)
        if not said:
            raise Bad(_("A session has both a beginning and an end, or neither yet."))
        if MOMENT.match(said):
            return self.whole(said, column)
        since_midnight = values.clock(said)
        return self.placed(values.at(day, since_midnight), column) if day else None

    def whole(self, said: str, column: str) -> datetime:
        try:
            moment = datetime.fromisoformat(said)
        except ValueError:
            raise Bad(_("This is no time. Write it like 09:30.")) from None
        return moment.astimezone(self.zone) if moment.tzinfo else self.placed(moment, column)

    def placed(self, wall: datetime, column: str) -> datetime:
        """Where clocks go forward, an hour does not exist; where they go back, the first of two is taken."""
        moment = wall.replace(tzinfo=self.zone)
        facts = {"time": wall.strftime("%H:%M"), "date": date_format(wall, "j F Y"), "zone": self.state.timezone}
        if moment.astimezone(UTC).astimezone(self.zone).replace(tzinfo=None) != wall:
            raise Bad(_("On %(date)s there is no %(time)s in %(zone)s: the clocks go forward.") % facts)
        if moment.utcoffset() != moment.replace(fold=1).utcoffset():
            self.notes[column] = _("On %(date)s the clocks show %(time)s twice; the first is taken.") % facts
        return moment

    def last(self, day: date | None) -> datetime | None:
        """An end in the small hours after an evening is on the next day."""
        end = self.moment("end", day)
        said = self.text("end")
        if not (self.start and end) or MOMENT.match(said) or end > self.start:
            return end
        if self.start.hour >= EVENING and end.hour <= MORNING and end.hour < self.start.hour:
            self.notes["end"] = _("Ends on the next day.")
            return self.placed(end.replace(tzinfo=None) + timedelta(days=1), "end")
        return end

    def check_length(self) -> None:
        start, end = self.start.astimezone(UTC), self.end.astimezone(UTC)
        if end <= start:
            raise Bad(_("The session ends before it begins."))
        if end - start > LONGEST:
            raise Bad(_("This is longer than a day: make a session for each day."))

    def check_days(self) -> None:
        day, first, last = self.start.date(), self.state.start_date, self.state.end_date
        if first <= day <= last or (self.before and same(self.before.start, self.start)):
            return
        facts = {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y")}
        if not first - FAR <= day <= last + FAR:
            raise Bad(_("This is far from the days of the event, %(first)s to %(last)s.") % facts)
        self.notes["date"] = _("Outside the days of the event, %(first)s to %(last)s.") % facts


def same(one: datetime | None, other: datetime | None) -> bool:
    """Whether they are the same moment: in one zone, Python compares what the clock shows."""
    return (one and one.astimezone(UTC)) == (other and other.astimezone(UTC))
