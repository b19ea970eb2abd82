from .agenda import AgendaItem
from .editing import ProgrammeChange
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
    "Confirmation",
    "Consensus",
    "Contribution",
    "ContributionSpeaker",
    "Lineage",
    "Paper",
    "PaperAuthor",
    "PaperVersion",
    "ProgrammeChange",
    "Recommendation",
    "RecommendationAddressee",
    "RecordEntry",
    "Release",
    "ReleaseFile",
    "Room",
    "Session",
    "SessionRole",
    "Verb",
]
