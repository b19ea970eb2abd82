from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cms.models import Role
from sessions.domain import record
from sessions.models import Recommendation, RecordEntry, Session, TypedLine
from tests.factories.record import AddresseeFactory, RecommendationFactory, RecordEntryFactory
from tests.factories.sessions import SessionFactory, full_session
from tests.roles import make_user

pytestmark = pytest.mark.django_db
KEY = UUID("00000000-0000-4000-8000-000000000001")


@pytest.fixture
def session(db) -> Session:
    return SessionFactory()


@pytest.fixture
def rapporteur(session):
    return make_user(Role.RAPPORTEUR, session.event)


@pytest.fixture
def desk(client, rapporteur):
    client.force_login(rapporteur)
    return client


def url(name: str, session: Session, *more: object) -> str:
    return reverse(f"record:{name}", args=[session.event.slug, session.pk, *more])


def line(**fields: object) -> dict:
    return {"key": str(KEY), "sequence": 1, "text": "con: Trust is earned", "kind": "view"} | fields


def kept() -> list[tuple[str, int]]:
    return list(TypedLine.objects.values_list("text", "sequence"))


def test_a_line_is_kept_as_it_is_typed_and_a_late_one_changes_nothing(session, rapporteur):
    for sequence, text in ((1, "co"), (3, "con: Tru"), (2, "con:")):
        record.keep_line(session, by=rapporteur, key=KEY, text=text, sequence=sequence)
    assert (kept(), RecordEntry.objects.count()) == ([("con: Tru", 3)], 0)


def test_a_finished_line_becomes_an_entry_once(session, rapporteur):
    record.keep_line(session, by=rapporteur, key=KEY, text="con: Tru", sequence=1)
    made = [record.finish_line(session, by=rapporteur, key=KEY, text="con: Trust is earned") for _ in range(2)]
    record.keep_line(session, by=rapporteur, key=KEY, text="late", sequence=9)
    entry = RecordEntry.objects.get()
    assert (made, entry.kind, entry.text) == ([entry, entry], "conclusion", "Trust is earned")
    assert list(TypedLine.objects.values_list("text", "entry")) == [("", entry.pk)]


def test_a_line_that_was_finished_in_other_words_is_refused_and_not_swallowed(session, rapporteur):
    record.finish_line(session, by=rapporteur, key=KEY, text="con: here")
    with pytest.raises(ValidationError, match="in other words"):
        record.finish_line(session, by=rapporteur, key=KEY, text="con: there")
    assert RecordEntry.objects.get().text == "here"


def test_a_recommendation_with_all_its_signs(session, rapporteur):
    states = AddresseeFactory(name="Member States")
    text = 'rec: invites @MemberStates to open up sdg16.6 !some due:2027-06-30 ind:"doors opened" @nobody'
    made = record.finish_line(session, by=rapporteur, key=KEY, text=text)
    assert (made.verb, made.text, made.consensus, str(made.due), made.indicator, made.unread) == (
        *("invites", "to open up @nobody", "some", "2027-06-30", "doors opened", ["@nobody"]),
    )
    assert [link.addressee for link in made.addressee_links.all()] == [states]
    assert [target.code for target in made.sdg_targets.all()] == ["16.6"]


def test_what_was_not_understood_is_forgotten_with_new_words(session, rapporteur):
    entry = record.finish_line(session, by=rapporteur, key=KEY, text="con: Trust #nowhere")
    assert entry.unread == ["#nowhere"]
    changed = record.change_entry(entry, by=rapporteur, data={"text": "Trust"}, revision=1)
    assert (changed.text, changed.unread) == ("Trust", [])


@pytest.mark.parametrize("text", ["con: " + "x" * 5001, "rec: " + "x" * 3001, "con:", "x" * 20_001])
def test_a_refused_line_makes_nothing_and_stays_kept(session, rapporteur, text):
    record.keep_line(session, by=rapporteur, key=KEY, text="con: as typed", sequence=1)
    with pytest.raises(ValidationError):
        record.finish_line(session, by=rapporteur, key=KEY, text=text)
    assert (kept(), RecordEntry.objects.count(), Recommendation.objects.count()) == ([("con: as typed", 1)], 0, 0)


def test_the_key_of_one_is_not_that_of_another(session, rapporteur):
    colleague = make_user(Role.RAPPORTEUR, session.event)
    for user in (rapporteur, colleague):
        record.finish_line(session, by=user, key=KEY, text=f"con: of {user.pk}")
    assert RecordEntry.objects.count() == 2


def test_strangers_keep_and_finish_nothing(session):
    for act in (
        lambda **line: record.keep_line(session, sequence=1, **line),
        lambda **line: record.finish_line(session, **line),
    ):
        with pytest.raises(PermissionDenied):
            act(by=make_user(), key=KEY, text="con: No")
    assert not TypedLine.objects.exists()


def test_the_desk_keeps_finishes_and_tells_what_it_became(desk, session):
    assert desk.post(url("keep", session), line(text="con: Tr")).json() == {"kept": 1}
    answer = desk.post(url("finish", session), line(sequence=2)).json()
    assert answer == {"made": f"entry-{RecordEntry.objects.get().pk}"}


def test_an_emptied_line_is_forgotten(desk, session):
    desk.post(url("keep", session), line())
    assert desk.post(url("keep", session), line(text=" ", sequence=2)).json() == {"kept": 2}
    assert not TypedLine.objects.exists()


@pytest.mark.parametrize("name", ["keep", "finish"])
def test_a_line_of_somebody_else_or_without_key_is_refused_in_words(desk, session, name):
    other = desk.post(url(name, session), line(user=0))
    assert (other.status_code, other.json()["refused"]) == (
        *(422, "Somebody else has signed in here; this line was typed by another person."),
    )
    assert desk.post(url(name, session), line(key="x")).status_code == 422
    assert not TypedLine.objects.exists()


def test_what_a_script_is_told_signed_out_and_when_the_session_is_gone(client, desk, session):
    address = url("finish", session)
    Session.objects.all().delete()
    assert desk.post(address, line()).status_code == 410
    client.logout()
    assert client.post(address, line()).status_code == 401


def test_a_moved_or_cancelled_session_takes_its_line(desk, session):
    Session.objects.update(status="cancelled", start=None, end=None, room=None)
    assert desk.post(url("finish", session), line()).status_code == 200


def test_a_cleared_record_refuses_and_says_why(desk, session):
    Session.objects.update(record_state="cleared")
    answer = desk.post(url("finish", session), line())
    assert (answer.status_code, answer.json()) == (422, {"refused": "This record is cleared. Say why it changes."})


def test_without_scripts_a_line_sent_twice_is_added_once(desk, session):
    for _ in range(2):
        assert desk.post(url("add_line", session), line()).status_code == 302
    assert RecordEntry.objects.count() == 1
    refused = desk.post(url("add_line", session), line(key=str(uuid4()), text="con:"))
    assert (refused.status_code, "con:" in refused.content.decode()) == (422, True)


def test_the_stream_tells_what_changed_what_stands_and_what_is_unfinished(desk, session):
    entry = RecordEntryFactory(session=session, text="<b>Seen</b>")
    RecordEntry.objects.update(updated_at="2020-01-01T00:00Z")
    new = RecommendationFactory(session=session)
    desk.post(url("keep", session), line(text="half"))
    data = desk.get(url("stream", session)).json()
    assert (list(data["rows"]), data["order"], data["state"]) == (
        [f"recommendation-{new.pk}"],
        [f"entry-{entry.pk}", f"recommendation-{new.pk}"],
        "open",
    )
    assert data["unfinished"] == [{"key": str(KEY), "text": "half", "sequence": 1}]
    since = desk.get(url("stream", session), {"since": "2019-01-01T00:00:00+00:00"}).json()
    assert "&lt;b&gt;Seen&lt;/b&gt;" in since["rows"][f"entry-{entry.pk}"]["html"]
    assert desk.get(url("stream", session), {"since": "2026-13-45T99"}).status_code == 200


def test_nobody_is_told_what_a_colleague_is_typing(client, desk, session):
    desk.post(url("keep", session), line(text="half a thought"))
    client.force_login(make_user(Role.RAPPORTEUR, session.event))
    for name in ("desk", "stream"):
        assert "half a thought" not in client.get(url(name, session)).content.decode()


def test_a_stroke_is_kept_in_at_most_six_statements(desk, session, django_assert_max_num_queries):
    desk.post(url("keep", session), line(key=str(uuid4())))
    for sequence in (1, 2):
        with django_assert_max_num_queries(6):
            desk.post(url("keep", session), line(sequence=sequence))


@pytest.mark.parametrize("count", [2, 20, 500])
def test_a_desk_opens_in_at_most_twelve_statements(desk, session, count, django_assert_max_num_queries):
    crowded = full_session(session.event)
    speaker = crowded.roles.first().person
    RecordEntryFactory.create_batch(count, session=crowded, speaker=speaker)
    for _ in range(min(count, 20)):
        RecommendationFactory(session=crowded, addressees=[AddresseeFactory()])
    desk.get(url("desk", crowded))
    with django_assert_max_num_queries(12):
        page = desk.get(url("desk", crowded))
    assert page.content.decode().count("data-row\n") == count + min(count, 20)


@pytest.mark.parametrize(("name", "most"), [("stream", 11), ("vocabulary", 12), ("beside", 15)])
def test_what_the_desk_asks_takes_as_many_statements_for_twenty(
    desk, session, name, most, django_assert_max_num_queries
):
    def statements(count: int) -> None:
        RecordEntryFactory.create_batch(count, session=session)
        RecommendationFactory.create_batch(count, session=session)
        desk.get(url(name, session))
        with django_assert_max_num_queries(most):
            desk.get(url(name, session))

    statements(2)
    statements(20)


def test_what_is_being_typed_is_judged_as_a_recommendation(desk, session):
    judged = desk.post(url("look", session), {"text": "rec: notes it", "kind": "view"}).json()["html"]
    assert "Say who is to act." in judged
    assert desk.post(url("look", session), {"text": "con: fine", "kind": "view"}).json() == {"html": ""}
