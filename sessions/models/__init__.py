from .agenda import AgendaItem
from .brainstorming import Board, Card, Cluster, Dot
from .calls import CallForPapers, CallTemplate, CallTheme
from .desk import Attribution, Suggestion, TypedLine
from .editing import ProgrammeChange
from .exchange import ProgrammeImport
from .library import LibraryEntry
from .mine import CalendarKey, SessionStar
from .papers import Paper, PaperAuthor, PaperVersion
from .places import SessionAttendance, SessionPlace
from .programme import Confirmation, Contribution, ContributionSpeaker, Room, Session, SessionRole
from .record import (
    Addressee,
    Consensus,
    Lineage,
    Mechanism,
    Recommendation,
    RecommendationAddressee,
    RecordEntry,
    Verb,
    Wording,
)
from .register import RegisterEntry, RegisterTerm
from .release import Release, ReleaseFile
from .reviews import Advice, Conflict, Criterion, PaperDecision, Review, Reviewer, Score
from .submissions import Submission
from .warnings import MutedCheck

__all__ = [
    "Addressee",
    "Advice",
    "AgendaItem",
    "Attribution",
    "Board",
    "CalendarKey",
    "CallForPapers",
    "CallTemplate",
    "CallTheme",
    "Card",
    "Cluster",
    "Confirmation",
    "Conflict",
    "Consensus",
    "Contribution",
    "ContributionSpeaker",
    "Criterion",
    "Dot",
    "LibraryEntry",
    "Lineage",
    "Mechanism",
    "MutedCheck",
    "Paper",
    "PaperAuthor",
    "PaperDecision",
    "PaperVersion",
    "ProgrammeChange",
    "ProgrammeImport",
    "Recommendation",
    "RecommendationAddressee",
    "RecordEntry",
    "RegisterEntry",
    "RegisterTerm",
    "Release",
    "ReleaseFile",
    "Review",
    "Reviewer",
    "Room",
    "Score",
    "Session",
    "SessionAttendance",
    "SessionPlace",
    "SessionRole",
    "SessionStar",
    "Submission",
    "Suggestion",
    "TypedLine",
    "Verb",
    "Wording",
]
