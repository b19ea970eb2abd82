"""Who was in a session, by each of the ways in which it is noted."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from sessions.domain import attendance as domain
from sessions.domain.programme import check_deletable
from sessions.models import SessionAttendance, SessionRole
from tests.factories.cms import published_event
from tests.factories.participants import PersonFactory, RegistrationFactory, UserFactory
from tests.factories.sessions import SessionFactory, released
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    """Being held now."""
    now = timezone.now()
    return SessionFactory(event=published_event(), start=now - timedelta(minutes=5), end=now + timedelta(minutes=5))


@pytest.fixture
def person(session):
    person = PersonFactory(user=UserFactory())
    RegistrationFactory(event=session.event, person=person)
    return person


def noted() -> list[tuple[int, str]]:
    return list(SessionAttendance.objects.values_list("person", "mode"))


def test_only_those_of_the_event_are_noted_and_once(session, person):
    chair = PersonFactory()
    SessionRole.objects.create(session=session, person=chair, role="chair")
    people = [person, chair, PersonFactory()]
    assert domain.note_attendance(session, people=people, mode="qr", by=None) == [person, chair]
    assert domain.note_attendance(session, people=people, mode="roll_call", by=None) == []
    assert noted() == [(person.pk, "qr"), (chair.pk, "qr")]
    assert [row.person for row in domain.attendance_of(session)] == [person, chair]
    assert domain.counts_of(session.event) == {session.pk: 2}
    with pytest.raises(ValidationError, match="has a record"):
        check_deletable(session)


def test_one_signs_in_with_the_code_of_the_room(session, person):
    with pytest.raises(ValidationError, match="not the code"):
        domain.sign_in(session, person=person, by=person.user, code="x")
    code = domain.code_of(session)
    domain.sign_in(session, person=person, by=person.user, code=f"{code[:3]} {code[3:]}")
    assert noted() == [(person.pk, "self")]
    with pytest.raises(PermissionDenied):
        domain.sign_in(session, person=PersonFactory(), by=person.user, code=code)


def test_guessing_codes_ends_soon_and_so_does_the_session(session, person):
    for _ in range(domain.GUESSES):
        with pytest.raises(ValidationError, match="not the code"):
            domain.sign_in(session, person=person, by=person.user, code="0")
    code = domain.code_of(session)
    with pytest.raises(ValidationError, match="Too many wrong codes"):
        domain.sign_in(session, person=person, by=person.user, code=code)
    session.end = timezone.now() - timedelta(seconds=1)
    with pytest.raises(ValidationError, match="shortly before and during"):
        domain.sign_in(session, person=person, by=person.user, code=code)
    assert noted() == []


def test_the_roll_call_on_its_page(session, person, client):
    desk, absent = make_user("desk", session.event), PersonFactory(name="Ada Absent")
    RegistrationFactory(event=session.event, person=absent)
    domain.note_attendance(session, people=[absent], mode="qr", by=None)
    page = reverse("sessions:session_people", args=[session.event.slug, session.pk])
    client.force_login(desk)
    assertContains(client.get(page), "1 of 2")
    assertContains(client.get(page), domain.code_of(session))
    sent = {"shown": [person.pk, absent.pk, -1, 10**30, "x"], "here": [person.pk, 10**30]}
    assertContains(client.post(page, sent, follow=True), "1 person was noted.")
    assert noted() == [(person.pk, "roll_call")]
    assertNotContains(client.get(page, {"q": "Ada"}), person.name)
    client.force_login(person.user)
    assert client.get(page).status_code == 404


def test_the_page_of_the_session_takes_the_code(session, person, client):
    released(session.event)
    client.force_login(person.user)
    page, act = (
        reverse(f"sessions:{name}", args=[session.event.slug, session.pk]) for name in ("session", "session_sign_in")
    )
    assertContains(client.get(page), "Code shown in the room")
    assertContains(client.post(act, {"code": "\x00" * 500}, follow=True), "This is not the code")
    assertContains(
        client.post(act, {"code": domain.code_of(session)}, follow=True), "You are signed in to this session."
    )


def test_statements_of_the_roll_call_do_not_grow(session, client):
    client.force_login(make_user("desk", session.event))
    page, counts = reverse("sessions:session_people", args=[session.event.slug, session.pk]), []
    for more in (2, 18):
        for row in RegistrationFactory.create_batch(more, event=session.event):
            domain.note_attendance(session, people=[row.person], mode="qr", by=None)
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        counts.append(len(queries))
    assert counts[0] == counts[1]
