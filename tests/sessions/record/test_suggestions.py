import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cms.models import EventLogEntry, Role
from sessions.domain import record
from sessions.models import Session, Suggestion
from tests.factories.participants import PersonFactory
from tests.factories.record import RecommendationFactory, RecordEntryFactory
from tests.factories.sessions import SessionFactory, SessionRoleFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(db) -> Session:
    return SessionFactory(record_state="handed_over")


@pytest.fixture
def chair(session):
    role = SessionRoleFactory(session=session, person=PersonFactory(user=make_user()), role="chair")
    return role.person.user


@pytest.fixture
def rapporteur(session):
    return make_user(Role.RAPPORTEUR, session.event)


@pytest.fixture(params=[RecordEntryFactory, RecommendationFactory])
def subject(request, session):
    return request.param(session=session, text="as it was")


def test_a_suggestion_changes_nothing_until_it_is_taken_over(subject, chair, rapporteur):
    suggestion = record.suggest(subject, by=chair, text="as it should be", note="Shorter")
    subject.refresh_from_db()
    assert (subject.text, suggestion.state) == ("as it was", "open")
    taken = record.take_suggestion(suggestion, by=rapporteur)
    suggestion.refresh_from_db()
    assert (taken.text, suggestion.state, suggestion.settled_by) == ("as it should be", "taken", rapporteur)


def test_a_declined_one_leaves_the_text(subject, chair, rapporteur):
    suggestion = record.suggest(subject, by=chair, text="other")
    record.decline_suggestion(suggestion, by=rapporteur)
    subject.refresh_from_db()
    assert (subject.text, Suggestion.objects.get().state) == ("as it was", "declined")


def test_it_is_settled_once(subject, chair):
    suggestion = record.suggest(subject, by=chair, text="other")
    record.take_suggestion(suggestion, by=None)
    with pytest.raises(ValidationError, match="settled this suggestion already"):
        record.decline_suggestion(suggestion, by=None)


def test_the_chair_suggests_only_while_the_record_is_there(subject, session, chair, rapporteur):
    with pytest.raises(PermissionDenied):
        record.suggest(subject, by=rapporteur, text="other")
    Session.objects.update(record_state="open")
    with pytest.raises(ValidationError, match="not with the chair"):
        record.suggest(subject, by=chair, text="other")
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize("text", ["", "x" * 5001])
def test_a_suggestion_has_a_text_that_fits(subject, chair, text):
    with pytest.raises(ValidationError):
        record.suggest(subject, by=chair, text=text)


def test_a_record_is_not_cleared_over_a_suggestion(subject, session, chair):
    suggestion = record.suggest(subject, by=chair, text="other")
    with pytest.raises(ValidationError, match="1 suggestion is not settled yet"):
        record.clear_record(session, by=chair)
    record.decline_suggestion(suggestion, by=None)
    assert record.clear_record(session, by=chair).record_state == "cleared"


def test_the_second_of_two_chairs_who_clear_is_told(session, chair):
    record.clear_record(session, by=chair)
    with pytest.raises(ValidationError, match="cleared already"):
        record.clear_record(session, by=chair)


def test_each_step_is_logged(subject, session, chair):
    record.take_suggestion(record.suggest(subject, by=chair, text="other"), by=None)
    record.clear_record(session, by=chair)
    actions = EventLogEntry.objects.order_by("pk").values_list("action", flat=True)
    changed = f"sessions.change_{'entry' if hasattr(subject, 'kind') else 'recommendation'}"
    assert list(actions) == ["sessions.suggest", "sessions.take_suggestion", changed, "sessions.clear"]


def test_suggesting_and_settling_on_the_desk(client, subject, session, chair):
    client.force_login(chair)
    kind = "entry" if hasattr(subject, "kind") else "recommendation"
    where = [session.event.slug, session.pk]
    client.post(reverse("record:suggest", args=[*where, kind, subject.pk]), {"text": "<i>other</i>", "note": "why"})
    page = client.get(reverse("record:desk", args=where)).content.decode()
    assert ("The chair suggests:" in page, "&lt;i&gt;other&lt;/i&gt;" in page, "why" in page) == (True, True, True)
    client.post(reverse("record:settle", args=[*where, Suggestion.objects.get().pk, "take"]))
    subject.refresh_from_db()
    assert subject.text == "<i>other</i>"


def test_a_suggestion_of_another_session_is_not_found(client, subject, session, chair):
    suggestion = record.suggest(subject, by=chair, text="other")
    other = SessionFactory(event=session.event)
    client.force_login(make_user(Role.ORGANISER, session.event))
    address = reverse("record:settle", args=[session.event.slug, other.pk, suggestion.pk, "take"])
    assert (client.post(address).status_code, Suggestion.objects.get().state) == (403, "open")
