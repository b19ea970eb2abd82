"""Editions to set up events from."""

from datetime import UTC, date, datetime, timedelta

from cms.models import Event, EventTemplate, Organizer, PracticalNote
from outputs.domain.documents import create_output
from participants.domain.setup import set_up_registration
from sessions.domain.programme import number_sessions
from sessions.models import AgendaItem, Contribution, ContributionSpeaker, Room, Session, SessionRole
from tests.factories.cms import (
    ContactFactory,
    EventFactory,
    EventKindFactory,
    ObjectiveFactory,
    OrganizerFactory,
    SeriesFactory,
    ThemeFactory,
    VenueFactory,
    publish,
)
from tests.factories.participants import CategoryFactory, PersonFactory

FIRST = datetime(2014, 6, 23, 0, tzinfo=UTC)  # nine in the morning in Seoul, on the first day


def edition(sessions: int = 2, **fields: object) -> Event:
    """A held forum of two days in Seoul with something of every part; its sessions on the first and second day in turn."""
    fields = {"kind": EventKindFactory(slug="forum"), "series": SeriesFactory(), "edition": 3} | fields
    event = EventFactory(
        **{"title": "Forum 2014", "goal": "To agree", "venue": VenueFactory(timezone="Asia/Seoul")} | fields,
        session_numbering="roman",
        working_languages=["en", "ko"],
    )
    theme = ThemeFactory()
    event.themes.add(theme)
    objectives = ObjectiveFactory.create_batch(2, event=event)
    OrganizerFactory(event=event), OrganizerFactory(event=event, role=Organizer.Role.CO_ORGANIZER)
    ContactFactory(event=event)
    PracticalNote.objects.create(event=event, topic="visa", text="Ask early.")
    publish(event, lede="Two sentences.", venue_note="<p>Gate 3.</p>", host_note="<p>The host.</p>")
    opens, closes = FIRST - timedelta(days=100), FIRST - timedelta(days=14)
    times = {"opens_at": opens, "closes_at": closes, "capacity": 50}
    set_up_registration(event, by=None, data=times, categories=[CategoryFactory(slug="expert")])
    create_output(event, "communique", by=None)
    room, item = (
        Room.objects.create(event=event, name="Hall", capacity=90),
        AgendaItem.objects.create(event=event, title="Opening"),
    )
    for place in range(sessions):
        session = Session.objects.create(
            event=event,
            title=f"Session on subject {place}",
            start=FIRST + timedelta(days=place % 2, minutes=place),
            end=FIRST + timedelta(days=place % 2, minutes=90 + place),
            room=room,
            agenda_item=item,
        )
        session.themes.add(theme)
        session.objectives.add(objectives[1])
        SessionRole.objects.create(session=session, person=PersonFactory(), role="chair", confirmation="confirmed")
        talk = Contribution.objects.create(session=session, title=f"Talk {place}", minutes=20)
        ContributionSpeaker.objects.create(contribution=talk, person=PersonFactory(), confirmation="confirmed")
    number_sessions(event)
    return event


def new_event(**fields: object) -> Event:
    """Not saved: a forum of four days in Geneva's winter."""
    days = {"start_date": date(2027, 1, 11), "end_date": date(2027, 1, 14)}
    kind = EventKindFactory(slug="forum")
    return Event(
        **{"slug": "forum-2027", "title": "Forum 2027", "kind": kind, "timezone": "Europe/Zurich"} | days | fields
    )


def built_in(kind: str) -> EventTemplate:
    """The template of a kind that every site has."""
    return EventTemplate.objects.get(kind__slug=kind, owner=None)
