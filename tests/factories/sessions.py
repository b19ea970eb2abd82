from datetime import UTC, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from cms.models import Event
from sessions.domain.release import release_programme
from sessions.models import Contribution, ContributionSpeaker, Release, Room, Session, SessionRole
from tests.factories.cms import EventFactory, ThemeFactory, published_event
from tests.factories.participants import PersonFactory

FIRST = datetime(2014, 6, 23, 0, tzinfo=UTC)  # nine in the morning in Seoul, on the first day of EventFactory's events


class RoomFactory(DjangoModelFactory):
    class Meta:
        model = Room

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence("Hall {}".format)


class SessionFactory(DjangoModelFactory):
    """A thematic session without people, an hour and a half from nine o'clock of the event's first day in Seoul."""

    class Meta:
        model = Session

    event = factory.SubFactory(EventFactory)
    title = factory.Sequence("Session on subject {}".format)
    start = FIRST
    end = factory.LazyAttribute(lambda o: o.start and o.start + timedelta(minutes=90))


class SessionRoleFactory(DjangoModelFactory):
    class Meta:
        model = SessionRole

    session = factory.SubFactory(SessionFactory)
    person = factory.SubFactory(PersonFactory)
    role = SessionRole.Role.CHAIR


class ContributionFactory(DjangoModelFactory):
    """A presentation; `speakers=[...]` are people."""

    class Meta:
        model = Contribution
        skip_postgeneration_save = True

    session = factory.SubFactory(SessionFactory)
    title = factory.Sequence("Presentation {}".format)

    @factory.post_generation
    def speakers(self, create: bool, extracted: list | None, **kwargs) -> None:
        for position, person in enumerate(extracted or []):
            ContributionSpeaker.objects.create(contribution=self, person=person, position=position)


def full_session(event: Event, **fields: object) -> Session:
    """A session with a room, a theme, a chair, and two presentations by two people each."""
    fields.setdefault("room", RoomFactory(event=event))
    session = SessionFactory(event=event, **fields)
    session.themes.add(ThemeFactory())
    SessionRoleFactory(session=session)
    for _ in range(2):
        ContributionFactory(session=session, speakers=PersonFactory.create_batch(2))
    return session


def event_with_programme(sessions: int = 2, **fields: object) -> Event:
    """A published event with so many full sessions, one after the other; nothing released."""
    event = published_event(**fields)
    for place in range(sessions):
        full_session(event, start=FIRST + timedelta(hours=2 * place))
    return event


def released(event: Event, note: str = "") -> Release:
    """The working programme of `event` made public."""
    return release_programme(event, by=None, note=note)
