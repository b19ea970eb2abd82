"""Two organisers at once, each in a thread with a connection of its own."""

from datetime import timedelta

import pytest

from cms.models import Event
from sessions.domain import schedule
from sessions.domain.programme import save_session
from sessions.models import Session
from tests.factories.cms import EventFactory
from tests.factories.sessions import FIRST, SessionFactory
from tests.sessions.record.test_race import at_once

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow]

HOURS = (FIRST + timedelta(hours=1), FIRST + timedelta(hours=2))


def movers(session, seen):
    return [
        lambda start=each: schedule.place_session(session, by=None, start=start, room=None, seen=seen) for each in HOURS
    ]


def test_of_two_who_move_a_session_at_once_one_is_told():
    session = SessionFactory()
    assert at_once(*movers(session, {session.pk: 0})) == ["Conflict", "saved"]
    session.refresh_from_db()
    assert (session.version, session.start in HOURS) == (1, True)


def test_without_the_version_seen_one_of_two_would_be_lost():
    """The control: who does not say what they saw overwrites."""
    session = SessionFactory()
    assert at_once(*movers(session, None)) == ["saved", "saved"]


def test_form_and_editor_do_not_overwrite_each_other():
    session = SessionFactory()
    form = lambda: save_session(Session.objects.get(pk=session.pk), by=None, seen=0)
    assert at_once(form, movers(session, {session.pk: 0})[0]) == ["Conflict", "saved"]


def test_sessions_added_at_once_are_numbered_one_after_the_other():
    event = EventFactory(session_numbering=Event.Numbering.ROMAN)
    add = lambda: schedule.add_session(event, by=None, kind="panel", start=FIRST)
    assert at_once(*[add] * 6) == ["saved"] * 6
    assert sorted(event.sessions.values_list("number", flat=True)) == ["I", "II", "III", "IV", "V", "VI"]
