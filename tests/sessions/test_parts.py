"""What a new event takes over of another's programme."""

from datetime import UTC, date, datetime

import pytest

from cms.domain.set_up import set_up_event
from cms.parts import take
from sessions.models import ContributionSpeaker, Session, SessionRole
from sessions.parts import PART, parts
from tests.factories.sessions import SessionFactory
from tests.factories.set_up import edition, new_event
from tests.roles import make_user

pytestmark = pytest.mark.django_db


def set_up(old, *wanted, **fields):
    """The new event, and what its organiser is told."""
    new = new_event(**fields)
    return new, set_up_event(new, by=make_user("organiser", old), source=old, parts=wanted)


def test_sessions_keep_their_time_of_day_in_another_zone():
    old = edition()
    new, told = set_up(old, "aims", "programme", "facts")
    first, second = new.sessions.all()
    assert told == []
    assert (first.title, first.number, first.start) == (
        "Session on subject 0",
        "I",
        datetime(2027, 1, 11, 8, tzinfo=UTC),
    )
    assert second.start == datetime(2027, 1, 12, 8, 1, tzinfo=UTC)
    assert [session.end - session.start for session in old.sessions.all()] == [first.end - first.start] * 2
    assert (first.room.event, first.room.name, first.room.capacity) == (new, "Hall", 90)
    assert (first.agenda_item.event, first.agenda_item.title) == (new, "Opening")
    assert list(first.themes.all()) == list(old.themes.all())
    assert [objective.event_id for objective in first.objectives.all()] == [new.pk]
    assert first.objectives.get().text == old.objectives.last().text
    assert take(new, ["programme"]) == take(old, ["programme"])


def test_uids_and_versions_are_new():
    old = edition()
    old.sessions.update(version=7)
    new, _ = set_up(old, "programme")
    assert set(new.sessions.values_list("version", flat=True)) == {0}
    assert not set(new.sessions.values_list("uid", flat=True)) & set(old.sessions.values_list("uid", flat=True))


def test_objectives_are_linked_only_where_they_come_along():
    new, _ = set_up(edition(), "programme")
    assert Session.objectives.through.objects.filter(session__event=new).count() == 0


def test_sessions_of_days_that_are_missing_come_without_a_time():
    new, told = set_up(edition(), "programme", end_date=date(2027, 1, 11))
    assert [bool(session.start) for session in new.sessions.all()] == [True, False]
    assert told == ["1 session was on a day that this event does not have: it is in the programme, without a time."]


def test_what_was_cancelled_is_left_behind_and_what_has_no_time_comes_along():
    old = edition()
    SessionFactory(event=old, title="Off", status="cancelled")
    SessionFactory(event=old, title="Some time", start=None, end=None)
    new, told = set_up(old, "programme")
    assert [session.title for session in new.sessions.all()] == [
        "Session on subject 0",
        "Session on subject 1",
        "Some time",
    ]
    assert told == []


@pytest.mark.parametrize(
    ("asked", "counts"),
    [
        ([], (0, 0, 0)),
        (["programme:talks"], (0, 2, 0)),
        (["programme:people"], (2, 0, 0)),
        (["programme:people", "programme:talks"], (2, 2, 2)),
    ],
)
def test_people_and_presentations_come_only_when_asked_for(asked, counts):
    new, _ = set_up(edition(), "programme", *asked)
    roles = SessionRole.objects.filter(session__event=new)
    speakers = ContributionSpeaker.objects.filter(contribution__session__event=new)
    talks = [talk for session in new.sessions.all() for talk in session.contributions.all()]
    assert (roles.count(), len(talks), speakers.count()) == counts
    assert {row.confirmation for row in [*roles, *speakers]} <= {"open"}
    assert {talk.abstract for talk in talks} <= {""}


def test_person_who_is_gone_is_left_out():
    old = edition()
    data = take(old, ["programme", "programme:people", "programme:talks"])["programme"]
    for session in data["sessions"]:
        session["people"][0]["person"] = 0
        session["talks"][0]["speakers"] = [0]
    new = new_event()
    user = make_user("organiser", old)
    set_up_event(new, by=user)
    PART.give(new, data, user)
    assert (SessionRole.objects.filter(session__event=new).count(), new.sessions.count()) == (0, 2)


def test_preview_tells_numbers_and_days():
    data = take(edition(), ["programme"])["programme"]
    assert PART.tell(data, new_event()) == "2 sessions, 1 room, 1 agenda item; 11–12 January 2027"
    short = new_event(end_date=date(2027, 1, 11))
    assert PART.tell(data, short) == "2 sessions, 1 room, 1 agenda item; 11 January 2027; 1 comes without a time"
    assert parts() == [PART]
