import pytest
from django.urls import reverse

from cms.models import Role, SdgTarget
from sessions.models import Addressee, Mechanism, Recommendation, RecordEntry, Session
from tests.factories.participants import PersonFactory
from tests.factories.record import AddresseeFactory, PaperFactory, RecommendationFactory, RecordEntryFactory
from tests.factories.sessions import SessionFactory, SessionRoleFactory, full_session
from tests.roles import make_user

pytestmark = pytest.mark.django_db


def url(name: str, session: Session, *more: object) -> str:
    return reverse(f"record:{name}", args=[session.event.slug, session.pk, *more])


def entry_data(**fields: object) -> dict:
    return {"entry-kind": "conclusion", "entry-text": "Trust must be earned.", "entry-consensus": "agreed"} | fields


def edit_data(subject: RecordEntry, **fields: object) -> dict:
    data = {"kind": subject.kind, "text": subject.text, "consensus": "", "revision": subject.revision} | fields
    return {f"edit-{name}": value for name, value in data.items()}


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


@pytest.mark.parametrize(
    ("role", "status"), [("rapporteur", 200), ("organiser", 200), ("chair", 404), ("reviewer", 404), ("desk", 404)]
)
def test_who_may_open_the_desk_by_role_at_the_event(client, session, role, status):
    client.force_login(make_user(role, session.event))
    assert client.get(url("desk", session)).status_code == status


def test_a_stranger_and_the_organiser_of_another_event_find_nothing(client, session):
    for user in (make_user(), make_user(Role.ORGANISER, SessionFactory().event)):
        client.force_login(user)
        assert client.get(url("desk", session)).status_code == 404
        assert client.get(reverse("record:sessions", args=[session.event.slug])).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, session):
    response = client.get(url("desk", session))
    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={url('desk', session)}")


@pytest.mark.parametrize("role", ["chair", "rapporteur"])
def test_chair_and_rapporteur_of_one_session_write_that_one_and_no_other(client, session, role):
    other = SessionFactory(event=session.event)
    person = PersonFactory(user=make_user())
    SessionRoleFactory(session=session, person=person, role=role)
    client.force_login(person.user)
    assert client.get(url("desk", session)).status_code == 200
    assert client.get(url("desk", other)).status_code == 404
    client.post(url("add_entry", session), entry_data())
    client.post(url("add_entry", other), entry_data())
    assert list(RecordEntry.objects.values_list("session", "text")) == [(session.pk, "Trust must be earned.")]


def test_panellists_may_not_write(client, session):
    person = PersonFactory(user=make_user())
    SessionRoleFactory(session=session, person=person, role="panellist")
    client.force_login(person.user)
    assert client.get(url("desk", session)).status_code == 404


def test_an_entry_is_added_at_the_end(desk, session, rapporteur):
    RecordEntryFactory(session=session, position=7)
    response = desk.post(url("add_entry", session), entry_data())
    assert (response.status_code, response["Location"]) == (302, f"{url('desk', session)}?write=entry#next-entry")
    added = RecordEntry.objects.last()
    assert (added.kind, added.text, added.consensus, added.position, added.created_by) == (
        "conclusion",
        "Trust must be earned.",
        "agreed",
        8,
        rapporteur,
    )


def test_what_is_refused_stays_typed_with_its_reason(desk, session):
    response = desk.post(url("add_entry", session), entry_data(**{"entry-text": "x" * 5001}))
    content = response.content.decode()
    assert response.status_code == 422
    assert "at most 5000 characters" in content
    assert "x" * 5001 in content
    assert not RecordEntry.objects.exists()


def test_an_entry_names_people_of_its_own_session_only(desk, session):
    stranger = SessionRoleFactory().person
    response = desk.post(url("add_entry", session), entry_data(**{"entry-speaker": stranger.pk}))
    assert RecordEntry.objects.get().speaker is None or response.status_code == 422


def test_speaker_and_institution_exclude_each_other(desk, session):
    speaker = SessionRoleFactory(session=session).person
    data = entry_data(**{"entry-speaker": speaker.pk, "entry-institution": "Ministry"})
    response = desk.post(url("add_entry", session), data)
    assert response.status_code == 422
    assert "Name the speaker or the institution, not both." in response.content.decode()


def test_an_entry_is_edited_in_its_place(desk, session, rapporteur):
    entry = RecordEntryFactory(session=session)
    page = desk.get(f"{url('desk', session)}?edit=entry-{entry.pk}").content.decode()
    assert url("edit_entry", session, entry.pk) in page
    desk.post(url("edit_entry", session, entry.pk), edit_data(entry, text="Changed"))
    entry.refresh_from_db()
    assert (entry.text, entry.revision, entry.updated_by) == ("Changed", 2, rapporteur)


def test_a_second_save_over_a_colleagues_is_offered_and_not_lost(desk, session):
    entry = RecordEntryFactory(session=session, text="States should publish budgets.")
    opened = edit_data(entry, text="States must publish budgets.", consensus="majority")
    colleague = make_user(Role.ORGANISER, session.event)
    RecordEntry.objects.filter(pk=entry.pk).update(
        text="States should publish all budgets.", revision=2, updated_by=colleague
    )
    response = desk.post(url("edit_entry", session, entry.pk), opened)
    content = response.content.decode()
    assert response.status_code == 409
    assert '<mark class="desk-mine">must</mark>' in content
    assert '<mark class="desk-theirs">all </mark>' in content
    assert RecordEntry.objects.get().text == "States should publish all budgets."
    again = dict(response.context["typed"]) | {"edit-text": "States must publish all budgets."}
    assert desk.post(url("edit_entry", session, entry.pk), again).status_code == 302
    saved = RecordEntry.objects.get()
    assert (saved.text, saved.consensus, saved.revision) == ("States must publish all budgets.", "majority", 3)


def test_a_conflict_over_a_removed_entry_gives_the_text_back(desk, session):
    entry = RecordEntryFactory(session=session)
    data = edit_data(entry, text="A text of some length, typed with care.")
    desk.post(url("entry_standing", session, entry.pk, "remove"))
    response = desk.post(url("edit_entry", session, entry.pk), data)
    assert response.status_code == 409
    assert "typed with care" in response.content.decode()


def test_a_role_lost_while_typing_gives_the_text_back(desk, session, rapporteur):
    entry = RecordEntryFactory(session=session)
    rapporteur.team_roles.all().delete()
    data = edit_data(entry, text="A text of some length, typed with care.")
    response = desk.post(url("edit_entry", session, entry.pk), data)
    assert (response.status_code, response.context["texts"]) == (403, ["A text of some length, typed with care."])
    assert RecordEntry.objects.get().text == entry.text


def test_a_sign_in_lost_while_typing_gives_the_text_back(client, session):
    response = client.post(url("add_entry", session), entry_data(**{"entry-text": "A text of some length."}))
    assert (response.status_code, response.context["texts"]) == (403, ["A text of some length."])
    assert not RecordEntry.objects.exists()


def test_removing_can_be_undone(desk, session):
    entry = RecordEntryFactory(session=session)
    desk.post(url("entry_standing", session, entry.pk, "remove"))
    assert not RecordEntry.objects.exists()
    assert "1 entry removed" in desk.get(url("desk", session)).content.decode()
    desk.post(url("entry_standing", session, entry.pk, "restore"))
    assert list(RecordEntry.objects.all()) == [entry]


def test_entries_move_by_buttons(desk, session):
    one, two, three = RecordEntryFactory.create_batch(3, session=session)
    desk.post(url("entry_standing", session, three.pk, "up"))
    desk.post(url("entry_standing", session, one.pk, "up"))
    assert list(RecordEntry.objects.all()) == [one, three, two]


def test_a_recommendation_with_everything(desk, session):
    speaker = SessionRoleFactory(session=session).person
    known = AddresseeFactory(name="the Secretariat")
    entry, paper = RecordEntryFactory(session=session), PaperFactory(event=session.event)
    audits = Mechanism.objects.create(name="Audits and inspections")
    data = {
        "verb": "urges",
        "indicator": "procedures published",
        "due": "2027-06-30",
        "resources": "A trust fund",
        "dissent": "One delegation did not join.",
        "mechanisms": [audits.pk],
        "evidence": [paper.pk],
        "entry": entry.pk,
        "text": "publish its procedures",
        "consensus": "general",
        "lead": "The secretariat; the Ministry of Oceans",
        "support": "the Secretariat",
        "new_kind": "body",
        "targets": "16.6, 16.7",
        "source": "Paper 3",
        "concerned_groups": "Youth",
        "proposers": [speaker.pk],
    }
    response = desk.post(url("add_recommendation", session), {f"recommendation-{k}": v for k, v in data.items()})
    assert response.status_code == 302
    made = Recommendation.objects.get()
    links = [(str(link.addressee), link.part) for link in made.addressee_links.all()]
    assert links == [("the Secretariat", "lead"), ("the Ministry of Oceans", "lead")]
    assert known in made.addressees.all()
    assert list(made.sdg_targets.all()) == list(SdgTarget.objects.filter(code__in=["16.6", "16.7"]))
    assert list(made.proposers.all()) == [speaker]
    assert (made.indicator, str(made.due), made.resources, made.dissent, made.entry) == (
        *("procedures published", "2027-06-30", "A trust fund", "One delegation did not join.", entry),
    )
    assert (list(made.mechanisms.all()), list(made.evidence.all())) == ([audits], [paper])
    assert (made.number, made.verb, made.session, made.event, made.status) == (
        1,
        "urges",
        session,
        session.event,
        "captured",
    )
    assert (
        "Urges the Secretariat and the Ministry of Oceans publish its procedures"
        in desk.get(url("desk", session)).content.decode()
    )


def test_a_slip_of_the_pen_adds_no_addressee(desk, session):
    data = {"verb": "urges", "text": "act", "consensus": "agreed", "lead": "the Secretaria"}
    response = desk.post(url("add_recommendation", session), {f"recommendation-{k}": v for k, v in data.items()})
    assert response.status_code == 422
    assert "is new here" in response.content.decode()
    assert (Addressee.objects.count(), Recommendation.objects.count()) == (0, 0)


def test_a_wrong_target_is_named(desk, session):
    data = {"verb": "urges", "text": "act", "consensus": "agreed", "targets": "16.6 99.1"}
    response = desk.post(url("add_recommendation", session), {f"recommendation-{k}": v for k, v in data.items()})
    assert "Not a target: 99.1." in response.content.decode()


def test_a_recommendation_saved_meanwhile_is_offered(desk, session):
    made = RecommendationFactory(session=session, text="publish budgets", addressees=[AddresseeFactory()])
    Recommendation.objects.update(text="publish all budgets", revision=2)
    data = {"verb": "urges", "text": "publish the budgets", "consensus": "agreed", "lead": "", "revision": 1}
    sent = {f"edit-{name}": value for name, value in data.items()}
    response = desk.post(url("edit_recommendation", session, made.pk), sent)
    assert response.status_code == 409
    assert [row["label"] for row in response.context["other_differences"]] == ["Operative verb", "Addressed to"]
    assert Recommendation.objects.get().text == "publish all budgets"


def test_nothing_deletes_a_recommendation(desk, session):
    made = RecommendationFactory(session=session)
    assert desk.delete(url("edit_recommendation", session, made.pk)).status_code == 405
    assert desk.post(url("edit_recommendation", session, made.pk) + "remove/").status_code == 404


def test_a_key_message_has_a_limit(desk, session):
    assert desk.post(url("key_message", session), {"key_message": "x" * 201}).status_code == 422
    desk.post(url("key_message", session), {"key_message": "People first."})
    session.refresh_from_db()
    assert session.key_message == "People first."


def test_a_cleared_record_changes_only_with_a_reason(client, session):
    client.force_login(make_user(Role.ORGANISER, session.event))
    entry = RecordEntryFactory(session=session, text="Before")
    client.post(url("state", session, "clear"))
    refused = client.post(url("edit_entry", session, entry.pk), edit_data(entry, text="After"))
    assert refused.status_code == 422
    client.post(url("entry_standing", session, entry.pk, "remove"))
    assert RecordEntry.objects.get().text == "Before"
    client.post(url("edit_entry", session, entry.pk), edit_data(entry, text="After", reason="A slip"))
    assert RecordEntry.objects.get().text == "After"


def test_the_rapporteur_hands_over_and_may_not_clear(desk, session):
    desk.post(url("state", session, "hand-over"))
    desk.post(url("state", session, "clear"))
    session.refresh_from_db()
    assert session.record_state == "handed_over"


def test_markup_is_shown_as_typed(desk, session):
    RecordEntryFactory(session=session, text="<script>alert(1)</script>")
    RecommendationFactory(session=session, text="<img src=x onerror=alert(2)>")
    content = desk.get(url("desk", session)).content.decode()
    assert "<script>alert(1)" not in content
    assert "<img src=x" not in content


@pytest.mark.parametrize("count", [2, 20])
def test_the_number_of_queries_does_not_grow(desk, session, count, django_assert_max_num_queries):
    crowded = full_session(session.event)
    RecordEntryFactory.create_batch(count, session=crowded, speaker=crowded.roles.first().person)
    for _ in range(count):
        RecommendationFactory(session=crowded, addressees=[AddresseeFactory()])
    desk.get(url("desk", crowded))
    with django_assert_max_num_queries(32):
        desk.get(url("desk", crowded))


@pytest.mark.parametrize("count", [2, 20])
def test_the_list_of_sessions_takes_as_many_queries_for_twenty(desk, session, count, django_assert_max_num_queries):
    for _ in range(count):
        RecordEntryFactory(session=SessionFactory(event=session.event))
    address = reverse("record:sessions", args=[session.event.slug])
    desk.get(address)
    with django_assert_max_num_queries(14):
        page = desk.get(address)
    assert [(row.entry_count, row.recommendation_count) for row in page.context["sessions"]] == [(0, 0)] + [
        (1, 0)
    ] * count


def test_a_recommendation_rests_on_entries_and_papers_of_its_own_event(desk, session):
    foreign = {"entry": RecordEntryFactory().pk, "evidence": [PaperFactory().pk]}
    RecordEntryFactory(session=session)
    PaperFactory(event=session.event)
    for field, value in foreign.items():
        data = {"verb": "urges", "text": "act", "consensus": "agreed", field: value}
        response = desk.post(url("add_recommendation", session), {f"recommendation-{k}": v for k, v in data.items()})
        assert (field, response.status_code) == (field, 422)
    assert not Recommendation.objects.exists()
