"""The working programme as checks read it: plain rows, since models of 300 sessions would cost an editor its second."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Sum, Value
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.models import Event, EventPage, Objective
from sessions.kinds import KINDS, SessionKind
from sessions.models import Confirmation, Contribution, ContributionSpeaker, MutedCheck, Session, SessionRole

from . import elsewhere, texts
from .elsewhere import Engagement

SPEAKER = "speaker"


class Sitting(NamedTuple):
    """A session; times in the event's zone, None where it has none yet. `minutes` is what its contributions take."""

    pk: int
    title: str
    kind: SessionKind
    description: str
    start: datetime | None
    end: datetime | None
    room_id: int | None
    room: str
    capacity: int | None
    expected: int | None
    languages: list[str]
    interpretation: list[str]
    minutes: int | None

    def overlaps(self, other: Any) -> bool:
        """Both have times; one that begins when the other ends does not."""
        return self.start < other.end and other.start < self.end


class Part(NamedTuple):
    """`role` is a value of `SessionRole.Role`, or SPEAKER for who presents a contribution."""

    session: int
    role: str
    person: int
    name: str
    gender: str
    answer: str

    @property
    def is_declined(self) -> bool:
        return self.answer == Confirmation.DECLINED


@dataclass
class Plan:
    """Each part is read once, when the first check asks for it. `by` is who is warned: see `warnings_of`."""

    event: Event
    by: Any = None
    _named: dict[int, str] = field(default_factory=dict)

    @cached_property
    def sessions(self) -> list[Sitting]:
        """Those that take place, in the order of time, with their rooms; those without a time come last."""
        zone = self.event.tz
        return [
            Sitting(
                pk,
                title,
                KINDS[kind],
                description,
                start and start.astimezone(zone),
                end and end.astimezone(zone),
                *rest,
            )
            for pk, title, kind, description, start, end, *rest in _sessions(self.event)
        ]

    @cached_property
    def timed(self) -> list[Sitting]:
        return [session for session in self.sessions if session.start]

    @cached_property
    def working(self) -> list[Sitting]:
        """Those that are no breaks."""
        return [session for session in self.sessions if not session.kind.is_pause]

    @cached_property
    def by_id(self) -> dict[int, Sitting]:
        return {session.pk: session for session in self.sessions}

    @cached_property
    def parts(self) -> dict[int, list[Part]]:
        """Who does what, by the session's id; nothing of cancelled sessions."""
        found: dict[int, list[Part]] = defaultdict(list)
        for row in _parts(self.event):
            if row[0] in self.by_id:
                found[row[0]].append(Part._make(row))
        return found

    def coming(self, session: Sitting) -> Iterator[Part]:
        """The parts of those who have not declined."""
        return (part for part in self.parts.get(session.pk, ()) if not part.is_declined)

    @cached_property
    def agendas(self) -> dict[int, list[Sitting]]:
        """Where everybody who has not declined must be, by person, in the order of time."""
        found: dict[int, dict[int, Sitting]] = defaultdict(dict)
        for session in self.timed:
            for part in self.coming(session):
                found[part.person].setdefault(session.pk, session)
        return {person: list(sessions.values()) for person, sessions in found.items()}

    @cached_property
    def names(self) -> dict[int, str]:
        return {part.person: part.name for parts in self.parts.values() for part in parts}

    @cached_property
    def engagements(self) -> list[Engagement]:
        """What the same people do meanwhile at the events around this one, as far as `by` may know."""
        if not self.event.parent_id and not self._notes["child"]:
            return []
        return elsewhere.read(self.event, self.agendas, by=self.by)

    @cached_property
    def unserved_objectives(self) -> list[str]:
        return self._notes["objective"]

    @cached_property
    def muted(self) -> list[str]:
        return self._notes["muted"]

    @cached_property
    def page_texts(self) -> list[str]:
        return texts.of_pages(EventPage.objects.filter(event=self.event))

    @cached_property
    def _notes(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for kind, _place, text in sorted(_notes(self.event)):
            found[kind].append(text)
        return found

    def named(self, session: Sitting) -> str:
        """The session in a sentence, with its time."""
        if session.pk not in self._named:
            self._named[session.pk] = _name_of(session)
        return self._named[session.pk]


def overlapping(sessions: Sequence[Sitting]) -> Iterator[tuple[Sitting, Sitting]]:
    """The pairs of `sessions`, which come in the order of time, that take place at the same moment."""
    for place, first in enumerate(sessions, start=1):
        for second in sessions[place:]:
            if second.start >= first.end:
                break
            yield first, second


def _name_of(session: Sitting) -> str:
    if not session.start:
        return _("“%(title)s”") % {"title": session.title}
    return _("“%(title)s” (%(when)s)") % {"title": session.title, "when": when(session.start, session.end)}


def when(start: datetime, end: datetime) -> str:
    """For example "Mon 23 June, 10:00–11:30", in the zone of the two."""
    day = _day(start.date(), get_language())
    return f"{day}, {start.hour:02}:{start.minute:02}–{end.hour:02}:{end.minute:02}"


@lru_cache(maxsize=200)
def _day(day: date, _language: str | None) -> str:
    return format_date(day, "D j F")


def _sessions(event: Event) -> QuerySet:
    talks = Contribution.objects.filter(session=OuterRef("pk")).order_by().values("session")
    minutes = talks.annotate(all=Sum("minutes")).values("all")
    rows = Session.objects.filter(event=event).exclude(status=Session.Status.CANCELLED)
    return rows.values_list(
        *("pk", "title", "kind", "description", "start", "end", "room_id", "room__name", "room__capacity"),
        *("expected", "languages", "interpretation", Subquery(minutes)),
    )


def _parts(event: Event) -> QuerySet:
    person = ("person_id", "person__name", "person__gender", "confirmation")
    roles = SessionRole.objects.filter(session__event=event).order_by()
    speakers = ContributionSpeaker.objects.filter(contribution__session__event=event).order_by()
    return roles.values_list("session_id", "role", *person).union(
        speakers.values_list("contribution__session_id", Value(SPEAKER), *person), all=True
    )


def _notes(event: Event) -> QuerySet:
    """What checks must know of the event itself, of three kinds in one statement: rows of kind, place and text."""
    serving = Session.objects.filter(objectives=OuterRef("pk")).exclude(status=Session.Status.CANCELLED)
    objectives = Objective.objects.filter(~Exists(serving), event=event).order_by()
    muted = MutedCheck.objects.filter(event=event).order_by()
    children = Event.objects.filter(parent=event).order_by()
    return objectives.values_list(Value("objective"), "position", "text").union(
        muted.values_list(Value("muted"), Value(0), "slug"),
        children.values_list(Value("child"), Value(0), "slug"),
        all=True,
    )


def role_name(role: str) -> str:
    return str(_("speaker") if role == SPEAKER else SessionRole.Role(role).label)
