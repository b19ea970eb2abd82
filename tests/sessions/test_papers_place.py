"""What the event's own page shows of its papers."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.models import Role
from sessions.models import Paper, PaperAuthor
from tests.factories.cms import published_event
from tests.factories.participants import PersonFactory, RegistrationFactory, RegistrationSetupFactory
from tests.factories.record import EMBARGO, PaperFactory
from tests.factories.sessions import SessionFactory, released
from tests.roles import make_user

pytestmark = pytest.mark.django_db
NUMBERS = count()


@pytest.fixture
def event(db):
    return published_event()


def paper(event, title: str, day: int = 1, **fields) -> Paper:
    return PaperFactory(event=event, title=title, published_at=datetime(2014, 5, day, tzinfo=UTC), **fields)


def summary(client, event) -> tuple[str, list[str]]:
    """The words of the link, and the papers with their authors; nothing where the page has no such part."""
    sections = client.get(event.get_absolute_url()).context["sections"]
    place = next((place for section in sections for place in section.places if place.slug == "papers"), None)
    if place is None:
        return "", []
    return place.link, [" / ".join([each["title"], *each["authors"]]) for each in place.context["papers"]]


def test_the_newest_three_are_named_with_their_authors(client, event):
    ana, bo = PersonFactory(name="Ana Lim"), PersonFactory(name="Bo <Tan>")
    for day, title in enumerate(["Oldest", "Older", "Newer"], start=1):
        paper(event, title, day, authors=[ana])
    newest = paper(event, "Newest", 9, authors=[bo, ana, PersonFactory(name="Says No")])
    PaperAuthor.objects.filter(paper=newest, person__name="Says No").update(answer="declined")
    paper(published_event(), "Elsewhere", 20)
    shown = ["Newest / Bo <Tan> / Ana Lim", "Newer / Ana Lim", "Older / Ana Lim"]
    assert summary(client, event) == ("All 4 papers", shown)
    page = client.get(event.get_absolute_url()).content.decode()
    assert f'href="{reverse("sessions:paper", args=[event.slug, newest.pk])}"' in page
    assert "Bo &lt;Tan&gt;" in page
    assert reverse("sessions:papers", args=[event.slug]) in page


def test_a_paper_without_an_author_who_wants_to_be_named_is_shown_without(client, event):
    made = paper(event, "Alone")
    made.authors.update(answer="declined")
    assert summary(client, event) == ("1 paper", ["Alone"])


def test_each_sees_what_the_library_shows_to_them(client, event):
    paper(event, "Open", 1, authors=[PersonFactory(name="A")])
    early = {"embargo_until": EMBARGO, "participants_from": timezone.now() - timedelta(days=1)}
    paper(event, "For participants", 2, authors=[PersonFactory(name="B")], **early)
    paper(event, "Embargoed", 3, authors=[PersonFactory(name="C")], embargo_until=EMBARGO)
    paper(event, "For the team", 4, authors=[PersonFactory(name="D")], audience="team")
    paper(event, "Not decided", 5, authors=[PersonFactory(name="E")], status="submitted")
    participant = RegistrationFactory(event=event, person=PersonFactory(user=make_user())).person.user
    people = {"visitor": None, "stranger": make_user(), "participant": participant}
    people["organiser elsewhere"] = make_user(Role.ORGANISER, published_event())
    found = {}
    for who, user in people.items():
        client.logout()
        if user:
            client.force_login(user)
        found[who] = summary(client, event)
    public = ("1 paper", ["Open / A"])
    both = ("All 2 papers", ["For participants / B", "Open / A"])
    assert found == {"visitor": public, "stranger": public, "participant": both, "organiser elsewhere": public}


def test_without_papers_there_is_no_summary(client, event):
    paper(event, "Embargoed", embargo_until=EMBARGO)
    assert summary(client, event) == ("", [])
    client.force_login(make_user())
    assert summary(client, event) == ("", [])


def statements(client, address: str) -> int:
    """Of a page that is not kept yet."""
    client.get(f"{address}?x={next(NUMBERS)}")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"{address}?x={next(NUMBERS)}").status_code == 200
    return len(queries)


@pytest.mark.parametrize("is_released", [True, False])
def test_it_costs_a_visitor_one_statement_and_nothing_elsewhere(client, event, is_released):
    SessionFactory(event=event)
    if is_released:
        released(event)
    own, other = event.get_absolute_url(), reverse("participants:participants", args=[event.slug])
    RegistrationFactory(event=RegistrationSetupFactory(event=event, list_is_public=True).event, list_consent=True)
    before, elsewhere = statements(client, own), statements(client, other)
    paper(event, "First", authors=PersonFactory.create_batch(2))
    PaperFactory.create_batch(1, event=event)
    two = statements(client, own)
    PaperFactory.create_batch(18, event=event, authors=PersonFactory.create_batch(3))
    assert (two - before, statements(client, own) - before) == (1, 1)
    assert statements(client, other) == elsewhere
