"""What this app holds of a person, for My data and its copy."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participants.holdings import Source
from participants.models import Person
from participants.personal_data import ACCOUNT, RECORD, names_of, plain
from sessions.models import (
    Attribution,
    CalendarKey,
    Card,
    Conflict,
    ContributionSpeaker,
    Paper,
    Recommendation,
    RecordEntry,
    Review,
    SessionRole,
    SessionStar,
    Submission,
)

ACT = _("an act of office, listed under what was done")
OF_REVIEW = ("paper", "state", "advice", "to_author", "to_chair", "note")
WRITTEN = _("so that the meeting has a record")


def needs_contact() -> Q:
    """Whoever has a part in a programme that is not over must be reached."""
    today = timezone.now().date()
    roles = SessionRole.objects.filter(session__event__end_date__gte=today)
    talks = ContributionSpeaker.objects.filter(contribution__session__event__end_date__gte=today)
    return Q(pk__in=roles.values("person")) | Q(pk__in=talks.values("person"))


def not_personal() -> dict[str, Any]:
    acts = (
        *("ProgrammeChange.user", "ProgrammeImport.created_by", "PaperVersion.uploaded_by", "RecordEntry.updated_by"),
        *("Recommendation.updated_by", "Lineage.created_by", "Release.released_by"),
        *("TypedLine.by", "Suggestion.by", "Suggestion.settled_by", "Submission.settled_by"),
        *("SessionAttendance.by", "Paper.submitted_by", "Review.asked_by", "Conflict.by", "PaperDecision.by"),
    )
    listed = _("listed under the sessions and presentations it joins")
    joins = dict.fromkeys(("event_sessions.Session.people", "event_sessions.Contribution.speakers"), listed)
    votes = {"event_sessions.Dot.person": _("a secret vote, kept so that nobody has too many")}
    return {f"event_sessions.{name}": ACT for name in acts} | joins | votes


def sources() -> list[Source]:
    return [
        PARTS,
        TALKS,
        PLACES,
        ATTENDED,
        PAPERS,
        REVIEWS,
        CONFLICTS,
        SAID,
        APART,
        SENT,
        CARDS,
        NOTED,
        PROPOSED,
        STARS,
        CALENDAR,
    ]


def part_row(part: Any) -> dict[str, Any]:
    session = part.session if isinstance(part, SessionRole) else part.contribution.session
    return {
        "event": str(session.event),
        "session": session.title,
        "part": str(part.get_role_display()) if isinstance(part, SessionRole) else part.contribution.title,
        "confirmation": str(part.get_confirmation_display()),
    }


def paper_row(paper: Paper) -> dict[str, Any]:
    versions = [
        {"number": one.number, "name": one.name, "note": one.note, "uploaded_at": one.uploaded_at.isoformat()}
        for one in paper.versions.all()
    ]
    return plain("event", "title", "abstract", "language", "status", "reason", "created_at")(paper) | {
        "versions": versions
    }


def paper_files(paper: Paper) -> Iterable[tuple[str, FieldFile]]:
    return [
        (f"v{version.number}-{version.name}", version.file) for version in paper.versions.all() if not version.is_held
    ]


def review_row(review: Review) -> dict[str, Any]:
    """Its paper by the title alone: who wrote it may not be for the reviewer to know."""
    return plain(*OF_REVIEW, "asked_at")(review) | {"scores": [str(score) for score in review.scores.all()]}


def apart_row(attribution: Attribution) -> dict[str, Any]:
    subject = attribution.entry or attribution.recommendation
    return {"session": str(subject.session or ""), "text": subject.text}


def proposed(person: Person) -> QuerySet:
    wanted = Q(proposers=person)
    if person.user_id:
        wanted |= Q(created_by=person.user_id)
    return Recommendation.objects.filter(wanted).select_related("event").distinct()


PART_LABELS = {"event": _("event"), "session": _("session"), "part": _("part"), "confirmation": _("answer")}
PARTS = Source(
    slug="session-roles",
    order=60,
    label=_("Parts in sessions"),
    purpose=_("so that the programme says who does what"),
    until=RECORD,
    query=lambda person: person.session_roles.select_related("session__event"),
    row=part_row,
    labels=PART_LABELS,
    relations=("event_sessions.SessionRole.person",),
)
TALKS = Source(
    slug="presentations",
    order=61,
    label=_("Presentations"),
    purpose=_("so that the programme says who speaks"),
    until=RECORD,
    query=lambda person: person.speaker_links.select_related("contribution__session__event"),
    row=part_row,
    labels=PART_LABELS,
    relations=("event_sessions.ContributionSpeaker.person",),
)
PLACES = Source(
    slug="session-places",
    order=58,
    label=_("Sessions you signed up for"),
    purpose=_("so that a place is kept for you"),
    until=RECORD,
    query=lambda person: person.session_places.select_related("session"),
    row=plain("session", "status", "created_at"),
    labels={"session": _("session"), "status": _("status"), "created_at": _("since")},
    relations=("event_sessions.SessionPlace.person",),
)
ATTENDED = Source(
    slug="attendance",
    order=59,
    label=_("Sessions you were in"),
    purpose=_("so that certificates and reports are right"),
    until=RECORD,
    query=lambda person: person.session_attendance.select_related("session"),
    row=plain("session", "mode", "at"),
    labels={"session": _("session"), "mode": _("how"), "at": _("when")},
    relations=("event_sessions.SessionAttendance.person",),
)
PAPERS = Source(
    slug="papers",
    order=62,
    label=_("Papers"),
    purpose=_("so that the meeting can read and publish them"),
    until=RECORD,
    query=lambda person: (
        Paper.objects.filter(authors__person=person).select_related("event").prefetch_related("versions")
    ),
    row=paper_row,
    labels=names_of(Paper, "event", "title", "abstract", "language", "status", "reason")
    | {"created_at": _("sent"), "versions": _("versions")},
    relations=("event_sessions.PaperAuthor.person",),
    files=paper_files,
)
REVIEWS = Source(
    slug="reviews",
    order=68,
    label=_("Papers you were asked to review"),
    purpose=_("so that papers are judged"),
    until=RECORD,
    query=lambda person: (
        Review.objects.filter(reviewer__person=person).select_related("paper").prefetch_related("scores__criterion")
    ),
    row=review_row,
    labels=names_of(Review, *OF_REVIEW) | {"scores": _("scores"), "asked_at": _("asked")},
    relations=("event_sessions.Reviewer.person",),
)
CONFLICTS = Source(
    slug="conflicts",
    order=69,
    label=_("Conflicts of interest"),
    purpose=_("so that nobody judges the paper of a colleague"),
    until=RECORD,
    query=lambda person: person.conflicts.select_related("paper"),
    row=plain("paper", "note", "at"),
    labels=names_of(Conflict, "paper", "note") | {"at": _("since")},
    relations=("event_sessions.Conflict.person",),
)
OF_ENTRY = ("text", "consensus", "institution")
ENTRY_LABELS = {"session": _("session")} | names_of(RecordEntry, *OF_ENTRY)
SAID = Source(
    slug="statements",
    order=63,
    label=_("What the record says you said or proposed"),
    purpose=WRITTEN,
    until=RECORD,
    query=lambda person: (
        RecordEntry.objects.filter(Q(speaker=person) | Q(proposers=person)).select_related("session").distinct()
    ),
    row=plain("session", *OF_ENTRY),
    labels=ENTRY_LABELS,
    relations=("event_sessions.RecordEntry.speaker", "event_sessions.RecordEntry.proposers"),
)
APART = Source(
    slug="kept-apart",
    order=63,
    label=_("What you said or proposed where nobody is named"),
    purpose=_("so that the rapporteur can ask back; the record does not name you"),
    until=RECORD,
    query=lambda person: Attribution.objects.filter(person=person).select_related(
        "entry__session", "recommendation__session"
    ),
    row=apart_row,
    labels={"session": _("session"), "text": _("text")},
    relations=("event_sessions.Attribution.person",),
)
SENT = Source(
    slug="submissions",
    order=63,
    label=_("What you sent to sessions"),
    purpose=WRITTEN,
    until=RECORD,
    query=lambda person: person.submissions.select_related("session"),
    row=plain("session", "kind", "text", "state", "reason", "sent_at"),
    labels=names_of(Submission, "session", "kind", "text", "state", "reason", "sent_at"),
    relations=("event_sessions.Submission.person",),
)
CARDS = Source(
    slug="cards",
    order=63,
    label=_("Your cards on boards"),
    purpose=WRITTEN,
    until=RECORD,
    query=lambda person: person.cards.select_related("board"),
    row=plain("board", "text", "created_at"),
    labels=names_of(Card, "board", "text", "created_at"),
    relations=("event_sessions.Card.person",),
)
NOTED = Source(
    slug="record",
    order=64,
    label=_("What you wrote into the record"),
    purpose=WRITTEN,
    until=RECORD,
    query=lambda person: RecordEntry.objects.filter(created_by=person.user_id, created_by__isnull=False).select_related(
        "session"
    ),
    row=plain("session", *OF_ENTRY),
    labels=ENTRY_LABELS,
    relations=("event_sessions.RecordEntry.created_by",),
)
PROPOSED = Source(
    slug="recommendations",
    order=65,
    label=_("Recommendations you proposed or wrote"),
    purpose=WRITTEN,
    until=RECORD,
    query=proposed,
    row=plain("event", "text", "source", "status"),
    labels={"event": _("event")} | names_of(Recommendation, "text", "source", "status"),
    relations=("event_sessions.Recommendation.proposers", "event_sessions.Recommendation.created_by"),
)
STARS = Source(
    slug="stars",
    order=66,
    label=_("Stars"),
    purpose=_("so that your programme shows your sessions"),
    until=ACCOUNT,
    query=lambda person: SessionStar.objects.filter(user=person.user_id, user__isnull=False).select_related("event"),
    row=plain("event", "session_id", "created_at"),
    labels={"event": _("event"), "session_id": _("number of the session"), "created_at": _("since")},
    relations=("event_sessions.SessionStar.user",),
)
CALENDAR = Source(
    slug="calendar",
    order=67,
    label=_("Address of your calendar"),
    purpose=_("so that your calendar program can read it"),
    until=_("until you switch it off"),
    query=lambda person: CalendarKey.objects.filter(user=person.user_id, user__isnull=False),
    row=plain("key", "created_at"),
    labels={"key": _("secret part of the address"), "created_at": _("since")},
    relations=("event_sessions.CalendarKey.user",),
)
