from .agenda import AgendaItem
from .exchange import ProgrammeImport
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
    "ProgrammeImport",
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
