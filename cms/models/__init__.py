from .events import Contact, Event, Objective, Organizer, Precision, Series, Venue
from .log import EventLogEntry, log_of_event
from .media import PageDocument, Picture, PictureRendition
from .notes import PracticalNote
from .pages import (
    AwardWinner,
    EventIndexPage,
    EventPage,
    ExpertGroupMeetingPage,
    ForumPage,
    HomePage,
    TextPage,
    WorkshopPage,
)
from .taxonomy import Country, EventKind, Organization, SdgTarget, Theme
from .team import Role, TeamMember
from .templates import EventTemplate

__all__ = [
    "AwardWinner",
    "Contact",
    "Country",
    "Event",
    "EventIndexPage",
    "EventKind",
    "EventLogEntry",
    "EventPage",
    "EventTemplate",
    "ExpertGroupMeetingPage",
    "ForumPage",
    "HomePage",
    "Objective",
    "Organization",
    "Organizer",
    "PageDocument",
    "Picture",
    "PictureRendition",
    "PracticalNote",
    "Precision",
    "Role",
    "SdgTarget",
    "Series",
    "TeamMember",
    "TextPage",
    "Theme",
    "Venue",
    "WorkshopPage",
    "log_of_event",
]
