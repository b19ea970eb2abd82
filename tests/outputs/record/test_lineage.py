"""Where each clause comes from: under it on the page of a document, and as an annex; and what it keeps to itself."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outputs import tree
from outputs.beginning import new_body
from outputs.domain.dispositions import record_disposition
from outputs.models import Output
from outputs.record.clauses import origins_of
from outputs.record.lineage import Origin
from outputs.resolve import document_of, resolve
from sessions.models import Lineage, Recommendation
from tests.factories.cms import EventFactory, publish
from tests.factories.outputs import add_record, new_output, recorded_event
from tests.factories.participants import PersonFactory, RegistrationFactory
from tests.factories.record import RecommendationFactory, RecordEntryFactory
from tests.factories.sessions import RoomFactory, released
from tests.roles import make_user

pytestmark = pytest.mark.django_db

TOLD = (
    "Recommendation 1 (merged from); Session 1: Subject 1, Room 301; 23 June 2014, 09:00–10:30; proposed by Ms. Ada "
    "Nwosu. Recommends that Member States publish standard 1."
)
ADOPTED = Recommendation.Status.ADOPTED


@pytest.fixture
def event():
    event = recorded_event(0, slug="meeting")
    publish(event)
    return event


@pytest.fixture
def first(event):
    """A recommendation in a room of its own, on a cleared conclusion, with a proposer who is listed and one who is not."""
    made = add_record(event, 1)
    session = made.session
    session.room, session.record_state = RoomFactory(event=event, name="Room 301"), "cleared"
    session.save()
    for name, consent in (("Ada Nwosu", True), ("Not Listed", False)):
        person = PersonFactory(name=name, honorific="Ms.")
        RegistrationFactory(event=event, person=person, list_consent=consent)
        made.proposers.add(person)
    made.entry = RecordEntryFactory(session=session, kind="conclusion", text="Standards help.")
    made.status = ADOPTED
    made.save()
    return made


@pytest.fixture
def point(event, first):
    """The clause that `first` was merged into."""
    made = RecommendationFactory(event=event, session=None, number=9, text="act together")
    come_of(made, first)
    return made


@pytest.fixture
def output(event, first, point):
    output = new_output(event, "communique")
    record_disposition(output, first, by=None, verdict="merged")
    record_disposition(output, point, by=None, verdict="included")
    return output


def come_of(child, parent, kind=Lineage.Kind.MERGED_FROM):
    Lineage.objects.create(child=child, parent=parent, kind=kind)


def seen_by(user, output):
    output = Output.objects.get(pk=output.pk)
    (origin,) = origins_of(output, document_of(output), user).values()
    return origin


def test_a_reader_sees_the_words_the_room_and_who_agreed_to_be_named(event, first, output):
    released(event)
    (earlier,) = seen_by(AnonymousUser(), output).earlier
    assert earlier == Origin(
        first.pk,
        reference="Recommendation 1",
        relation="merged from",
        words="Recommends that Member States publish standard 1",
        url=f"/recommendations/{first.pk}/",
        session="Session 1: Subject 1, Room 301",
        session_url=f"/events/meeting/sessions/{first.session_id}/",
        when="23 June 2014, 09:00–10:30",
        proposers=("Ms. Ada Nwosu",),
        entry="Standards help.",
        verdict="merged",
    )


@pytest.mark.parametrize(
    ("change", "hidden"),
    [
        ({"status": "captured"}, {"url": ""}),
        (
            {"status": "captured", "session.record_state": "open"},
            {"words": "", "url": "", "proposers": (), "entry": ""},
        ),
        ({"session.is_attributed": False}, {"proposers": ()}),
        ({"session.record_state": "open"}, {"entry": ""}),
        ({"entry.kind": "view"}, {"entry": ""}),
        ({"entry.removed_at": "2014-06-23T10:00Z"}, {"entry": ""}),
        ({}, {"session_url": ""}),
    ],
    ids=["captured", "captured and not cleared", "names apart", "not cleared", "a view", "removed", "no release"],
)
def test_what_is_not_public_is_kept_from_visitors(event, first, output, change, hidden):
    if change:
        released(event)
    before = seen_by(AnonymousUser(), output).earlier[0]
    for path, value in change.items():
        *owner, field = path.split(".")
        subject = getattr(first, owner[0]) if owner else first
        type(subject)._base_manager.filter(pk=subject.pk).update(**{field: value})
    after = seen_by(AnonymousUser(), output).earlier[0]
    assert {name for name in Origin.__slots__ if getattr(after, name) != getattr(before, name)} <= set(hidden)
    assert {name: getattr(after, name) for name in hidden} == hidden


def test_a_meeting_that_is_closed_to_the_reader_is_not_told(event, point, output):
    inner = add_record(EventFactory(visibility="private", title="Closed workshop"), 1)
    come_of(point, inner, Lineage.Kind.FORWARDED_FROM)
    own = make_user("organiser", event)
    for reader in (AnonymousUser(), own):
        assert seen_by(reader, output).earlier[1] == Origin(inner.pk, relation="forwarded from")
    assert seen_by(make_user("secretariat", event), output).earlier[1].event == "Closed workshop"


def test_the_team_sees_all_with_reasons(event, first, output):
    Recommendation.objects.filter(pk=first.pk).update(status="captured")
    record_disposition(output, first, by=None, verdict="deferred", reason="Next year.")
    found = seen_by(make_user("rapporteur", event), output).earlier[0]
    assert (found.words, found.proposers, found.reason) == (
        "Recommends that Member States publish standard 1",
        ("Ms. Ada Nwosu", "Ms. Not Listed"),
        "Next year.",
    )


def test_a_circle_of_lineage_ends(first, point, output):
    come_of(first, point, Lineage.Kind.REWORDED_FROM)
    origin = seen_by(AnonymousUser(), output)
    assert [one.key for one in (origin, origin.earlier[0], origin.earlier[0].earlier[0])] == [
        *(point.pk, first.pk, point.pk)
    ]


def test_the_page_opens_it_under_the_clause_without_scripts(client, event, first, output):
    client.force_login(make_user("organiser", event))
    page = client.get(output.get_absolute_url()).content.decode()
    clause = page[page.index(f'id="recommendation-{output.dispositions.get(verdict="included").recommendation_id}"') :]
    opened = clause[: clause.index("</li>")]
    assert "<details" in opened
    assert "Where this comes from" in opened
    assert f'href="/recommendations/{first.pk}/"' in opened


def test_an_annex_leads_from_each_clause_to_what_it_came_of(event, point, output):
    output.body = new_body(
        [("chapter", "Clauses"), ("operative_clauses", {}), ("annex", "Origins"), ("clause_origins", {})]
    )
    output.save()
    (block,) = resolve(Output.objects.get(pk=output.pk)).annexes[0].blocks
    assert block.inlines == (tree.Link(f"#recommendation-{point.pk}", (tree.Text("Recommends that act together"),)),)
    assert [tree.plain(item.inlines) for item in block.items] == [TOLD]


def test_an_annex_keeps_what_other_meetings_have_not_adopted(event, point, output):
    for visibility, status in (("private", ADOPTED), ("public", "captured"), ("public", ADOPTED)):
        inner = add_record(EventFactory(visibility=visibility, title=f"{visibility} {status}"), 1)
        publish(inner.event)
        Recommendation.objects.filter(pk=inner.pk).update(status=status)
        come_of(point, inner, Lineage.Kind.FORWARDED_FROM)
    output.body = new_body([("clause_origins", {})])
    (block,) = resolve(output).opening
    told = [tree.plain(item.inlines) for item in block.items[1:]]
    assert [("publish standard" in text, text.split("; ")[1]) for text in told] == [
        (False, "public captured"),
        (True, "public adopted"),
    ]


@pytest.mark.parametrize("in_annex", [True, False])
def test_it_costs_the_same_for_two_and_twenty(in_annex):
    def queries(size):
        event = recorded_event(size)
        point = RecommendationFactory(event=event, session=None, number=99)
        for one in event.recommendations.exclude(pk=point.pk):
            come_of(point, one)
            come_of(one, add_record(EventFactory(), 1), Lineage.Kind.FORWARDED_FROM)
        output = new_output(event)
        output.body = new_body([("recommendations", {}), *([("clause_origins", {})] if in_annex else [])])
        output.save()
        output = Output.objects.select_related("event__venue__country", "event__kind", "event__series").get(
            pk=output.pk
        )
        with CaptureQueriesContext(connection) as captured:
            found = resolve(output)
            origins_of(output, found, AnonymousUser())
        return len(captured)

    assert queries(2) == queries(20)
