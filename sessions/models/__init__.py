from .agenda import AgendaItem
from .mine import CalendarKey, SessionStar
from .papers import Paper, PaperAuthor, PaperVersion
from .programme import Confirmation, Contribution, ContributionSpeaker, Room, Session, SessionRole
from .record import (
    Addressee,
    Consensus,
    Lineage,
    Recommendation,
    RecommendationAddressee,
    RecordEntry,
    Verb,
)
from .release import Release, ReleaseFile

__all__ = [
    "Addressee",
    "AgendaItem",
    "CalendarKey",
    "Confirmation",
    "Consensus",
    "Contribution",
    "ContributionSpeaker",
    "Lineage",
    "Paper",
    "PaperAuthor",
    "PaperVersion",
    "Recommendation",
    "RecommendationAddressee",
    "RecordEntry",
    "Release",
    "ReleaseFile",
    "Room",
    "Session",
    "SessionRole",
    "SessionStar",
    "Verb",
]
