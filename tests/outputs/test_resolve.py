"""Body and record become a document: what each live block says, and in how many queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outputs import tree
from outputs.beginning import new_body
from outputs.domain.dispositions import record_disposition
from outputs.models import Output
from outputs.resolve import document_of, resolve
from outputs.tree import canonical
from participants.models import ParticipantCategory
from sessions.models import Paper
from tests.factories.cms import ObjectiveFactory, OrganizationFactory, OrganizerFactory, VenueFactory
from tests.factories.outputs import add_record, new_output, recorded_event
from tests.factories.participants import CategoryFactory, PersonFactory, RegistrationFactory
from tests.factories.record import PaperFactory, RecordEntryFactory
from tests.factories.sessions import SessionFactory, full_session

pytestmark = pytest.mark.django_db


def document(*blocks, event=None, kind="final_report"):
    output = new_output(event, kind)
    output.body = new_body(list(blocks))
    output.save()
    return resolve(fetched(output))


def fetched(output):
    return Output.objects.get(pk=output.pk)


def said(found):
    """All paragraphs and items with their numbers and the rooms they come from."""
    nodes = (node for node in tree.walk(found) if isinstance(node, tree.Paragraph | tree.Item))
    return [
        (
            getattr(node, "number", "") or getattr(node, "marker", ""),
            tree.plain(node.inlines),
            [s.label for s in node.sources],
        )
        for node in nodes
    ]


def test_a_new_report_tells_the_record_in_order():
    event = recorded_event(1, goal="To learn.")
    ObjectiveFactory(event=event, text="learn from each other", position=1)
    ObjectiveFactory(event=event, text="agree on advice", position=2)
    found = resolve(fetched(new_output(event)))
    assert [(s.number, s.heading) for s in found.sections] == [
        ("I", "Introduction"),
        ("II", "Attendance"),
        ("III", "Summary of the sessions"),
        ("IV", "Conclusions"),
        ("V", "Recommendations"),
    ]
    assert [annex.heading for annex in found.annexes] == ["Programme"]
    assert said(found.sections) == [
        ("1", "The goal of the meeting was to learn.", []),
        ("2", "The meeting had the following objectives:", []),
        ("(a)", "Learn from each other;", []),
        ("(b)", "Agree on advice.", []),
        ("3", "Summary 1.", ["Session 1"]),
        ("4", "Some participants advised that the view 1.", ["Session 1"]),
        ("5", "The participants reached the following conclusions:", []),
        ("(a)", "Conclusion 1.", ["Session 1"]),
        ("6", "[The workshop recommends that Member States publish standard 1.]", ["Session 1"]),
    ]


def test_recommendations_stand_under_the_first_of_their_groups_and_each_once():
    event = recorded_event(2)
    found = document(("recommendations", {"group_by": "addressee"}), event=event)
    headings = [tree.plain(n.inlines) for n in tree.walk(found) if isinstance(n, tree.Subheading)]
    assert headings == ["Member States"]
    assert [number for number, _text, _sources in said(found)] == ["1", "2"]


@pytest.mark.parametrize(
    ("verdict", "printed"),
    [
        ("included", "The workshop recommends that Member States publish standard 1."),
        ("", "[The workshop recommends that Member States publish standard 1.]"),
        ("merged", None),
        ("reworded", None),
        ("deferred", None),
        ("not_taken", None),
    ],
)
def test_dispositions_decide_what_is_printed(verdict, printed):
    event = recorded_event(1)
    output = new_output(event)
    output.body = new_body([("recommendations", {})])
    output.save()
    if verdict:
        record_disposition(output, event.recommendations.get(), by=None, verdict=verdict, reason="Said why.")
    assert [text for _number, text, _sources in said(resolve(fetched(output)))] == ([printed] if printed else [])


def test_attendance_follows_the_print_rule_and_consent():
    event = recorded_event(0, participant_count=1800, participant_precision="approximate")
    rules = ParticipantCategory.PrintRule
    member = CategoryFactory(slug="member", plural="Members", print_rule=rules.BY_NAME, position=1)
    observer = CategoryFactory(slug="observer", plural="Observers", print_rule=rules.BY_INSTITUTION, position=2)
    public = CategoryFactory(slug="public", plural="Public", print_rule=rules.BY_NUMBER, position=3)
    RegistrationFactory(
        event=event, category=member, person=PersonFactory(name="Ada Nwosu"), list_consent=True, role_in_list="Chair"
    )
    RegistrationFactory(event=event, category=member, person=PersonFactory(name="No Consent"), list_consent=False)
    RegistrationFactory(event=event, category=observer, institution="Institute of Trust", list_consent=True)
    RegistrationFactory.create_batch(3, event=event, category=public)
    found = document(("attendance", {}), event=event)
    nodes = [n for n in tree.walk(found) if isinstance(n, tree.Attendance)]
    assert [[(a.name, a.remark) for a in n.attendees] for n in nodes] == [
        [("Ada Nwosu", "Chair"), ("one other", "")],
        [("Institute of Trust", "")],
    ]
    assert [text for _number, text, _sources in said(found)] == [
        "The workshop was attended by approximately 1,800 participants.",
        "Public: 3 participants.",
    ]
    assert "No Consent" not in canonical.dumps(found).decode()


def test_the_list_of_participants_obeys_consent_and_print_rule():
    event = recorded_event(0)
    rules = ParticipantCategory.PrintRule
    member = CategoryFactory(slug="member", plural="Members", print_rule=rules.BY_NAME, position=1)
    observer = CategoryFactory(slug="observer", plural="Observers", print_rule=rules.BY_INSTITUTION, position=2)
    public = CategoryFactory(slug="public", plural="Public", print_rule=rules.BY_NUMBER, position=3)
    RegistrationFactory(event=event, category=observer, institution="Institute of Trust", list_consent=True)
    RegistrationFactory.create_batch(3, event=event, category=public, list_consent=True)
    RegistrationFactory(
        event=event,
        category=member,
        person=PersonFactory(name="Ada Nwosu"),
        title="Director",
        institution="Institute",
        list_consent=True,
    )
    RegistrationFactory(event=event, category=member, person=PersonFactory(name="No Consent"), list_consent=False)
    found = document(("participants", {}), event=event)
    groups = [n for n in tree.walk(found) if isinstance(n, tree.ParticipantGroup)]
    named = tree.Participant("Ada Nwosu", "Director", "Institute")
    assert groups == [
        tree.ParticipantGroup("Members", (named, tree.Participant("1 other participant"))),
        tree.ParticipantGroup("Observers", (tree.Participant("Institute of Trust"),)),
        tree.ParticipantGroup("Public", (tree.Participant("3 participants"),)),
    ]


def test_the_programme_and_papers_show_what_is_public():
    event = recorded_event(0)
    full_session(event)
    PaperFactory(event=event, title="Shown", authors=[PersonFactory(name="Ada Nwosu")])
    PaperFactory(event=event, title="Hidden", status=Paper.Status.SUBMITTED)
    found = document(("programme", {}), ("papers", {}), event=event)
    (timetable,) = [n for n in tree.walk(found) if isinstance(n, tree.Programme)]
    assert [(day.date, len(day.entries)) for day in timetable.days] == [("2014-06-23", 1)]
    assert said(found) == [("", "The following papers were presented:", []), ("(a)", "Ada Nwosu, Shown", [])]


def test_prose_takes_its_place_and_hostile_markup_none():
    found = document(
        ("plain", "<p>Preamble</p>"),
        ("chapter", "One"),
        ("text", "<p>Said<script>x</script></p><ol><li>first</li></ol>"),
        ("heading", "Part"),
        ("quote", {"text": "Quoted", "attribution": "Report, para. 1"}),
        ("key_message", "Keep it short"),
        ("closing", "<p>Adopted.</p>"),
        ("annex", "Empty"),
    )
    assert said(found) == [("", "Preamble", []), ("1", "Said", []), ("(a)", "first", []), ("", "Adopted.", [])]
    assert found.annexes == ()
    (part,) = found.sections[0].sections
    assert [type(block).__name__ for block in part.blocks] == ["Quote", "KeyMessage"]


def test_masthead_and_title():
    event = recorded_event(0, title="Public Service Meeting", symbol="ST/PSM/2014", venue=VenueFactory())
    OrganizerFactory(event=event, organization=OrganizationFactory(name="Division of Trust"))
    found = document(("text", "<p>x</p>"), event=event)
    head = found.masthead
    assert (found.title, head.organization, head.symbol, head.place_and_dates) == (
        "Report of the Public Service Meeting",
        "Division of Trust",
        "ST/PSM/2014/R.1",
        "Goyang, Republic of Korea, 23–24 June 2014",
    )


def test_a_frozen_document_is_not_assembled_again():
    output = new_output(recorded_event(1))
    frozen = tree.Document("d", "final_report", "Frozen", "en", state="adopted")
    output.frozen = canonical.dumps(frozen).decode()
    assert document_of(output) == frozen


@pytest.mark.parametrize("kind", ["final_report", "communique"])
def test_the_number_of_queries_does_not_grow(kind):
    def queries(size):
        event = recorded_event(size)
        for number in range(size):
            RegistrationFactory(event=event, person=PersonFactory(), list_consent=True)
            PaperFactory(event=event, title=f"Paper {number}")
        full_session(event)
        output = Output.objects.select_related("event__venue__country", "event__kind", "event__series").get(
            pk=new_output(event, kind).pk
        )
        with CaptureQueriesContext(connection) as captured:
            resolve(output)
        return len(captured)

    assert queries(2) == queries(20)


def test_ids_stay_when_the_record_grows():
    event = recorded_event(1)
    output = new_output(event)
    before = {n.id for n in tree.walk(resolve(fetched(output))) if hasattr(n, "id")}
    add_record(event, 2)
    SessionFactory(event=event)
    assert before <= {n.id for n in tree.walk(resolve(fetched(output))) if hasattr(n, "id")}


def test_a_key_message_is_told_once():
    event = recorded_event(1)
    session = event.sessions.get()
    RecordEntryFactory(session=session, kind="key_message", text=session.key_message)
    found = document(("sessions", {}), event=event)
    assert len([n for n in tree.walk(found) if isinstance(n, tree.KeyMessage)]) == 1


def test_a_timetable_says_the_kind_of_a_session_unless_its_title_does():
    event = recorded_event(0)
    SessionFactory(event=event, kind="plenary", title="Plenary I: trust")
    SessionFactory(event=event, kind="panel", title="Trust, on trial")
    found = document(("programme", {}), event=event)
    entries = [n for n in tree.walk(found) if isinstance(n, tree.ProgrammeEntry)]
    assert [entry.kind for entry in entries] == ["", "Panel"]
