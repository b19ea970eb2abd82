from .events import Contact, Event, Objective, Organizer, Precision, Series, Venue
from .log import EventLogEntry, log_of_event
from .media import PageDocument, Picture, PictureRendition
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

__all__ = [
    "AwardWinner",
    "Contact",
    "Country",
    "Event",
    "EventIndexPage",
    "EventKind",
    "EventLogEntry",
    "EventPage",
    "ExpertGroupMeetingPage",
    "ForumPage",
    "HomePage",
    "Objective",
    "Organization",
    "Organizer",
    "PageDocument",
    "Picture",
    "PictureRendition",
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
