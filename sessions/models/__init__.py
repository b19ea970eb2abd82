from .agenda import AgendaItem
from .editing import ProgrammeChange
from .exchange import ProgrammeImport
from .mine import CalendarKey, SessionStar
from .papers import Paper, PaperAuthor, PaperVersion
from .places import SessionAttendance, SessionPlace
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
from .warnings import MutedCheck

__all__ = [
    "Addressee",
    "AgendaItem",
    "CalendarKey",
    "Confirmation",
    "Consensus",
    "Contribution",
    "ContributionSpeaker",
    "Lineage",
    "MutedCheck",
    "Paper",
    "PaperAuthor",
    "PaperVersion",
    "ProgrammeChange",
    "ProgrammeImport",
    "Recommendation",
    "RecommendationAddressee",
    "RecordEntry",
    "Release",
    "ReleaseFile",
    "Room",
    "Session",
    "SessionAttendance",
    "SessionPlace",
    "SessionRole",
    "SessionStar",
    "Verb",
]
