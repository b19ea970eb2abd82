"""The report of a working group and that of a session: every part of what such a report has."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from outputs import tree
from outputs.domain.documents import create_output
from outputs.domain.files import fresh_file, request_file
from outputs.models import Output
from outputs.resolve import current_of, resolve
from participants.models import ParticipantCategory
from sessions.models import RecordEntry, Session, SessionAttendance
from tests.factories.cms import EventFactory
from tests.factories.participants import CategoryFactory, PersonFactory, RegistrationFactory
from tests.factories.record import AddresseeFactory, RecommendationFactory, RecordEntryFactory
from tests.factories.sessions import SessionFactory, SessionRoleFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db
Kind, Rule = RecordEntry.Kind, ParticipantCategory.PrintRule


@pytest.fixture
def event():
    return EventFactory(title="Working Group IV", outside_parent="eleventh session of the Committee")


@pytest.fixture
def session(event):
    return SessionFactory(event=event, number="II", title="Tides", key_message="Tides turn.")


def seat(event, name: str, rule: str, **fields: object):
    category = CategoryFactory(
        print_rule=rule, name=f"{rule} one", plural=f"{rule} ones", position=list(Rule.values).index(rule)
    )
    person = PersonFactory(name=name)
    return RegistrationFactory(
        event=event, person=person, category=category, status="approved", list_consent=True, **fields
    )


def write(session, kind: str, text: str, consensus: str = "") -> None:
    RecordEntryFactory(session=session, kind=kind, text=text, consensus=consensus)


@pytest.fixture
def recorded(session):
    chair = SessionRoleFactory(session=session, role="chair", person=PersonFactory(name="Ada Chair")).person
    write(session, Kind.SUMMARY, "The moon was shown.")
    write(session, Kind.VIEW, "The sea is late", "some")
    write(session, Kind.VIEW, "Members doubt it", "one")
    write(session, Kind.CONCLUSION, "There is a need to look at the sea", "agreed")
    write(session, Kind.CONCLUSION, "The moon matters", "general")
    write(session, Kind.ACTION, "Ada Chair will watch the moon")
    branch = AddresseeFactory(name="the Branch")
    RecommendationFactory(session=session, number=1, text="look up", addressees=[branch], source="Paper 3.")
    RecommendationFactory(session=session, number=2, text="look down", addressees=[branch])
    return chair


def told(document) -> list[str]:
    lines = []
    for node in tree.walk(document):
        if isinstance(node, tree.Attendance):
            names = ", ".join(f"{one.name} ({one.remark})" if one.remark else one.name for one in node.attendees)
            lines.append(f"{tree.plain(node.lead_in)} {names}")
        elif isinstance(node, tree.Section):
            lines.append(f"= {node.heading}")
        elif isinstance(node, tree.Paragraph | tree.Item | tree.KeyMessage):
            lines.append(tree.plain(node.inlines))
    return lines


PURPOSE = (
    "This report is intended to inform the eleventh session of the Committee of what was discussed in Working Group IV. "
    "Part I sums up the proceedings; part II contains the main conclusions and recommendations."
)
OUTCOME = [
    "= Conclusions and recommendations",
    "There was general agreement that the moon matters.",
    "There is a need to:",
    "Look at the sea.",
    "Participants recommended that the Branch:",
    "[Look up. (Paper 3.)]",
    "[Look down.]",
    "It was also agreed that Ada Chair will watch the moon.",
    "It was finally agreed on the following key message:",
    "Tides turn.",
]


def test_the_report_of_a_working_group_has_its_two_parts(event, session, recorded):
    seat(event, "Ada Member", Rule.BY_NAME, role_in_list="Chairperson")
    seat(event, "Finance", Rule.BY_INSTITUTION)
    found = resolve(create_output(event, "working_group_report", by=None))
    assert told(found) == [
        PURPOSE,
        "= Proceedings",
        f"The {event.kind.name.lower()} was attended by the following by_name ones: Ada Member (Chairperson)",
        "In addition, participants included representatives of: Institute of Invented Studies",
        "= Session II: Tides",
        "The session was chaired by Ada Chair.",
        "The moon was shown.",
        "Some participants advised that the sea is late.",
        "One view was expressed: Members doubt it.",
        *OUTCOME,
    ]


def test_the_report_of_a_session_tells_that_one_alone_and_who_was_in_it(event, session, recorded):
    other = SessionFactory(event=event)
    write(other, Kind.CONCLUSION, "Elsewhere", "agreed")
    RecommendationFactory(session=other, number=9, text="act elsewhere")
    RegistrationFactory(
        event=event, person=recorded, category=CategoryFactory(plural="members"), status="approved", list_consent=True
    )
    seat(event, "Absent", Rule.BY_NAME)
    SessionAttendance.objects.create(session=session, person=recorded, mode="roll")
    found = resolve(current_of(event, "session_report", session))
    lines = told(found)
    assert lines[:2] == ["= Attendance", "The session was attended by the following members: Ada Chair (Chairperson)"]
    assert [line.replace("[", "").replace("]", "") for line in lines[-len(OUTCOME) :]] == [
        line.replace("[", "").replace("]", "") for line in OUTCOME
    ]
    assert "Elsewhere." not in lines
    assert (found.title, found.subtitle) == ("Report of the session", "Session II: Tides")


def test_two_sessions_have_reports_of_their_own(event, session, recorded):
    other = SessionFactory(event=event)
    write(other, Kind.CONCLUSION, "Elsewhere", "agreed")
    rapporteur = make_user("rapporteur", event)
    for each in (session, other, session):
        request_file(event, "session_report", by=rapporteur, session=each)
    assert list(Output.objects.order_by("pk").values_list("session", "version")) == [(session.pk, 1), (other.pk, 1)]
    assert fresh_file(event, "session_report", session) is None


def test_who_may_read_it(client, event, session, recorded):
    address = reverse("outputs:session_report", args=[event.slug, session.pk])
    for user, status in ((make_user("rapporteur", event), 200), (make_user("desk", event), 404), (make_user(), 404)):
        client.force_login(user)
        assert client.get(address).status_code == status
    with pytest.raises(PermissionDenied):
        request_file(event, "session_report", by=make_user("desk", event), session=session)


def test_an_empty_record_says_so(client, event, session):
    Session.objects.update(key_message="")
    client.force_login(make_user("rapporteur", event))
    page = client.get(reverse("outputs:session_report", args=[event.slug, session.pk])).content.decode()
    assert "Nothing has been captured in this session yet." in page


@pytest.mark.parametrize("count", [2, 20])
def test_it_takes_as_many_statements_for_twenty(event, session, count, django_assert_max_num_queries):
    RecordEntryFactory.create_batch(count, session=session, kind=Kind.CONCLUSION)
    for number in range(count):
        RecommendationFactory(session=session, number=number + 1, addressees=[AddresseeFactory()])
        SessionAttendance.objects.create(
            session=session, person=seat(event, f"P{number}", Rule.BY_NAME).person, mode="roll"
        )
    output = current_of(event, "session_report", session)
    with django_assert_max_num_queries(32):
        resolve(output)
