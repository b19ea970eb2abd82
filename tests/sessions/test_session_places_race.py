"""Many who sign up and leave at the same moment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sessions.domain import session_places as domain
from sessions.models import SessionPlace
from tests.factories.cms import published_event
from tests.factories.participants import PersonFactory, RegistrationFactory, RegistrationSetupFactory, UserFactory
from tests.factories.sessions import SessionFactory, released
from tests.participants.test_race import at_once

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow]
PEOPLE, PLACES = 7, 3


@pytest.fixture
def session():
    event = published_event()
    RegistrationSetupFactory(event=event)
    start = timezone.now() + timedelta(days=3)
    hours = {"start": start, "end": start + timedelta(hours=1)}
    session = SessionFactory(event=event, needs_sign_up=True, places=PLACES, **hours)
    released(event)
    return session


@pytest.fixture
def calls(session):
    people = [PersonFactory(user=UserFactory()) for _ in range(PEOPLE)]
    for person in people:
        RegistrationFactory(event=session.event, person=person)
    first = people[0]
    domain.sign_up(session, person=first, by=first.user)
    leave = lambda: domain.give_back(session, person=first, by=first.user)
    return [leave, *(lambda p=person: domain.sign_up(session, person=p, by=p.user) for person in people[1:])]


def taken(session) -> int:
    return SessionPlace.objects.filter(session=session, status="taken").count()


def test_the_last_places_of_a_session_are_given_once(session, calls):
    assert at_once(calls) == ["done"] * PEOPLE
    assert (taken(session), session.signed_up.count()) == (PLACES, PEOPLE - 1)


def test_without_counting_under_the_lock_there_are_too_many(session, calls, monkeypatch):
    """The control: everybody goes by the count that was read before anybody wrote."""
    read_by_all = domain.count_of(session)
    monkeypatch.setattr(domain, "count_of", lambda _session: read_by_all)
    at_once(calls[1:])
    assert taken(session) == PEOPLE > PLACES
