"""What other pages show of papers and the record: the event, its session, /me/, the back office."""

from datetime import datetime, time, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from cms.admin.links import AdminLink, Group
from cms.models import Role
from sessions.domain import record
from sessions.places import my_papers, my_records, my_sessions, papers_link, papers_place, record_link
from sessions.views.recommendations import adopted_record
from tests.factories.cms import EventFactory, published_event
from tests.factories.participants import PersonFactory
from tests.factories.record import PaperFactory, RecommendationFactory, RecordEntryFactory
from tests.factories.sessions import ContributionFactory, SessionFactory, SessionRoleFactory, released
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(db):
    return SessionFactory(event=published_event(), key_message="People first.")


def test_the_record_of_a_session_is_public_once_it_is_cleared_and_something_is_adopted(client, session):
    RecordEntryFactory(session=session, kind="conclusion", text="Trust <b>counts</b>.")
    RecordEntryFactory(session=session, kind="view", text="A view that stays inside.")
    RecommendationFactory(session=session, text="never shown before")
    assert adopted_record(session.pk) is None
    record.clear_record(session, by=None)
    assert adopted_record(session.pk) is None
    RecommendationFactory(session=session, status="adopted", text="act")
    released(session.event)
    page = client.get(reverse("sessions:session", args=[session.event.slug, session.pk])).content.decode()
    assert "People first." in page
    assert "Trust &lt;b&gt;counts&lt;/b&gt;." in page
    assert "Recommends that act" in page
    assert "A view that stays inside." not in page
    assert "never shown before" not in page


def test_a_session_shows_its_papers_to_those_who_may_read_them(client, session):
    PaperFactory(event=session.event, session=session, title="Open paper")
    draft = PaperFactory(event=session.event, session=session, title="Draft paper", status="submitted")
    released(session.event)
    address = reverse("sessions:session", args=[session.event.slug, session.pk])
    anonymous = client.get(address).content.decode()
    assert ("Open paper" in anonymous, "Draft paper" in anonymous) == (True, False)
    client.force_login(make_user(Role.ORGANISER, draft.event))
    assert "Draft paper" in client.get(address).content.decode()


def test_papers_have_a_place_once_one_is_published(rf, session):
    request = rf.get("/")
    request.user = AnonymousUser()
    assert papers_place(session.event, request) is None
    PaperFactory(event=session.event)
    assert papers_place(session.event, request).url == f"/events/{session.event.slug}/papers/"


def test_my_area_lists_my_papers_and_the_records_i_write(rf, session):
    person, other = PersonFactory(), PersonFactory()
    paper = PaperFactory(event=session.event, authors=[person], status="submitted")
    SessionRoleFactory(session=session, person=person, role="rapporteur")
    SessionRoleFactory(session=session, person=other, role="panellist")
    request = rf.get("/me/")
    assert [row["paper"] for row in my_papers(person, request).context["papers"]] == [paper]
    assert [row["url"] for row in my_records(person, request).context["rows"]] == [
        reverse("record:desk", args=[session.event.slug, session.pk])
    ]
    assert (my_papers(other, request), my_records(other, request)) == (None, None)


def test_my_area_lists_what_i_have_a_part_in(rf, django_assert_num_queries):
    speaker, soon = PersonFactory(), timezone.localdate() + timedelta(days=30)
    for event in EventFactory.create_batch(2, start_date=soon, end_date=soon):
        session = SessionFactory(event=event, start=datetime.combine(soon, time(9), event.tz))
        ContributionFactory(session=session, title="A talk", speakers=[speaker])
        released(event)
        ContributionFactory(session=session, title="Not released", speakers=[speaker])
    over = ContributionFactory(title="Long ago", speakers=[speaker])
    released(over.session.event)
    with django_assert_num_queries(1):
        section = my_sessions(speaker, rf.get("/me/"))
        found = [each["parts"] for row in section.context["events"] for each in row["appearances"]]
    assert found == [["A talk"], ["A talk"]]
    assert my_sessions(PersonFactory(), rf.get("/me/")) is None


def test_the_event_in_the_back_office_links_to_what_its_user_may_do(session):
    PaperFactory(event=session.event, status="submitted")
    record.hand_over(session, by=None)
    slug = session.event.slug
    papers = AdminLink("Papers", f"/admin/papers/{slug}/", "doc-full", 40, 1, "1 to decide")
    records = AdminLink("Record", f"/admin/record/{slug}/", "edit", 50, 1, "1 waits for the chair", Group.OUTCOME)
    expected = {"organiser": (papers, records), "rapporteur": (None, records), "desk": (None, None)}
    found = {}
    for role in expected:
        user = make_user(role, session.event)
        found[role] = (papers_link(session.event, user), record_link(session.event, user))
    assert found == expected
