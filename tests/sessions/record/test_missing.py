import pytest

from sessions.models import Session, SessionAttendance, Suggestion
from sessions.record.missing import counted, missing_in
from tests.factories.participants import PersonFactory
from tests.factories.record import AddresseeFactory, RecommendationFactory, RecordEntryFactory, SubmissionFactory
from tests.factories.sessions import SessionFactory

pytestmark = pytest.mark.django_db


def missing(session: Session) -> list[str]:
    return missing_in(counted(Session.objects.all()).get(pk=session.pk))


@pytest.fixture
def held():
    session = SessionFactory()
    Session.objects.update(start="2020-01-01T10:00Z", end="2020-01-01T11:00Z")
    return session


def test_of_a_session_that_was_held_all_is_missing_at_first(held):
    assert missing(held) == ["nothing is captured", "nobody noted who was there", "not handed over"]


def test_nothing_is_missing_of_one_to_come_or_cancelled(held):
    Session.objects.update(status="cancelled")
    to_come = SessionFactory()
    Session.objects.filter(pk=to_come.pk).update(start="2999-01-01T10:00Z", end="2999-01-01T11:00Z")
    assert missing(held) == missing(to_come) == []


def test_each_thing_is_counted(held):
    RecommendationFactory(session=held)
    one = RecommendationFactory(session=held, addressees=[AddresseeFactory()])
    entry = RecordEntryFactory(session=held)
    for subject in ({"recommendation": one}, {"entry": entry}):
        Suggestion.objects.create(text="other", **subject)
    SubmissionFactory(session=held)
    SessionAttendance.objects.create(session=held, person=PersonFactory(), mode="self")
    Session.objects.update(record_state="handed_over")
    assert missing(held) == [
        *("not cleared", "1 without an addressee", "2 suggestions not settled", "1 submission waits"),
    ]


def test_a_cleared_record_lacks_nothing(held):
    RecommendationFactory(session=held, addressees=[AddresseeFactory()])
    SessionAttendance.objects.create(session=held, person=PersonFactory(), mode="self")
    Session.objects.update(record_state="cleared")
    assert missing(held) == []
