"""Where each clause of a document comes from: session, room, time and proposers, the entry it rests on, and the words
of what it was merged, reworded, split or forwarded from, with what became of each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import Event
from cms.wording import date_range
from outputs.words import wording
from participants.models import Registration
from sessions.models import Lineage, Recommendation, RecordEntry, Release, Session
from sessions.record.reading import operative_sentence

#: What a document says in other words; what it leaves out stays with the team.
TAKEN = ("merged", "reworded")
#: How many steps back an origin is followed.
DEPTH = 6
KINDS = (
    Lineage.Kind.MERGED_FROM,
    Lineage.Kind.REWORDED_FROM,
    Lineage.Kind.SPLIT_FROM,
    Lineage.Kind.FORWARDED_FROM,
)


@dataclass(frozen=True, slots=True)
class Origin:
    """One recommendation, and those that it came of. What its reader may not read is empty, all of it where its event
    is closed to them. `relation` is how the next one came of it, empty for the clause itself; `event` is named where it
    is another than the document's.
    """

    key: int
    reference: str = ""
    relation: str = ""
    words: str = ""
    url: str = ""
    event: str = ""
    session: str = ""
    session_url: str = ""
    when: str = ""
    proposers: tuple[str, ...] = ()
    entry: str = ""
    verdict: str = ""
    reason: str = ""
    earlier: tuple[Origin, ...] = ()

    @property
    def is_closed(self) -> bool:
        return not self.reference


@dataclass(frozen=True, slots=True)
class Rights:
    """The events and recommendations that a reader may read, by id; of events in `team` nothing is kept from them."""

    events: Collection[int]
    recommendations: Collection[int]
    team: Collection[int] = ()


@dataclass
class Family:
    """The recommendations `ids` of the documents of `event`, and all that they came of, in ten statements and one for
    each step back.
    """

    event: Event
    ids: Collection[int]
    dispositions: Mapping[int, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.parents = _parents(self.ids)
        known = {*self.ids, *(parent for links in self.parents.values() for parent, _kind in links)}
        rows = Recommendation.objects.for_documents().select_related("entry__session", "event__venue__country")
        self.rows = {row.pk: row for row in rows.prefetch_related("proposers").filter(pk__in=known)}
        self.cleared = {pk for pk, row in self.rows.items() if row.event_id == self.event.pk and _is_cleared(row)}
        self.listed = _listed(self.rows.values())
        self.released = _released({row.event_id for row in self.rows.values()})

    def rights_of(self, user: Any) -> Rights:
        """What `user` may read of it, on the site. What a document merged or reworded is read with it, once the chair
        has cleared its session.
        """
        events = Event.objects.filter(pk__in={row.event_id for row in self.rows.values()})
        readable = Recommendation.objects.visible_to(user).filter(pk__in=self.rows)
        team = events.in_role(user, "organiser", "rapporteur") if user.is_authenticated else events.none()
        found = [set(rows.values_list("pk", flat=True)) for rows in (events.visible_to(user), readable, team)]
        taken = {pk for pk in self.cleared if pk in self.dispositions and self.dispositions[pk].verdict in TAKEN}
        return Rights(found[0], found[1] | taken, found[2])

    def rights_of_public(self) -> Rights:
        """What a document may tell everybody: of its own event what comes of cleared sessions, and what is adopted."""
        shown = Event.objects.listed().filter(pk__in={row.event_id for row in self.rows.values()})
        events = {*shown.values_list("pk", flat=True), self.event.pk}
        adopted = Recommendation.Status.ADOPTED
        return Rights(events, self.cleared | {row.pk for row in self.rows.values() if row.status == adopted})

    def origins(self, rights: Rights) -> dict[int, Origin]:
        """By the id of a clause's recommendation. Words are in the active language, times in the zone of the event."""
        return {pk: self._origin(pk, "", rights, ()) for pk in self.ids if pk in self.rows}

    def _origin(self, pk: int, relation: str, rights: Rights, seen: tuple[int, ...]) -> Origin:
        row = self.rows[pk]
        if row.event_id not in rights.events:
            return Origin(pk, relation=relation)
        links = [] if pk in seen else self.parents.get(pk, [])
        earlier = tuple(self._origin(parent, kind, rights, (*seen, pk)) for parent, kind in links)
        return Origin(pk, relation=relation, earlier=earlier, **self._place(row), **self._told(row, rights))

    def _place(self, row: Recommendation) -> dict[str, Any]:
        session = row.session
        return {
            "reference": _("Recommendation %(number)d") % {"number": row.number},
            "event": row.event.title if row.event_id != self.event.pk else "",
            "session": _named(session) if session else "",
            "session_url": _address(session, row.event) if session and session.pk in self.released else "",
            "when": _when(session, row.event) if session else "",
        }

    def _told(self, row: Recommendation, rights: Rights) -> dict[str, Any]:
        is_team, decided = row.event_id in rights.team, self.dispositions.get(row.pk)
        told: dict[str, Any] = {"verdict": str(decided.get_verdict_display()) if decided else ""}
        if decided and is_team:
            told["reason"] = decided.reason
        if row.pk not in rights.recommendations:
            return told
        told |= {"words": operative_sentence(row), "proposers": self._proposers(row, is_team=is_team)}
        if row.status == Recommendation.Status.ADOPTED:
            told["url"] = reverse("sessions:recommendation", args=[row.pk])
        if row.entry and (is_team or _is_public(row.entry)):
            told["entry"] = row.entry.text
        return told

    def _proposers(self, row: Recommendation, *, is_team: bool) -> tuple[str, ...]:
        """None where the session keeps names apart; to others than the team those who agreed to be listed."""
        if row.session and not row.session.is_attributed:
            return ()
        named = [one for one in row.proposers.all() if is_team or (row.event_id, one.pk) in self.listed]
        return tuple(wording.full_name(person) for person in named)


def _parents(ids: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    """By the id of each recommendation those it came of, with the relation, as far back as DEPTH."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    level = set(ids)
    for _step in range(DEPTH):
        links = Lineage.objects.filter(child__in=level, kind__in=KINDS).order_by("pk")
        level = set()
        for child, parent, kind in links.values_list("child", "parent", "kind"):
            found[child].append((parent, str(Lineage.Kind(kind).label)))
            level |= {parent} - found.keys()
        if not level:
            break
    return dict(found)


def _listed(rows: Iterable[Recommendation]) -> set[tuple[int, int]]:
    """Event and person of those who agreed to stand in its lists."""
    events = {row.event_id for row in rows}
    approved = Registration.objects.approved().filter(event__in=events, list_consent=True)
    return set(approved.values_list("event", "person"))


def _released(events: Iterable[int]) -> set[int]:
    """The sessions that have a page, by their ids."""
    newest = Release.objects.filter(event=OuterRef("event")).order_by("-number").values("pk")[:1]
    found = Release.objects.filter(event__in=events, pk=Subquery(newest)).order_by()
    return {one["id"] for sessions in found.values_list("programme__sessions", flat=True) for one in sessions or ()}


def _is_cleared(row: Recommendation) -> bool:
    return row.session is None or row.session.record_state == Session.RecordState.CLEARED


def _is_public(entry: RecordEntry) -> bool:
    """As on the page of a session: conclusions, once the chair has cleared them; removed ones no more."""
    is_conclusion = entry.kind == RecordEntry.Kind.CONCLUSION and entry.removed_at is None
    return is_conclusion and entry.session.record_state == Session.RecordState.CLEARED


def _named(session: Session) -> str:
    title = f"{session.label}: {session.title}" if session.label else session.title
    return ", ".join(filter(None, [title, session.room.name if session.room else ""]))


def _address(session: Session, event: Event) -> str:
    return reverse("sessions:session", args=[event.slug, session.pk])


def _when(session: Session, event: Event) -> str:
    """Day and hours, where the event is held."""
    if session.start is None or session.end is None:
        return ""
    start, end = (timezone.localtime(moment, event.tz) for moment in (session.start, session.end))
    return f"{date_range(start.date())}, {start:%H:%M}–{end:%H:%M}"
