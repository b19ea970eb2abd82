"""Who is in a programme gets a letter, drafted, about what a release changes for them."""

from datetime import timedelta

import pytest

from participants.domain.outbox import discard_letters, send_letters
from participants.models import Letter
from sessions.domain.release import release_programme
from sessions.models import Session
from tests.factories.cms import EventFactory
from tests.factories.participants import PersonFactory
from tests.factories.sessions import (
    FIRST,
    ContributionFactory,
    RoomFactory,
    SessionFactory,
    SessionRoleFactory,
    event_with_programme,
)
from tests.roles import make_user

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
FIRST_LETTER = """\
Dear Noor Adeyemi,

you are in the programme of “Meeting on Open Data”:

Monday, 23 June 2014, 09:00–10:30, Hall, 2nd floor
  Opening
  your part: Chair, “One counter”

All times are those of Asia/Seoul.

The programme:
http://127.0.0.1:8000/events/meeting/programme/"""
CHANGES = """\
Dear Noor Adeyemi,

the programme of “Meeting on Open Data” has changed. This concerns you:

Moved, renamed: Opening ceremony
  before: Opening
  Monday, 23 June 2014, 10:00–11:30, Annex
  before: Monday, 23 June 2014, 09:00–10:30, Hall, 2nd floor
  your part: Chair, “One counter”

New: Closing
  Monday, 23 June 2014, 14:00–15:30
  your part: Rapporteur

All your sessions now:

Monday, 23 June 2014, 10:00–11:30, Annex
  Opening ceremony
  your part: Chair, “One counter”

Monday, 23 June 2014, 14:00–15:30
  Closing
  your part: Rapporteur

All times are those of Asia/Seoul.

The programme:
http://127.0.0.1:8000/events/meeting/programme/"""


@pytest.fixture
def event():
    return EventFactory(slug="meeting", title="Meeting on Open Data")


@pytest.fixture
def organiser(event):
    return make_user("organiser", event)


@pytest.fixture
def noor():
    return PersonFactory(name="Noor Adeyemi")


@pytest.fixture
def session(event, noor):
    room = RoomFactory(event=event, name="Hall", floor="2nd floor")
    session = SessionFactory(event=event, title="Opening", room=room)
    SessionRoleFactory(session=session, person=noor)
    ContributionFactory(session=session, title="One counter", speakers=[noor])
    return session


def change(session, **values):
    Session.objects.filter(pk=session.pk).update(**values)


def states():
    return list(Letter.objects.order_by("pk").values_list("about", "state", "is_replaced"))


def newest():
    return Letter.objects.order_by("-pk").first()


def test_first_release_and_changes_in_words(event, organiser, noor, session):
    release_programme(event, by=organiser)
    letter = Letter.objects.get()
    assert (letter.subject, letter.person, letter.state) == (
        "You are in the programme: Meeting on Open Data",
        noor,
        "draft",
    )
    assert letter.body == FIRST_LETTER
    send_letters(event, by=organiser, ids=[letter.pk])
    closing = SessionFactory(event=event, title="Closing", start=FIRST + 5 * HOUR)
    SessionRoleFactory(session=closing, person=noor, role="rapporteur")
    annex = RoomFactory(event=event, name="Annex")
    change(session, title="Opening ceremony", start=session.start + HOUR, end=session.end + HOUR, room=annex)
    release_programme(event, by=organiser)
    assert newest().subject == "Your sessions have changed: Meeting on Open Data"
    assert newest().body == CHANGES


def test_who_is_left_out_and_whose_session_goes_is_told(event, organiser, noor, session):
    other = SessionFactory(event=event, title="Panel", start=FIRST + 3 * HOUR)
    role, kept = SessionRoleFactory(session=other, person=noor), SessionRoleFactory(session=other)
    send_all = lambda: send_letters(event, by=organiser, ids=Letter.objects.values_list("pk", flat=True))
    release_programme(event, by=organiser)
    send_all()
    role.delete()
    change(session, start=None, end=None)
    release_programme(event, by=organiser)
    assert newest().person == noor
    lines = newest().body.splitlines()
    assert lines[4:11] == [
        "No longer in the programme: Opening",
        "  Monday, 23 June 2014, 09:00–10:30, Hall, 2nd floor",
        "",
        "You are no longer named in it: Panel",
        "  Monday, 23 June 2014, 12:00–13:30",
        "",
        "You have no other session in the programme.",
    ]
    send_all()
    change(other, status="cancelled")
    release_programme(event, by=organiser)
    assert (newest().person, newest().body.splitlines()[4]) == (kept.person, "Cancelled: Panel")
    assert "  Panel (cancelled)" in newest().body.splitlines()
    send_all()
    change(other, status="confirmed")
    release_programme(event, by=organiser)
    assert newest().body.splitlines()[4] == "Takes place after all: Panel"


def test_only_those_for_whom_something_changes_get_a_letter(event, organiser, session):
    other = SessionFactory(event=event, start=FIRST + 3 * HOUR)
    role = SessionRoleFactory(session=other)
    release_programme(event, by=organiser)
    Letter.objects.update(state="sent")
    change(other, description="Longer text")
    release_programme(event, by=organiser)
    assert Letter.objects.count() == 2
    change(other, title="Another title")
    release_programme(event, by=organiser)
    assert [letter.person for letter in Letter.objects.filter(about="release:3")] == [role.person]


def test_draft_never_sent_is_replaced_by_one_that_says_all_since(event, organiser, session):
    release_programme(event, by=organiser)
    send_letters(event, by=organiser, ids=[newest().pk])
    change(session, start=session.start + HOUR, end=session.end + HOUR)
    release_programme(event, by=organiser)
    change(session, title="Another title")
    release_programme(event, by=organiser)
    sent = ("release:1", "sending", False)
    assert states() == [sent, ("release:2", "discarded", True), ("release:3", "draft", False)]
    old = Letter.objects.get(about="release:2")
    assert old.note == "Replaced: release 3 says what has changed since."
    assert newest().body.splitlines()[4] == "Moved, renamed: Another title"
    change(session, title="Opening", start=session.start, end=session.end)
    release_programme(event, by=organiser)  # as they were told: nothing is left to say
    assert states() == [sent, ("release:2", "discarded", True), ("release:3", "discarded", True)]
    change(session, title="Yet another")
    release_programme(event, by=organiser)
    assert newest().body.splitlines()[4] == "Renamed: Yet another"


def test_draft_stays_where_a_release_changes_nothing_for_its_person(event, organiser, session):
    release_programme(event, by=organiser)
    SessionFactory(event=event, start=FIRST + 3 * HOUR)
    release_programme(event, by=organiser)
    assert states() == [("release:1", "draft", False)]


def test_who_was_told_otherwise_is_told_only_what_is_new(event, organiser, session):
    release_programme(event, by=organiser)
    discard_letters(event, by=organiser, ids=[newest().pk], note="Told by telephone")
    change(session, title="Another title")
    release_programme(event, by=organiser)
    assert newest().body.splitlines()[4] == "Renamed: Another title"


def test_letter_is_in_the_language_of_the_event_and_may_be_left_out(event, organiser, session):
    release_programme(event, by=None)
    release_programme(event, by=organiser, letters=False)
    assert Letter.objects.count() == 0
    event.language = "fr"
    event.save()
    change(session, start=session.start + HOUR, end=session.end + HOUR)
    release_programme(event, by=organiser)
    assert newest().language == "fr"
    assert "lundi, 23 juin 2014, 10:00–11:30, Hall, 2nd floor" in newest().body


@pytest.mark.parametrize("count", [2, 20])
def test_as_many_statements_for_many_people(count, django_assert_max_num_queries):
    event = event_with_programme(count)
    organiser = make_user("organiser", event)
    release_programme(event, by=organiser)
    Session.objects.update(title="Another title")
    with django_assert_max_num_queries(30):
        release_programme(event, by=organiser)
    assert Letter.objects.filter(about="release:2").count() == 5 * count
