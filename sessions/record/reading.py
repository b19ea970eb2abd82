"""Reading the record: for documents, public pages and the API. Nothing here writes, and no number of queries grows."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from cms.models import Event
from sessions.models import Contribution, Recommendation, RecordEntry, Session


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """What was captured in one session. `entries` are grouped by kind, in the order of the record."""

    session: Session
    contributions: tuple[Contribution, ...]
    entries: dict[str, tuple[RecordEntry, ...]] = field(default_factory=dict)
    recommendations: tuple[Recommendation, ...] = ()

    def of_kind(self, kind: str) -> tuple[RecordEntry, ...]:
        return self.entries.get(kind, ())


def record_of(event: Event) -> list[SessionRecord]:
    """The record of every session of `event` in the order of the programme, in fourteen queries.

    Ready without another query: `session.roles` and `contribution.speakers` with people and their posts,
    `session.themes`, `entry.speaker`, `entry.objective`, and of recommendations what `for_documents` names.
    """
    entries: dict[int, dict[str, list[RecordEntry]]] = defaultdict(lambda: defaultdict(list))
    for entry in RecordEntry.objects.filter(session__event=event).select_related(
        "speaker", "objective", "contribution"
    ):
        entries[entry.session_id][entry.kind].append(entry)
    recommendations: dict[int | None, list[Recommendation]] = defaultdict(list)
    for recommendation in Recommendation.objects.for_documents().filter(event=event).order_by("position", "number"):
        recommendations[recommendation.session_id].append(recommendation)
    return [
        SessionRecord(
            session=session,
            contributions=tuple(session.contributions.all()),
            entries={kind: tuple(rows) for kind, rows in entries[session.pk].items()},
            recommendations=tuple(recommendations[session.pk]),
        )
        for session in sessions_with_people(event)
    ]


def sessions_with_people(event: Event) -> QuerySet[Session]:
    """The sessions of `event` with roles, contributions, speakers and their posts: seven queries."""
    contributions = Contribution.objects.prefetch_related("speakers__affiliations__organization")
    return (
        Session.objects.filter(event=event)
        .select_related("room")
        .prefetch_related(
            "themes", "roles__person__affiliations__organization", Prefetch("contributions", contributions)
        )
    )


def operative_sentence(recommendation: Recommendation) -> str:
    """Verb, addressees and text as one sentence; reads `addressee_links`, so prefetch it for lists."""
    links = recommendation.addressee_links.all()
    return sentence(recommendation, [str(link.addressee) for link in links if link.part == "lead"])


def sentence(recommendation: Recommendation, leads: list[str]) -> str:
    """As `operative_sentence`, where the names of those who lead are at hand."""
    parts = [recommendation.get_verb_display(), get_text_list(leads, _("and")), recommendation.text]
    return capfirst(" ".join(part for part in parts if part))


def addressees_of(recommendation: Recommendation) -> str:
    """All addressees, those in the lead first; reads `addressee_links`."""
    return ", ".join(str(link.addressee) for link in recommendation.addressee_links.all())
