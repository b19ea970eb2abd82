"""What live blocks read of an event, each thing once, in a number of queries that does not grow with the event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from django.utils.translation import get_language

from cms.models import Country, Event, EventPage, PracticalNote
from outputs.models.asset import Asset
from participants.figures.dimensions import Lists, read_lists
from participants.listing import Line, lines
from participants.models import ParticipantCategory, Registration, RegistrationSetup
from sessions.kinds import KINDS
from sessions.models import (
    AgendaItem,
    Lineage,
    Paper,
    Recommendation,
    Release,
    Session,
    SessionAttendance,
    SessionRole,
    Wording,
)
from sessions.programme.read import working_programme
from sessions.programme.tree import Programme
from sessions.record.reading import SessionRecord, record_of

from .lineage import Family, Origin

Key = int | None
Row = TypeVar("Row", bound=Any)


def place_of(position: int) -> tuple[bool, int]:
    """A key to sort by: 0 was never arranged."""
    return position == 0, position


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """`languages` and `interpretation` are codes; empty where they are those of the event."""

    agenda_item: int | None
    languages: list[str]
    interpretation: list[str]


@dataclass
class Reading:
    """The record of `event`; `verdicts` are the dispositions of an output, by the recommendation's id, and `suggest`
    proposes one where nobody has decided. `places` are position and heading of what somebody arranged. With `session`,
    of that one alone. `pinned` are words that a document says instead of the record's, by key ("entry:5"), None for
    what it leaves out.
    """

    event: Event
    verdicts: Mapping[int, str] = field(default_factory=dict)
    suggest: Callable[[Recommendation, Reading], str] = lambda recommendation, reading: "included"
    session: Session | None = None
    pinned: Mapping[str, str | None] = field(default_factory=dict)
    places: Mapping[int, tuple[int, str]] = field(default_factory=dict)

    def verdict_on(self, recommendation: Recommendation) -> str:
        return self.verdicts.get(recommendation.pk) or self.suggest(recommendation, self)

    @cached_property
    def sessions(self) -> list[SessionRecord]:
        """Every session that is no break, with what was captured in it."""
        found = [each for each in record_of(self.event) if not KINDS[each.session.kind].is_pause]
        wanted = [each for each in found if self.session is None or each.session.pk == self.session.pk]
        return with_pinned(wanted, self.pinned) if self.pinned else wanted

    @cached_property
    def recommendations(self) -> list[Recommendation]:
        """All of the event, those of no session last."""
        whom = "addressee_links__addressee__country"
        found = Recommendation.objects.for_documents().prefetch_related(whom).filter(event=self.event)
        if self.session:
            found = found.filter(session=self.session)
        rows = pin(found, self.pinned, "recommendation")
        return sorted(rows, key=lambda one: (one.session_id is None, one.number))

    def text_of(self, recommendation: Recommendation) -> str:
        """Its text in the language that is active, else as it was recorded."""
        return self.wordings.get(recommendation.pk) or recommendation.text

    @cached_property
    def wordings(self) -> dict[int, str]:
        """Texts of recommendations in the language that is active, where it is not that of the event."""
        language = get_language() or self.event.language
        if language == self.event.language:
            return {}
        found = Wording.objects.filter(recommendation__event=self.event, language=language)
        return dict(found.values_list("recommendation", "text"))

    @cached_property
    def merged_from(self) -> dict[int, list[Recommendation]]:
        """By the id of a recommendation, those it was merged, reworded or split from."""
        kinds = (Lineage.Kind.MERGED_FROM, Lineage.Kind.REWORDED_FROM, Lineage.Kind.SPLIT_FROM)
        links = Lineage.objects.filter(child__event=self.event, kind__in=kinds).select_related("parent__session__room")
        found = defaultdict(list)
        for link in links.order_by("pk"):
            found[link.child_id].append(link.parent)
        return dict(found)

    def origins(self, recommendations: set[int]) -> dict[int, Origin]:
        """Where recommendations come from, by their ids, as far as a document may tell everybody."""
        family = Family(self.event, recommendations)
        return family.origins(family.rights_of_public())

    @cached_property
    def registrations(self) -> list[Registration]:
        """Those who were there: marked as attending, or all approved where attendance was not marked. Of one session,
        those who were noted in it.
        """
        with_people = Registration.objects.filter(event=self.event).select_related("category", "person__country")
        posts = "person__affiliations__organization"
        approved = list(with_people.prefetch_related(posts).approved().in_print_order())
        if self.session:
            noted = set(SessionAttendance.objects.filter(session=self.session).values_list("person", flat=True))
            return [one for one in approved if one.person_id in noted]
        attended = [one for one in approved if one.attended]
        return attended or approved

    @cached_property
    def pictures(self) -> dict[int, Asset]:
        """What documents of the event show, by the id of the picture in the library."""
        return {one.image_id: one for one in Asset.objects.filter(event=self.event)}

    @cached_property
    def lists(self) -> Lists:
        """Countries and categories by their keys, in the active language."""
        return read_lists()

    @cached_property
    def chairs(self) -> set[int]:
        """The people, by their ids, who chaired the one session that this reads."""
        return set(SessionRole.objects.filter(session=self.session, role="chair").values_list("person", flat=True))

    @cached_property
    def alphabet(self) -> dict[str, int]:
        """The place of each country, by its name, in the alphabet of the active language."""
        language = get_language()
        return dict(Country.objects.values_list(Country.name_field(language), Country.order_field(language)))

    @cached_property
    def papers(self) -> list[Paper]:
        public = Paper.objects.published().filter(event=self.event)
        return list(public.prefetch_related("authors__person").select_related("session").order_by("title", "pk"))

    @cached_property
    def agenda(self) -> list[AgendaItem]:
        return list(AgendaItem.objects.filter(event=self.event))

    @cached_property
    def page(self) -> EventPage | None:
        """The event's page in the language that is active, else in any; one that is live before one that is not."""
        pages = EventPage.objects.filter(event=self.event).select_related("locale")
        language = get_language() or "en"
        return min(pages, key=lambda one: (one.locale.language_code != language, not one.live, one.pk), default=None)

    @cached_property
    def notes(self) -> dict[str, str]:
        """The practical notes by their topic."""
        return dict(PracticalNote.objects.filter(event=self.event).values_list("topic", "text"))

    @cached_property
    def registration_setup(self) -> RegistrationSetup | None:
        return RegistrationSetup.objects.filter(event=self.event).first()

    @cached_property
    def categories(self) -> list[ParticipantCategory]:
        """Those that one may register in; none where the event did not choose any."""
        return list(ParticipantCategory.objects.filter(registrationsetup=self.event.pk))

    @cached_property
    def inner_events(self) -> list[Event]:
        return list(Event.objects.listed().filter(parent=self.event).order_by("start_date", "title"))

    @cached_property
    def working_programme(self) -> Programme:
        """As its organisers see it now."""
        return working_programme(self.event)

    @cached_property
    def facts_of_sessions(self) -> dict[int, SessionFacts]:
        """What the timetable does not tell of each session, by its id."""
        rows = Session.objects.filter(event=self.event).order_by()
        columns = ("pk", "agenda_item_id", "languages", "interpretation")
        return {pk: SessionFacts(*rest) for pk, *rest in rows.values_list(*columns)}

    @cached_property
    def seated(self) -> list[Line]:
        """Everybody approved, whether they agreed to be listed or not: for what only the team sees."""
        return lines(Registration.objects.approved().filter(event=self.event), self.event.start_date)

    @cached_property
    def programme(self) -> Programme:
        """As it was last released; the working programme where it never was."""
        released = Release.objects.filter(event=self.event).order_by("-number").values_list("programme", flat=True)
        data: Any = released.first()
        return Programme.from_json(data) if data else working_programme(self.event)


def pin(rows: Iterable[Row], pinned: Mapping[str, str | None], kind: str, name: str = "text") -> list[Row]:
    """The rows that are not left out, those that are pinned with these words in the field `name`."""
    kept = []
    for row in rows:
        if (words := pinned.get(f"{kind}:{row.pk}", "")) is not None:
            if words:
                setattr(row, name, words)
            kept.append(row)
    return kept


def with_pinned(records: list[SessionRecord], pinned: Mapping[str, str | None]) -> list[SessionRecord]:
    """The records with the words that are pinned, in their entries and the titles of sessions."""
    kept = {session.pk for session in pin([each.session for each in records], pinned, "session", "title")}
    return [
        replace(each, entries={kind: tuple(pin(rows, pinned, "entry")) for kind, rows in each.entries.items()})
        for each in records
        if each.session.pk in kept
    ]
