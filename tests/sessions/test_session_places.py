"""Signing up for sessions: places, the line, and what becomes of both when something changes."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from participants.domain import registration
from participants.models import Registration
from sessions.domain import session_places as domain
from sessions.domain.programme import save_session
from sessions.models import Release, SessionPlace
from tests.factories.cms import published_event
from tests.factories.participants import PersonFactory, RegistrationFactory, RegistrationSetupFactory, UserFactory
from tests.factories.sessions import RoomFactory, SessionFactory, released
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    day = (timezone.now() + timedelta(days=30)).date()
    event = published_event(start_date=day, end_date=day)
    RegistrationSetupFactory(event=event)
    start = timezone.now() + timedelta(days=30)
    room = RoomFactory(event=event, capacity=1)
    hours = {"start": start, "end": start + timedelta(hours=1)}
    session = SessionFactory(event=event, room=room, needs_sign_up=True, **hours)
    released(event)
    return session


@pytest.fixture
def come(session):
    def come(target=session, person=None):
        if person is None:
            person = PersonFactory(user=UserFactory())
            RegistrationFactory(event=session.event, person=person)
        return domain.sign_up(target, person=person, by=person.user)

    return come


def statuses() -> list[str]:
    return list(SessionPlace.objects.order_by("pk").values_list("status", flat=True))


def test_the_seats_of_the_room_are_given_once_and_handed_on(session, come):
    first, second, third = come(), come(), come()
    assert statuses() == ["taken", "waiting", "waiting"]
    assert [domain.position_of(place) for place in (first, second, third)] == [None, 1, 2]
    assert come(person=second.person).pk == second.pk
    domain.give_back(session, person=first.person, by=first.person.user)
    assert statuses() == ["taken", "waiting"]
    made = Registration.objects.select_related("event", "person").get(person=second.person)
    registration.withdraw_registration(made, by=None)
    assert list(SessionPlace.objects.values_list("person", "status")) == [(third.person_id, "taken")]


def test_more_places_go_to_those_who_wait(session, come, django_capture_on_commit_callbacks):
    come(), come()
    session.places = 2
    with django_capture_on_commit_callbacks(execute=True):
        save_session(session, by=None)
    assert statuses() == ["taken", "taken"]
    come()
    session.room.capacity, session.places = 9, None
    session.room.save()
    session.save()
    assert (domain.settle_due(), domain.settle_due()) == (1, 0)
    assert statuses() == ["taken"] * 3


def test_who_may_sign_up_and_for_what(session, come):
    stranger = PersonFactory(user=UserFactory())
    with pytest.raises(ValidationError, match="registration is approved"):
        domain.sign_up(session, person=stranger, by=stranger.user)
    with pytest.raises(PermissionDenied):
        domain.sign_up(session, person=PersonFactory(), by=stranger.user)
    open_to_all = SessionFactory(event=session.event)
    with pytest.raises(ValidationError, match="Nobody needs to sign up"):
        come(open_to_all)


def test_the_page_says_what_is_left_and_warns_of_overlaps(session, come, client):
    other = SessionFactory(
        event=session.event, title="The other one", needs_sign_up=True, places=5, start=session.start, end=session.end
    )
    released(session.event)
    page, act = (
        reverse(f"sessions:{name}", args=[session.event.slug, session.pk]) for name in ("session", "session_sign_up")
    )
    assertContains(client.get(page), "Places left: 1 of 1.")
    assertNotContains(client.get(page), '<form method="post" action="' + act)
    mine = come(other)
    client.force_login(mine.person.user)
    assertContains(client.get(page), "You also signed up for “The other one”")
    assertContains(client.post(act, follow=True), "You have a place.")
    assertContains(client.get(page), "Give the place back")
    assertContains(client.post(act, {"leave": ""}, follow=True), "You left the session.")
    assert list(SessionPlace.objects.values_list("session", flat=True)) == [other.pk]


def test_a_session_that_nobody_released_is_refused_like_an_unknown_one(session, come, client):
    secret = SessionFactory(event=session.event, needs_sign_up=True, places=5, start=session.start, end=session.end)
    person = come().person
    with pytest.raises(ValidationError, match="Nobody needs to sign up"):
        come(secret, person)
    client.force_login(person.user)
    for name in ("session_sign_up", "session_sign_in"):
        pages = [client.post(reverse(f"sessions:{name}", args=[session.event.slug, pk])) for pk in (secret.pk, 10**6)]
        assert [page.status_code for page in pages] == [404, 404]
    assert not secret.signed_up.exists()
    released(session.event)
    assert come(secret, person).status == "taken"


def test_the_team_knows_the_working_programme(session, come):
    secret = SessionFactory(event=session.event, needs_sign_up=True, places=5, start=session.start, end=session.end)
    person = PersonFactory(user=make_user("rapporteur", session.event))
    RegistrationFactory(event=session.event, person=person)
    assert come(secret, person).status == "taken"


def test_a_place_in_a_session_taken_out_of_the_programme_can_be_given_back(session, come, client):
    person = come().person
    Release.objects.all().delete()
    client.force_login(person.user)
    client.post(reverse("sessions:session_sign_up", args=[session.event.slug, session.pk]), {"leave": ""})
    assert not SessionPlace.objects.exists()
