"""Writing and reading the record."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cms.models import EventLogEntry, Role
from sessions.domain import record
from sessions.domain.differences import Piece, differing_words
from sessions.models import Lineage, Recommendation, RecordEntry
from sessions.record.reading import operative_sentence, record_of
from tests.factories.cms import EventFactory, ObjectiveFactory, ThemeFactory
from tests.factories.participants import PersonFactory
from tests.factories.record import AddresseeFactory, RecommendationFactory, RecordEntryFactory
from tests.factories.sessions import ContributionFactory, SessionFactory, SessionRoleFactory, full_session
from tests.roles import make_user

pytestmark = pytest.mark.django_db
ENTRY = {"kind": "conclusion", "text": " Trust\r\nmust be earned.\0 ", "consensus": "agreed"}


def test_an_entry_is_tidied_kept_and_logged():
    session = SessionFactory()
    by = make_user(Role.RAPPORTEUR, session.event)
    entry = record.capture_entry(session, by=by, data=ENTRY | {"themes": [ThemeFactory()], "revision": 9})
    assert (entry.text, entry.revision, entry.themes.count()) == ("Trust\nmust be earned.", 1, 1)
    logged = EventLogEntry.objects.get(action="sessions.capture_entry")
    assert (logged.user, logged.data["text"]) == (by, "Trust\nmust be earned.")


def test_the_log_does_not_say_who_spoke():
    session = SessionFactory()
    speaker = PersonFactory(name="Noor Adeyemi")
    record.capture_entry(session, by=None, data=ENTRY | {"speaker": speaker})
    assert "Noor" not in str(EventLogEntry.objects.get(action="sessions.capture_entry").data)


@pytest.mark.parametrize("role", ["reviewer", "desk", "chair", None])
def test_others_write_nothing(role):
    entry = RecordEntryFactory()
    user = make_user(role, entry.session.event)
    for change in (
        lambda: record.capture_entry(entry.session, by=user, data=ENTRY),
        lambda: record.change_entry(entry, by=user, data=ENTRY, revision=1),
        lambda: record.remove_entry(entry, by=user),
        lambda: record.capture_recommendation(entry.session.event, by=user, data={"text": "act"}),
        lambda: record.set_key_message(entry.session, by=user, text="x"),
        lambda: record.hand_over(entry.session, by=user),
        lambda: record.clear_record(entry.session, by=user),
    ):
        with pytest.raises(PermissionDenied):
            change()


def test_an_empty_text_is_refused_and_nothing_is_numbered():
    session = SessionFactory()
    with pytest.raises(ValidationError) as refusal:
        record.capture_recommendation(session.event, by=None, data={"text": " "}, session=session)
    assert list(refusal.value.message_dict) == ["text"]
    assert not Recommendation.objects.exists()


def test_what_belongs_to_another_session_or_event_is_refused():
    session = SessionFactory()
    foreign = {"contribution": ContributionFactory(), "objective": ObjectiveFactory()}
    with pytest.raises(ValidationError) as refusal:
        record.capture_entry(session, by=None, data=ENTRY | foreign)
    assert sorted(refusal.value.message_dict) == ["contribution", "objective"]
    with pytest.raises(ValidationError):
        record.capture_recommendation(EventFactory(), by=None, data={"text": "act"}, session=session)


def test_a_change_from_an_old_revision_is_a_conflict_that_shows_what_stands():
    entry = RecordEntryFactory(text="One")
    record.change_entry(entry, by=None, data={"text": "Two"}, revision=1)
    with pytest.raises(record.Conflict) as conflict:
        record.change_entry(entry, by=None, data={"text": "Three"}, revision=1)
    assert (conflict.value.current.text, conflict.value.current.revision) == ("Two", 2)
    assert RecordEntry.objects.get().text == "Two"


def test_recommendations_are_numbered_for_each_event():
    session, other = SessionFactory(), SessionFactory()
    made = [
        record.capture_recommendation(each.event, by=None, data={"text": "act"}, session=each)
        for each in (session, other, session)
    ]
    assert [each.number for each in made] == [1, 1, 2]


def test_a_recommendation_of_the_whole_event_has_no_session():
    event = EventFactory()
    rapporteur = make_user(Role.RAPPORTEUR, event)
    assert record.capture_recommendation(event, by=rapporteur, data={"text": "act"}).session is None


def test_rewording_makes_a_child_and_leaves_the_parent():
    parent = RecommendationFactory(text="act", addressees=[AddresseeFactory()])
    parent.themes.add(ThemeFactory())
    child = record.reword_recommendation(parent, by=None, data={"text": "act now"})
    lineage = Lineage.objects.get()
    assert (lineage.child, lineage.parent, lineage.kind) == (child, parent, "reworded_from")
    assert (child.text, child.number, parent.text) == ("act now", parent.number + 1, "act")
    for taken_over in ("addressees", "themes"):
        assert list(getattr(child, taken_over).all()) == list(getattr(parent, taken_over).all())


def test_an_adopted_recommendation_changes_only_with_a_reason_that_is_logged():
    adopted = RecommendationFactory(status="adopted", text="act")
    with pytest.raises(ValidationError) as refusal:
        record.change_recommendation(adopted, by=None, data={"text": "act now"}, revision=1)
    assert list(refusal.value.message_dict) == ["reason"]
    record.change_recommendation(adopted, by=None, data={"text": "act now"}, revision=1, reason="Typing error")
    data = EventLogEntry.objects.get(action="sessions.change_recommendation").data
    assert (data["before"], data["text"], data["reason"]) == ("act", "act now", "Typing error")


def test_a_cleared_record_is_opened_again_with_a_reason():
    session = SessionFactory()
    chair = PersonFactory(user=make_user())
    SessionRoleFactory(session=session, person=chair)
    record.hand_over(session, by=chair.user)
    record.clear_record(session, by=chair.user)
    with pytest.raises(ValidationError):
        record.clear_record(session, by=chair.user)
    with pytest.raises(ValidationError):
        record.capture_entry(session, by=chair.user, data=ENTRY)
    with pytest.raises(ValidationError):
        record.reopen_record(session, by=chair.user, reason=" ")
    assert record.reopen_record(session, by=chair.user, reason="A gap").record_state == "open"


def test_the_chair_of_one_session_clears_no_other():
    session = SessionFactory()
    chair = PersonFactory(user=make_user())
    SessionRoleFactory(session=session, person=chair)
    with pytest.raises(PermissionDenied):
        record.clear_record(SessionFactory(event=session.event), by=chair.user)


def test_words_that_differ_are_marked_and_nothing_is_lost():
    left, right = differing_words("States should act.", "States must act now.")
    assert left == [Piece("States ", False), Piece("should", True), Piece(" act", False), Piece(".", False)]
    assert right == [
        Piece("States ", False),
        Piece("must", True),
        Piece(" act", False),
        Piece(" now", True),
        Piece(".", False),
    ]


@pytest.mark.parametrize(
    ("verb", "addressees", "sentence"),
    [
        ("urges", ["the Secretariat", "Member States"], "Urges the Secretariat and Member States publish budgets"),
        ("recommends", ["the Secretariat"], "Recommends that the Secretariat publish budgets"),
        ("notes", [], "Notes publish budgets"),
    ],
)
def test_a_recommendation_as_a_sentence(verb, addressees, sentence):
    named = [AddresseeFactory(name=name) for name in addressees]
    assert operative_sentence(RecommendationFactory(verb=verb, text="publish budgets", addressees=named)) == sentence


def test_the_record_of_an_event_is_grouped_by_session_and_kind():
    session = full_session(EventFactory())
    empty = SessionFactory(event=session.event)
    view, conclusion = RecordEntryFactory(session=session), RecordEntryFactory(session=session, kind="conclusion")
    record.remove_entry(RecordEntryFactory(session=session), by=None)
    recommendation = RecommendationFactory(session=session)
    RecommendationFactory()
    first, second = sorted(record_of(session.event), key=lambda each: each.session.pk)
    assert (first.session, first.entries, first.recommendations) == (
        session,
        {"view": (view,), "conclusion": (conclusion,)},
        (recommendation,),
    )
    assert [each.title for each in first.contributions] == [each.title for each in session.contributions.all()]
    assert (second.session, second.entries, second.of_kind("view")) == (empty, {}, ())


@pytest.mark.parametrize("count", [2, 20])
def test_the_record_takes_as_many_queries_for_twenty(count, django_assert_num_queries):
    event = EventFactory()
    for _ in range(count):
        session = full_session(event)
        RecordEntryFactory(session=session)
        RecommendationFactory(session=session, addressees=[AddresseeFactory()])
    with django_assert_num_queries(14):
        for each in record_of(event):
            for person in [role.person for role in each.session.roles.all()]:
                person.post_on(event.start_date)
            for contribution in each.contributions:
                [person.post_on(event.start_date) for person in contribution.speakers.all()]
            [operative_sentence(recommendation) for recommendation in each.recommendations]
