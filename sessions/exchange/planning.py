"""Compares a document with the programme as it stands. Writes nothing."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _

from cms.models import Event

from . import moments
from .crowd import Crowd
from .document import ROOM, SESSION, TALK, Document, Row
from .fields import LENIENT, REFERENCE, SESSION_FIELDS, TALK_FIELDS, Context, Field, Unknown
from .matching import Match, Matcher, pair_talks, plain
from .plan import BAD, Change, Plan, Planned, PlannedRoom, PlannedSession
from .read import state_of
from .state import Place, Sitting, State, Talk
from .values import Bad, number
from .words import FAULTS


def plan_of(document: Document, event: Event, choices: dict[str, str]) -> Plan:
    return _Planner(document, event, choices).plan()


class _Planner:
    def __init__(self, document: Document, event: Event, choices: dict[str, str]) -> None:
        self.document = document
        self.state = state_of(event)
        self.crowd = Crowd(document, self.state, event, choices)
        self.context = Context(self.state, self.crowd, {room.name: room for room in self.state.rooms})
        self.matcher = Matcher(document, self.state)
        self.below: dict[int, list[Row]] = defaultdict(list)

    def plan(self) -> Plan:
        rooms = [self.room(row) for row in self.document.rows if row.type == ROOM]
        sessions = [self.session(row) for row in self.document.rows if row.type == SESSION]
        strays = self.spread_talks(sessions)
        for session in sessions:
            self.talks(session, self.below[id(session)])
        met = {each.before.uid for each in sessions if each.before}
        absent = sum(each.uid not in met for each in self.state.sittings)
        return Plan(self.state, self.crowd, sessions, strays, rooms + self.new_rooms(sessions, rooms), absent)

    # --- Sessions ---

    def session(self, row: Row) -> PlannedSession:
        planned = PlannedSession(row, row.cells.get("title", ""))
        _tell_faults(planned)
        before = self.matcher.by_uid.get(row.cells.get("uid", ""))
        when = moments.When(row.cells, self.state, before)
        match = self.match(planned, when)
        planned.before, planned.is_new = match.sitting, match.sitting is None
        planned.after = match.sitting.copy() if match.sitting else Sitting(uid=match.uid)
        self.set_moments(planned, when)
        for key, field_ in SESSION_FIELDS.items():
            if key in row.cells and not (key == "number" and self.state.is_numbered):
                self.set(planned, planned.after, key, field_)
        self.set_reference(planned, planned.after)
        if planned.is_new and "title" not in row.cells:
            planned.say("title", _("This is needed."))
        return planned

    def match(self, planned: PlannedSession, when: moments.When) -> Match:
        try:
            return self.matcher.find(planned.row, when.start, when.start and when.start.date())
        except Bad as bad:
            planned.say("uid" if planned.row.cells.get("uid") else "title", bad.words)
            return Match()

    def set_moments(self, planned: PlannedSession, when: moments.When) -> None:
        for column, words in when.problems.items():
            planned.say(column, words)
        for column, words in when.notes.items():
            planned.say(column, words, as_note=True)
        if when.is_told and not when.problems:
            old, new = said_when(planned.after), said_when(Sitting(start=when.start, end=when.end))
            if not (moments.same(planned.after.start, when.start) and moments.same(planned.after.end, when.end)):
                planned.changes.append(Change("time", _("time"), old, new))
                planned.after.start, planned.after.end = when.start, when.end

    def set(self, planned: Planned, subject: Any, key: str, field_: Field) -> None:
        """One field of a session or contribution, from its cell."""
        try:
            value = field_.parse(planned.row.cells[key], self.context, subject)
        except Unknown as unknown:
            planned.say(key, unknown.words, as_note=key in LENIENT)
            return
        except Bad as bad:
            planned.say(key, bad.words)
            return
        old = field_.get(subject, self.state)
        if _differ(old, value, key):
            words = field_.show(old, self.state), field_.show(value, self.state)
            planned.changes.append(Change(key, str(field_.label), *words))
            field_.put(subject, value)

    def set_reference(self, planned: Planned, subject: Sitting | Talk) -> None:
        """Taken over once; never cleared."""
        reference = planned.row.cells.get("external_ref", "")[:REFERENCE]
        if reference and reference != subject.external_ref:
            label = _("reference elsewhere")
            planned.changes.append(Change("external_ref", label, subject.external_ref, reference))
            subject.external_ref = reference

    # --- Contributions ---

    def spread_talks(self, sessions: list[PlannedSession]) -> list[Planned]:
        """Gives each contribution to its session; those whose session is not found."""
        find = _Sessions(sessions, self.state, self.matcher)
        above: PlannedSession | None = None
        by_row = {id(each.row): each for each in sessions}
        strays = []
        for row in self.document.rows:
            above = by_row.get(id(row), above)
            if row.type == TALK:
                said = row.cells.get("session", "")
                try:
                    self.below[id(find.of(said) if said else find.above(above))].append(row)
                except Bad as bad:
                    strays.append(Planned(row, row.cells.get("title", "")))
                    strays[-1].say("session", bad.words)
        return strays

    def talks(self, session: PlannedSession, rows: list[Row]) -> None:
        known = session.after.talks
        named = [(row.cells.get("external_ref", ""), row.cells.get("title", "")) for row in rows]
        order: list[Talk] = []
        for row, talk in zip(rows, pair_talks(named, known), strict=True):
            planned = Planned(row, row.cells.get("title", ""), is_new=talk is None)
            subject = talk or Talk("")
            self.talk(planned, subject, session)
            session.talks.append(planned)
            if not planned.problems or talk:
                order.append(subject)
        self.order(session, _in_order(order, known))

    def order(self, session: PlannedSession, talks: list[Talk]) -> None:
        old, new = ([talk.title for talk in each if talk.id] for each in (session.after.talks, talks))
        if old != new:
            label = _("order of contributions")
            session.changes.append(Change("order", label, "; ".join(old), "; ".join(new)))
        session.after.talks = talks

    def talk(self, planned: Planned, talk: Talk, session: PlannedSession) -> None:
        _tell_faults(planned)
        if session.problems:
            planned.say("session", _("Its session is left out."))
        kept = Talk(**{name: getattr(talk, name) for name in Talk.__slots__})
        for key, field_ in TALK_FIELDS.items():
            if key in planned.row.cells:
                self.set(planned, talk, key, field_)
        self.set_reference(planned, talk)
        if planned.problems:  # what was right about it is not taken either
            for name in Talk.__slots__:
                setattr(talk, name, getattr(kept, name))

    # --- Rooms ---

    def room(self, row: Row) -> PlannedRoom:
        planned = PlannedRoom(row, row.cells.get("name", ""))
        _tell_faults(planned)
        known = self.context.room(planned.title)
        planned.is_new = known is None
        planned.place = Place(**{name: getattr(known or Place(planned.title), name) for name in Place.__slots__})
        limits = {"name": 100, "building": 100, "floor": 30}
        for key, most in limits.items():
            text = row.cells.get(key, "")
            if len(text) > most or (key == "name" and not text):
                planned.say(key, _("This is needed, in %(most)d characters at most.") % {"most": most})
            elif key in row.cells and key != "name":
                _set_room(planned, key, text)
        if "seats" in row.cells:
            self.set_seats(planned, row.cells["seats"])
        if not planned.problems:
            self.context.rooms.setdefault(planned.place.name, planned.place)
        return planned

    def set_seats(self, planned: PlannedRoom, text: str) -> None:
        try:
            _set_room(planned, "capacity", number(text, most=1_000_000) if text else None)
        except Bad as bad:
            planned.say("seats", bad.words)

    def new_rooms(self, sessions: list[PlannedSession], rooms: list[PlannedRoom]) -> list[PlannedRoom]:
        """Those that sessions name and no row describes; a session that is left out brings none."""
        known = {room.name for room in self.state.rooms} | {room.place.name for room in rooms if not room.problems}
        wanted = {each.after.room: each.row for each in reversed(sessions) if each.state != BAD and each.after.room}
        missing = [(name, row) for name, row in wanted.items() if name not in known]
        return [
            PlannedRoom(Row(ROOM, row.number, row.sheet), name, is_new=True, place=Place(name))
            for name, row in reversed(missing)
        ]


class _Sessions:
    """Finds the session that a contribution names: among those of the file, then among those of the programme."""

    def __init__(self, sessions: list[PlannedSession], state: State, matcher: Matcher) -> None:
        self.sessions, self.state = sessions, state
        self.known: dict[str, list[PlannedSession]] = defaultdict(list)
        for each in sessions:
            for name in {each.row.cells.get("uid", ""), each.after.uid, each.after.number, each.title} - {""}:
                self.known[plain(name)].append(each)
        self.met = {each.before.uid for each in sessions if each.before}

    def of(self, said: str) -> PlannedSession:
        found = self.known.get(plain(said)) or self._here(said)
        if not found:
            raise Bad(_("There is no such session, neither in this file nor in the programme."))
        if len(found) > 1:
            raise Bad(_("Several sessions are called so: the uid has to say which."))
        return found[0]

    def above(self, session: PlannedSession | None) -> PlannedSession:
        if session is None:
            raise Bad(_("It is not said in which session this is."))
        return session

    def _here(self, said: str) -> list[PlannedSession]:
        """A session that the file does not have as a row, to be changed in its contributions only."""
        names = [each for each in self.state.sittings if each.uid not in self.met]
        wanted = plain(said)
        found = [each for each in names if wanted in {plain(each.uid), plain(each.number), plain(each.title)}]
        if len(found) != 1:
            return [PlannedSession(Row(SESSION, 0), "")] * len(found)
        planned = PlannedSession(Row(SESSION, 0), found[0].title, before=found[0], after=found[0].copy())
        self.sessions.append(planned)
        self.met.add(found[0].uid)
        self.known[plain(said)].append(planned)
        return [planned]


def _tell_faults(planned: Planned) -> None:
    for column, code in planned.row.faults.items():
        planned.say(column, str(FAULTS[code]))


def _differ(old: Any, new: Any, key: str) -> bool:
    if key == "stage":
        return set(old) != set(new)
    if isinstance(old, str) and isinstance(new, str):
        return old.split() != new.split() if key in {"description", "abstract"} else old.strip() != new
    return old != new


def _set_room(planned: PlannedRoom, name: str, value: Any) -> None:
    old = getattr(planned.place, name)
    if old != value:
        labels = {"building": _("building"), "floor": _("floor"), "capacity": _("seats")}
        words = ["" if each is None else str(each) for each in (old, value)]
        planned.changes.append(Change(name, labels[name], *words))
        setattr(planned.place, name, value)


def _in_order(wanted: list[Talk], known: list[Talk]) -> list[Talk]:
    """Those of the file in its order, then those that it leaves out."""
    return wanted + [talk for talk in known if talk not in wanted]


def said_when(sitting: Sitting) -> str:
    if not (sitting.start and sitting.end):
        return ""
    end = sitting.end.strftime("%H:%M" if sitting.end.date() == sitting.start.date() else "%Y-%m-%d %H:%M")
    return f"{sitting.start.strftime('%Y-%m-%d %H:%M')}–{end}"
