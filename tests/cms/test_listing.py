from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.cms import (
    CountryFactory,
    EventFactory,
    EventKindFactory,
    ThemeFactory,
    VenueFactory,
    event_index,
    publish,
    published_event,
)
from tests.roles import make_user

pytestmark = pytest.mark.django_db


def titles(client, query=""):
    response = client.get(f"/events/{query}")
    assert response.status_code == 200
    return [card.title for group in response.context["years"] for card in group["cards"]]


@pytest.fixture
def events():
    """A forum in Korea in 2014 under a theme of the second level, and a workshop in Morocco in 2011."""
    parent = ThemeFactory(slug="governance", name="Governance")
    child = ThemeFactory(slug="open-government", name="Open government", parent=parent)
    korea = VenueFactory(city="Goyang", country=CountryFactory(code="KR"))
    forum = published_event(title="Forum", kind=EventKindFactory(slug="forum"), venue=korea)
    forum.themes.add(child)
    morocco = VenueFactory(city="Marrakesh", country=CountryFactory(code="MA"))
    days = {"start_date": date(2011, 10, 26), "end_date": date(2011, 10, 27)}
    published_event(title="Workshop", venue=morocco, theme="Citizens against corruption", **days)


FOUND = {
    "": ["Forum", "Workshop"],
    "?kind=forum": ["Forum"],
    "?year=2011": ["Workshop"],
    "?country=MA": ["Workshop"],
    "?theme=open-government": ["Forum"],
    "?theme=governance": ["Forum"],
    "?kind=forum&year=2011": [],
    "?q=goyang": ["Forum"],
    "?q=corruption citizens": ["Workshop"],
    "?q=korea workshop": [],
    "?kind=nothing&year=twenty&country=XX&theme=x": ["Forum", "Workshop"],
}


def test_filters(client, events):
    assert {query: titles(client, query) for query in FOUND} == FOUND


ODD = [
    "?q=" + "x" * 8000,
    "?q=" + "word+" * 400,
    "?q=%22",
    "?q='%22%5C)(",
    "?q=%25_(((*",
    "?q=%ff%fe",
    "?q=a&q=b",
    "?page=0",
    "?page=-1",
    "?page=99999999999999999999",
    "?page=abc",
    "?page=%D9%A1",
    "?year=2014%0a",
    "?kind[]=forum&kind__slug=forum&order=password&user__password__startswith=a&_connector=OR",
]


def test_odd_queries_answer_with_the_list(client, events):
    found = {query: client.get(f"/events/{query}").status_code for query in ODD}
    assert {query: status for query, status in found.items() if status != 200} == {}


def test_nul_is_no_word(client, events):
    assert client.get("/events/", {"q": "forum\0"}).status_code in {200, 400}


def test_only_public_events_with_a_live_page_are_listed_and_counted(client):
    event_index()
    EventFactory(title="Draft")
    for visibility in ("private", "unlisted", "public"):
        published_event(title=visibility.capitalize(), visibility=visibility)
    response = client.get("/events/")
    assert titles(client) == ["Public"]
    assert response.context["count"] == 1
    assert "Private" not in response.content.decode()


def test_facets_do_not_tell_of_hidden_events(client):
    event_index()
    published_event(
        visibility="private", venue=VenueFactory(country=CountryFactory(code="FJ")), start_date=date(1999, 1, 1)
    )
    form = client.get("/events/").context["form"]
    assert {name: list(form.fields[name].choices) for name in ("kind", "theme", "country", "year")} == {
        name: [("", "All")] for name in ("kind", "theme", "country", "year")
    }


def test_second_page_keeps_the_filter(client):
    for _ in range(21):
        published_event()
    response = client.get("/events/?year=2014")
    assert response.context["count"] == 21
    assert "?year=2014&amp;page=2" in response.content.decode()
    assert len(titles(client, "?year=2014&page=2")) == 1


@pytest.mark.parametrize("path", ["/events/", "/"])
def test_queries_do_not_grow_with_the_events(client, path):
    event_index()
    counts = []
    for number in (2, 18):
        for _ in range(number):
            published_event(venue=VenueFactory())
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 12


def test_home_shows_the_next_event_and_the_last_ones(client):
    today = timezone.localdate()
    for title, days in [("Past", -30), ("Next", 10), ("Later", 40)]:
        day = today + timedelta(days=days)
        published_event(title=title, start_date=day, end_date=day)
    published_event(title="Called off", start_date=today, end_date=today + timedelta(days=3), is_cancelled=True)
    context = client.get("/").context
    assert context["next_event"].title == "Next"
    assert [card.title for card in context["upcoming"]] == ["Later"]
    assert [card.title for card in context["recent"]] == ["Past"]


def test_home_without_events(client):
    event_index()
    assert "No event has taken place yet" in client.get("/").content.decode()


def test_signed_in_organiser_sees_the_same_list(client):
    event = published_event(visibility="private")
    client.force_login(make_user("organiser", event))
    assert titles(client) == []


def test_published_in_one_step(client):
    event = EventFactory(title="New")
    event_index()
    assert titles(client) == []
    publish(event)
    assert titles(client) == ["New"]


@pytest.fixture
def forum():
    """A forum with a workshop on its second day, and a later meeting."""
    forum = published_event(title="Forum", start_date=date(2014, 6, 23), end_date=date(2014, 6, 26))
    days = {"start_date": date(2014, 6, 24), "end_date": date(2014, 6, 25)}
    published_event(title="A workshop of it", parent=forum, **days)
    published_event(title="Later meeting", start_date=date(2014, 9, 1), end_date=date(2014, 9, 2))


def test_what_is_held_within_an_event_follows_it(client, forum):
    assert titles(client) == ["Later meeting", "Forum", "A workshop of it"]


def test_home_leaves_what_is_held_within_an_event_to_its_page(client, forum):
    assert [card.title for card in client.get("/").context["recent"]] == ["Later meeting", "Forum"]
