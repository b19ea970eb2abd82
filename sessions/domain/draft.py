"""The working programme while somebody changes it: locked, read once, and written once with a note of what was done."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cms.domain.changes import Changes, Words, differences, log_each, words_of
from cms.models import Event
from participants.models import User
from sessions.models import ProgrammeChange, Room, Session
from sessions.permissions import may_edit_programme

from . import keeping
from .numbering import numerals

READ = ("event", "kind", "number", "title", "start", "end", "room", "status", "version", "updated_at")
BRIEF = ("title", "start", "end", "room")
LOOK_BACK = 200  # changes among which the one that made a version stale is looked for
Seen = Mapping[int, int]


class Conflict(Exception):
    """Somebody else changed what was to be changed, and nothing is written. `told` says in sentences who did what."""

    def __init__(self, told: list[str]) -> None:
        super().__init__(" ".join(told))
        self.told = told


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change did: `sessions` may look different now, those meant first; `gone` are the ids of deleted ones.

    `change` is None where everything was already as wanted, and nothing was written. `chain`, after undoing or
    redoing, is what can be undone and redone next (see `history.Chain`).
    """

    change: ProgrammeChange | None = None
    sessions: tuple[Session, ...] = ()
    gone: tuple[int, ...] = ()
    chain: Any = None


class Draft:
    """`seen` are the versions that the person saw, by session; None where nobody looked (a command, undoing)."""

    def __init__(self, event: Event, *, by: User | None, seen: Seen | None) -> None:
        self.event, self.by, self.seen = event, by, seen
        room = {"place": F("room__position"), "room_name": F("room__name")}
        rows: list[Any] = list(Session.objects.filter(event=event).annotate(**room).order_by().only(*READ))
        self.rows: dict[int, Session] = {row.pk: row for row in rows}
        self.places = {row.room_id: row.place for row in rows if row.room_id}
        self.room_names: dict[int, str] = {row.room_id: row.room_name for row in rows if row.room_id}
        self.was: dict[Session, Words] = {}
        self.before: dict[str, Any] = {}
        self.after: dict[str, Any] = {}
        self.changed: dict[int, set[str]] = {}
        self.gone: dict[int, int] = {}

    def row(self, pk: int) -> Session:
        """The session as it is now. Raises Conflict where it is gone, or is not as the person saw it."""
        row = self.rows.get(pk)
        if row is None or (self.seen is not None and self.seen.get(pk) != row.version):
            seen = -1 if self.seen is None else self.seen.get(pk, -1)
            raise Conflict(told_of(self.event, self.by, {pk: seen}) or [_unexplained(row, self.event)])
        return row

    def set(self, row: Session, **values: Any) -> None:
        """Changes fields of a row; `room` is a Room of the event or None."""
        if "room" in values:
            room: Room | None = values.pop("room")
            values["room_id"] = room and room.pk
            self.places |= {room.pk: room.position} if room else {}
            self.room_names |= {room.pk: room.name} if room else {}
        for name, value in values.items():
            if getattr(row, name) != value:
                self._note(row, name, value)

    def _note(self, row: Session, name: str, value: Any) -> None:
        key = str(row.pk)
        self.was.setdefault(row, {}).setdefault(name.removesuffix("_id"), self._said(row, name))
        self.before.setdefault(key, {}).setdefault(name, plain(getattr(row, name)))
        self.after.setdefault(key, {})[name] = plain(value)
        self.changed.setdefault(row.pk, set()).add(name)
        setattr(row, name, value)

    def add(self, session: Session) -> None:
        """Takes in a session that was saved within this change."""
        self.before[str(session.pk)], self.after[str(session.pk)] = None, keeping.keep(session)
        self.rows[session.pk] = session
        self.changed[session.pk] = set()
        self.was[session] = {}

    def remove(self, row: Session) -> None:
        self.before[str(row.pk)], self.after[str(row.pk)] = keeping.keep(Session.objects.get(pk=row.pk)), None
        self.gone[row.pk] = self.rows.pop(row.pk).version + 1
        self.was[row] = self._in_words(row, BRIEF)
        Session.objects.filter(pk=row.pk).delete()

    def bring_back(self, key: str, kept: keeping.Kept) -> None:
        keeping.bring_back(kept)
        row = Session.objects.filter(event=self.event).annotate(place=F("room__position")).get(pk=int(key))
        self.rows[row.pk], self.changed[row.pk] = row, {"version"}
        self.was[row] = {}
        self.before[key], self.after[key] = None, kept

    def finish(self, label: str, *, action: str, state: str = ProgrammeChange.State.DONE) -> Outcome:
        """Writes what differs, numbers the sessions, and notes the change under `label`, its words for people."""
        if not (self.before or self.after):
            return Outcome()
        touched = {pk: self.rows[pk].version for pk in self._write()} | self.gone
        change = ProgrammeChange.objects.create(
            event=self.event,
            user=self.by,
            label=Truncator(label).chars(300),
            before=self.before,
            after=self.after,
            touched={str(pk): version for pk, version in touched.items()},
            state=state,
        )
        log_each(self._logged(), event=self.event, action=action, by=self.by, data={"label": label})
        return Outcome(change, tuple(self.rows[pk] for pk in touched if pk in self.rows), tuple(self.gone))

    def _write(self) -> list[int]:
        """Those changed, and those that have another number now, in one statement."""
        now = timezone.now()
        changed = [self.rows[pk] for pk, names in self.changed.items() if names]
        for row in changed:
            row.version, row.updated_at = row.version + 1, now
        renumbered = self._renumber()
        fields = set().union({"number"} if renumbered else (), *self.changed.values()) - {"version"}
        names = [*sorted(name.removesuffix("_id") for name in fields), "version", "updated_at"]
        rows = dict.fromkeys([*changed, *renumbered])
        Session.objects.bulk_update(rows, names if changed else ["number"])
        return [*self.changed, *(row.pk for row in renumbered if row.pk not in self.changed)]

    def _renumber(self) -> list[Session]:
        """Versions stay: nobody's work on a session is stale for its number."""
        if self.event.session_numbering != Event.Numbering.ROMAN:
            return []
        wanted = numerals(self.rows.values(), self.places)
        differing = [row for row in self.rows.values() if row.number != wanted[row.pk]]
        for row in differing:
            row.number = wanted[row.pk]
        return differing

    def _logged(self) -> Iterator[tuple[Session, Changes]]:
        """Old and new of each session that was meant; of one that came or went, what it is known by."""
        for row, was in self.was.items():
            names = () if row.pk in self.gone else was or BRIEF
            yield row, differences(was, self._in_words(row, names))

    def _in_words(self, row: Session, names: Iterable[str]) -> Words:
        return {name: self._said(row, name) for name in names}

    def _said(self, row: Session, name: str) -> str:
        """Rooms by their names, which are there: a drag must be cheap."""
        if name.removesuffix("_id") == "room":
            return self.room_names.get(row.room_id, "") if row.room_id else ""
        return words_of(row, name, event=self.event)[name]


@contextmanager
def drafted(event: Event, *, by: User | None, seen: Seen | None = None) -> Iterator[Draft]:
    """The working programme of `event`, nobody else's until the end. Raises PermissionDenied."""
    if by is not None and not may_edit_programme(by, event):
        raise PermissionDenied
    with transaction.atomic():
        lock(event)
        yield Draft(event, by=by, seen=seen)


def lock(event: Event) -> None:
    """Changes of one programme come one after the other, so that each sees what the one before did."""
    list(Event.objects.select_for_update().filter(pk=event.pk).order_by().values_list("pk"))


def note_change(event: Event, *, by: User | None, label: str, touched: Seen | None = None) -> None:
    """Tells others who have the programme open of a change that is not made, and not undone, in the editor.

    `touched` are the sessions that changed, with their versions now; without it, everything may have changed.
    """
    versions = {str(pk): version for pk, version in (touched or {}).items()}
    ProgrammeChange.objects.create(
        event=event, user=by, label=Truncator(label).chars(300), after={pk: {} for pk in versions}, touched=versions
    )


def told_of(event: Event, by: User | None, seen: Seen, *, since: int = 0) -> list[str]:
    """Who changed these sessions after the versions `seen`, in sentences, the latest first."""
    changes = ProgrammeChange.objects.filter(event=event, pk__gt=since).select_related("user").order_by("-pk")
    return [tell(change, by, event) for change in changes[:LOOK_BACK] if _concerns(change, seen)]


def _concerns(change: ProgrammeChange, seen: Seen) -> bool:
    changed = change.before.keys() | change.after.keys()
    return any(str(pk) in changed and change.touched.get(str(pk), -1) > version for pk, version in seen.items())


def tell(change: ProgrammeChange, by: User | None, event: Event) -> str:
    """Who did it, when and what, as one line."""
    who = _("You, elsewhere") if change.user_id and change.user_id == (by and by.pk) else change.user or _("Somebody")
    when = format_date(change.made_at.astimezone(event.tz), "H:i")
    return _("%(who)s, %(time)s: %(what)s") % {"who": who, "time": when, "what": change.label}


def _unexplained(row: Session | None, event: Event) -> str:
    if row is None:
        return _("The session is no longer in the programme.")
    when = format_date(row.updated_at.astimezone(event.tz), "H:i")
    return _("“%(title)s” was changed at %(time)s.") % {"title": row.title, "time": when}


def plain(value: Any) -> Any:
    """As it stands in JSON."""
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def unplain(name: str, value: Any) -> Any:
    return datetime.fromisoformat(value) if name in {"start", "end"} and value else value
