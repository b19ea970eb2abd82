"""The list of those who have a part in an event."""

import pytest
from django.urls import reverse

from cms.models import Country
from sessions.models import Session
from tests.factories.cms import published_event
from tests.factories.participants import PersonFactory
from tests.factories.record import PaperFactory
from tests.factories.sessions import SessionFactory, SessionRoleFactory, event_with_programme, released
from tests.roles import make_user

pytestmark = pytest.mark.django_db


def people(client, event, query=""):
    answer = client.get(reverse("sessions:speakers", args=[event.slug]) + query)
    return [person["name"] for person in answer.context["people"]]


@pytest.fixture
def event():
    event = published_event()
    kenya, france = Country.objects.get(code="KE"), Country.objects.get(code="FR")
    session = SessionFactory(event=event)
    rows = [("Zola Mbeki", kenya), ("Élise Caron", france), ("amara Okonjo", kenya), ("نور أديمي", None)]
    for name, country in rows:
        SessionRoleFactory(session=session, person=PersonFactory(name=name, country=country), role="panellist")
    PersonFactory(name="Nobody Here")
    released(event)
    return event


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["amara Okonjo", "Élise Caron", "Zola Mbeki", "نور أديمي"]),
        ("?letter=E", ["Élise Caron"]),
        ("?letter=ن", ["نور أديمي"]),
        ("?letter=Q&country=Nowhere&page=99", ["amara Okonjo", "Élise Caron", "Zola Mbeki", "نور أديمي"]),
        ("?country=Kenya", ["amara Okonjo", "Zola Mbeki"]),
        ("?country=Kenya&letter=Z", ["Zola Mbeki"]),
        ("?q=elise", ["Élise Caron"]),
        ("?q=nobody", []),
    ],
)
def test_list_of_speakers(client, event, query, expected):
    assert people(client, event, query) == expected


def test_list_is_that_of_the_release(client, event):
    SessionRoleFactory(session=event.sessions.get(), person=PersonFactory(name="Not yet"))
    assert "Not yet" not in people(client, event)
    client.force_login(make_user("organiser", event))
    assert "Not yet" in people(client, event, "?working=1")
    Session.objects.filter(event=event).delete()
    released_nothing = published_event()
    assert client.get(reverse("sessions:speakers", args=[released_nothing.slug])).status_code == 404


def test_page_of_a_speaker_has_the_papers_that_are_public(client, event):
    person = event.sessions.get().people.get(name="Zola Mbeki")
    for title, status in (("On counters", "published"), ("A draft", "submitted")):
        PaperFactory(event=event, title=title, status=status, authors=[person])
    PaperFactory(event=event, title="By somebody else")
    answer = client.get(reverse("sessions:speaker", args=[event.slug, person.pk]))
    assert [row["paper"].title for row in answer.context["papers"]] == ["On counters"]


@pytest.mark.parametrize("count", [2, 20])
def test_statements_do_not_grow_with_the_speakers(client, count, django_assert_max_num_queries):
    event = event_with_programme(count)
    released(event)
    people(client, event)
    with django_assert_max_num_queries(5):
        assert len(people(client, event, "?past-the-store")) == min(50, 5 * count)
