"""Where nobody is named, no page, file, log or export joins what was said with who said it."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cms.models import EventLogEntry, Role
from outputs.domain.documents import create_output
from outputs.renderers import html
from outputs.renderers import json as json_renderer
from outputs.resolve import resolve
from sessions.domain import record
from sessions.domain.record.attribution import Names, names_of
from sessions.models import Attribution, Recommendation, RecordEntry, Session
from tests.factories.participants import PersonFactory
from tests.factories.record import RecommendationFactory, RecordEntryFactory
from tests.factories.sessions import SessionFactory, SessionRoleFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db
CANARY, INSTITUTION = "Quetzalli Ravnskov", "Ministry of Hidden Tides"


@pytest.fixture
def session(db) -> Session:
    return SessionFactory(is_attributed=False)


@pytest.fixture
def speaker(session):
    return SessionRoleFactory(
        session=session, person=PersonFactory(name=CANARY, sort_name="Ravnskov, Quetzalli")
    ).person


@pytest.fixture
def said(session, speaker) -> list[RecordEntry | Recommendation]:
    """Two entries and a recommendation, whose speakers are kept apart."""
    data = {"kind": "view", "consensus": "one"}
    return [
        record.capture_entry(session, by=None, data=data | {"text": "It is late.", "speaker": speaker}),
        record.capture_entry(session, by=None, data=data | {"text": "It is early.", "institution": INSTITUTION}),
        record.capture_recommendation(
            session.event, by=None, session=session, data={"text": "go on", "proposers": [speaker]}
        ),
    ]


def test_names_are_separated_when_they_are_captured(said, speaker):
    rows = RecordEntry.objects.values_list("speaker", "institution")
    assert (set(rows), Recommendation.objects.get().proposers.count()) == ({(None, "")}, 0)
    assert list(names_of(said).values()) == [
        Names(speaker),
        Names(institution=INSTITUTION),
        Names(proposers=(speaker,)),
    ]


def test_shorthand_leaves_no_name_in_the_text(session, speaker):
    rapporteur = make_user(Role.RAPPORTEUR, session.event)
    for key, text in enumerate(("view: @Ravnskov it is late", "view: @Somebodyelse it is early")):
        record.finish_line(session, by=rapporteur, key=f"00000000-0000-4000-8000-00000000000{key}", text=text)
    assert list(RecordEntry.objects.values_list("text", "unread")) == [("it is late", []), ("it is early", [])]
    assert list(Attribution.objects.values_list("person", "institution")) == [(speaker.pk, ""), (None, "Somebodyelse")]


@pytest.mark.parametrize("role", ["organiser", "rapporteur", "chair", "secretariat"])
def test_who_may_know_finds_the_names_on_the_desk_and_nobody_else(client, session, said, speaker, role):
    if role == "chair":
        user = make_user()
        SessionRoleFactory(session=session, person=PersonFactory(user=user), role="chair")
    else:
        user = make_user(role, session.event)
    client.force_login(user)
    address = reverse("record:desk", args=[session.event.slug, session.pk])
    pages = [client.get(address), client.get(f"{address}?edit=entry-{said[0].pk}"), client.get(address + "stream/")]
    knows = role != "organiser"
    assert [INSTITUTION in page.content.decode() for page in pages] == [knows] * 3


def test_whoever_may_not_know_changes_the_words_and_not_the_names(client, session, said, speaker):
    client.force_login(make_user(Role.ORGANISER, session.event))
    entry = said[0]
    address = reverse("record:edit_entry", args=[session.event.slug, session.pk, entry.pk])
    data = {"edit-kind": "view", "edit-text": "It is very late.", "edit-revision": 1, "edit-speaker": ""}
    assert client.post(address, data).status_code == 302
    entry.refresh_from_db()
    assert (entry.text, entry.speaker, names_of([entry])) == (
        "It is very late.",
        None,
        {("entry", entry.pk): Names(speaker)},
    )


def test_no_document_log_or_public_page_joins_the_two(client, session, said):
    Recommendation.objects.update(status="adopted")
    Session.objects.update(record_state="cleared")
    document = resolve(create_output(session.event, "final_report", by=None))
    printed = [each.render(document) for each in (html, json_renderer)]
    logged = json.dumps([entry.data for entry in EventLogEntry.objects.all()]) + " ".join(
        EventLogEntry.objects.values_list("words", flat=True)
    )
    public = client.get(reverse("sessions:recommendations")).content
    texts = [logged, public.decode(), *(text.decode() for text in printed)]
    assert any("It is late." in text for text in texts)
    assert [INSTITUTION in text for text in texts] == [False] * len(texts)


def test_taking_names_off_separates_what_was_written_before_also_what_was_removed(speaker):
    session = Session.objects.get()
    Session.objects.update(is_attributed=True)
    entry = RecordEntryFactory(session=session, speaker=speaker)
    removed = RecordEntryFactory(session=session, institution=INSTITUTION)
    record.remove_entry(removed, by=None)
    recommendation = RecommendationFactory(session=session)
    recommendation.proposers.add(speaker)
    record.set_attribution(session, by=None, named=False)
    assert set(RecordEntry.with_removed.values_list("speaker", "institution")) == {(None, "")}
    assert recommendation.proposers.count() == 0
    assert [str(names) for names in names_of([entry, removed, recommendation]).values()] == [
        CANARY,
        INSTITUTION,
        CANARY,
    ]


def test_who_may_change_it(session):
    with pytest.raises(PermissionDenied):
        record.set_attribution(session, by=make_user(Role.RAPPORTEUR, session.event), named=True)
    assert record.set_attribution(session, by=make_user(Role.ORGANISER, session.event), named=True).is_attributed


def test_a_merged_recommendation_credits_those_who_are_kept_apart(session, speaker, said):
    other = RecommendationFactory(session=session)
    child = record.merge_recommendations([said[2], other], by=None)
    assert (child.proposers.count(), names_of([child])) == (
        0,
        {("recommendation", child.pk): Names(proposers=(speaker,))},
    )


def test_a_new_speaker_leaves_those_who_proposed_it(client, session, speaker):
    proposer = PersonFactory(name="Bako Sender")
    entry = record.capture_entry(
        session, by=None, data={"kind": "view", "text": "It is late.", "proposers": [proposer]}
    )
    client.force_login(make_user(Role.RAPPORTEUR, session.event))
    address = reverse("record:edit_entry", args=[session.event.slug, session.pk, entry.pk])
    data = {"edit-kind": "view", "edit-text": "It is late.", "edit-revision": 1, "edit-speaker": speaker.pk}
    assert client.post(address, data).status_code == 302
    assert (entry.proposers.count(), names_of([entry])["entry", entry.pk]) == (0, Names(speaker, proposers=(proposer,)))
