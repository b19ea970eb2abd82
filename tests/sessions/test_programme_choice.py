"""The views and filters of the public programme."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.test.signals import template_rendered
from django.urls import reverse
from django.utils import timezone

from sessions.models import Release, ReleaseFile
from sessions.programme.tree import Contribution, Programme, Role, Room, Session, Speaker, Theme
from tests.factories.cms import published_event
from tests.factories.sessions import event_with_programme, released
from tests.roles import make_user

pytestmark = pytest.mark.django_db

SEOUL = ZoneInfo("Asia/Seoul")
HALL, ANNEX = Room(1, "Hall 301"), Room(2, "Annex")
DATA, PEOPLE = Theme("data", "Data"), Theme("people", "People")
AMARA = Speaker(1, "Amara Okonjo", "Ms.", "Director", "Kenya")
VIEWS = ["", "?by=room", "?by=theme", "?as=grid", "?by=room&as=grid", "?by=theme&as=grid"]


def session(pk, title, day=23, hour=9, room=HALL, **fields):
    start = datetime(2014, 6, day, hour, tzinfo=SEOUL)
    kind = fields.pop("kind", "panel")
    return Session(pk, f"uid-{pk}", kind, "", title, start, start + timedelta(minutes=90), room=room, **fields)


SESSIONS = (
    session(1, "Opening", kind="ceremony", languages=("fr",)),
    session(2, "Open data", hour=11, themes=(DATA,), roles=(Role("chair", AMARA),)),
    session(3, "Lunch", hour=13, room=None, kind="pause"),
    session(4, "Élan", day=24, room=ANNEX, themes=(DATA, PEOPLE)),
)


def release(event, *sessions, number=1, **fields):
    facts = {"slug": event.slug, "title": event.title, "start_date": event.start_date, "end_date": event.end_date}
    facts |= {"timezone": event.timezone, "language": "en", "released_at": timezone.now(), "number": number}
    programme = Programme(**facts | fields, sessions=sessions)
    at = programme.released_at
    return Release.objects.create(event=event, number=number, programme=programme.to_json(), released_at=at)


@pytest.fixture
def event():
    event = published_event()
    release(event, *SESSIONS)
    return event


def page(client, event, query=""):
    return client.get(reverse("sessions:programme", args=[event.slug]) + query)


def titles(answer):
    html = answer.content.decode()
    return re.findall(r'(?:<h3>|slot__title">)\s*(?:<a [^>]*>)?<bdi>(.*?)</bdi>', html)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Opening", "Open data", "Lunch", "Élan"]),
        ("?by=room", ["Élan", "Opening", "Open data"]),
        ("?by=theme", ["Open data", "Élan", "Élan", "Opening"]),
        ("?as=grid", ["Opening", "Open data", "Lunch", "Élan"]),
        ("?by=room&as=grid", ["Élan", "Opening", "Open data"]),
        ("?by=theme&as=grid", ["Élan", "Open data", "Élan", "Opening"]),
        ("?theme=data", ["Open data", "Élan"]),
        ("?theme=data&by=theme", ["Open data", "Élan", "Élan"]),
        ("?room=1", ["Opening", "Open data"]),
        ("?kind=ceremony&as=grid", ["Opening"]),
        ("?language=fr", ["Opening"]),
        ("?day=2014-06-24", ["Élan"]),
        ("?q=elan", ["Élan"]),
        ("?q=okonjo+DATA", ["Open data"]),
        ("?q=%27%22%5C", ["Opening", "Open data", "Lunch", "Élan"]),
        ("?theme=data&room=2&q=elan", ["Élan"]),
        ("?theme=people&room=1", []),
        ("?stars=1", []),
    ],
)
def test_views_and_filters(client, event, query, expected):
    assert titles(page(client, event, query)) == expected


def test_filters_offer_what_is_there(client, event):
    form = page(client, event).context["form"]
    offered = {
        name: [value for value, _label in field.choices][1:]
        for name, field in form.fields.items()
        if hasattr(field, "choices")
    }
    assert offered == {
        "day": ["2014-06-23", "2014-06-24"],
        "room": ["2", "1"],
        "theme": ["data", "people"],
        "kind": ["ceremony", "panel"],
        "language": ["en", "fr"],
    }


def test_what_is_not_known_is_left_out_with_a_notice(client, event):
    query = "?by=x&as=y&theme=<b>&room=99&day=2014-13-45&kind=z&language=xx&tz=Mars/One"
    answer = page(client, event, query)
    assert answer.context["ignored"] == [
        "order “x”",
        "layout “y”",
        "day “2014-13-45”",
        "room “99”",
        "subject “<b>”",
        "kind “z”",
        "language “xx”",
        "time zone “Mars/One”",
    ]
    assert titles(answer) == ["Opening", "Open data", "Lunch", "Élan"]
    assert ["subject “&lt;b&gt;”" in answer.content.decode(), "<b>" in answer.content.decode()] == [True, False]
    assert page(client, event, "?tz=../../etc/passwd").status_code == 200


def test_nothing_that_fits_has_a_way_back_to_the_same_view(client, event):
    html = page(client, event, "?by=room&as=grid&q=nothing&tz=Europe/Paris").content.decode()
    assert "No session fits" in html
    assert 'href="?by=room&amp;as=grid&amp;tz=Europe%2FParis">Show the whole programme' in html


def test_links_of_the_views_keep_the_filters(client, event):
    views = page(client, event, "?theme=data&q=elan&as=grid").context["views"]
    assert [(link["url"], link["is_current"]) for group in views for link in group["links"]] == [
        ("?as=grid&theme=data&q=elan", True),
        ("?by=room&as=grid&theme=data&q=elan", False),
        ("?by=theme&as=grid&theme=data&q=elan", False),
        ("?theme=data&q=elan", False),
        ("?as=grid&theme=data&q=elan", True),
    ]


@pytest.mark.parametrize("query", ["?tz=America/New_York", "?tz=America/New_York&as=grid&day=2014-06-23"])
def test_another_zone_stands_beside_that_of_the_event(client, event, query):
    html = page(client, event, query).content.decode()
    assert re.findall(r"New York</span> (.*?)</span>", html)[:2] == ["20:00–21:30 (−1)", "22:00–23:30 (−1)"]


def test_working_programme_has_the_same_views(client):
    event = event_with_programme(2)
    client.force_login(make_user("organiser", event))
    answers = [page(client, event, f"{view or '?'}&working=1") for view in [*VIEWS, "?q=session"]]
    assert {answer.status_code for answer in answers} == {200}
    html = answers[1].content.decode()
    assert ["?as=grid&amp;working=1" not in html, "?by=room&amp;as=grid&amp;working=1" in html] == [True, True]
    assert 'class="star"' not in html


def test_views_come_from_the_release_alone(client, event, django_assert_max_num_queries):
    for view in VIEWS:
        page(client, event, view)
        with django_assert_max_num_queries(6):
            page(client, event, f"{view or '?'}&past-the-store")
    assert sorted(ReleaseFile.objects.values_list("exporter", flat=True)) == [
        "facets.1",
        "grid.2",
        "html.2",
        "outline.1",
        "rooms.2",
        "rooms_grid.2",
        "themes.2",
        "themes_grid.2",
    ]


@pytest.mark.parametrize("count", [2, 20])
def test_statements_do_not_grow_with_the_sessions(client, count, django_assert_max_num_queries):
    event = event_with_programme(count)
    released(event)
    for query in (*VIEWS, "?q=session", "?stars=1", "?tz=Europe/Paris&theme=x"):
        page(client, event, query)
        with django_assert_max_num_queries(7, info=query):
            page(client, event, f"{query or '?'}&past-the-store")


# --- A large programme --------------------------------------------------------------------------------------


def large():
    people = [Speaker(n, f"Noor Adeyemi-Okonkwo {n}", "Ms.", "Director of Services", "Kenya") for n in range(480)]
    themes = [Theme(f"subject-number-{n}", f"Subject of discussion {n}") for n in range(40)]
    for n in range(60):
        talks = [
            Contribution(
                k, f"Presentation number {k} on public services", "Text. " * 50, 20, tuple(people[2 * k : 2 * k + 2])
            )
            for k in range(4 * n, 4 * n + 4)
        ]
        fields = {"contributions": tuple(talks), "themes": (themes[n % 40], themes[(n + 7) % 40])}
        yield session(
            n + 1,
            f"Session {n} on innovation in the delivery of services",
            day=23 + n // 15,
            hour=9 + 2 * (n % 15 // 5),
            room=Room(n % 5, f"Hall {n % 5}"),
            roles=(Role("chair", people[n]), Role("rapporteur", people[n + 60])),
            **fields,
        )


@pytest.mark.parametrize("query", [*VIEWS, "?q=session", "?tz=Asia/Kathmandu"])
def test_240_contributions_are_less_than_150_kilobytes(client, query):
    event = published_event(end_date=date(2014, 6, 26))
    release(event, *large())
    answer = page(client, event, query)
    assert len(set(titles(answer))) == 60
    assert len(answer.content) < 150_000


def test_who_has_it_gets_304_without_rendering(client, event, django_assert_num_queries):
    rendered = []
    template_rendered.connect(lambda **found: rendered.append(found["template"].name), weak=False, dispatch_uid="304")
    first = page(client, event, "?as=grid")
    assert rendered
    rendered.clear()
    with django_assert_num_queries(0):
        again = client.get(first.request["PATH_INFO"] + "?as=grid", headers={"If-None-Match": first["ETag"]})
    template_rendered.disconnect(dispatch_uid="304")
    assert (again.status_code, again.content, rendered) == (304, b"", [])


def test_a_new_release_is_drawn_anew(client, event):
    assert titles(page(client, event, "?q=open")) == ["Opening", "Open data"]
    release(event, replace(SESSIONS[0], title="Open doors"), number=2)
    cache.clear()
    assert titles(page(client, event, "?q=open")) == ["Open doors"]


def test_addresses_of_calendars_stand_on_the_page(client, event):
    html = page(client, event).content.decode()
    path = f"/events/{event.slug}/programme.ics"
    for query in ("", "?day=2014-06-24", "?theme=data"):
        assert [f'href="webcal://127.0.0.1:8000{path}{query}"' in html, f'href="{path}{query}"' in html] == [True, True]


def test_long_and_hostile_queries_are_answered(client, event):
    queries = [
        f"?q={'x' * 5000}",
        f"?q={quote('☃ OR 1=1; --')}",
        "?day=9999999999-01-01",
        "?room=-1",
        "?stars=%F0%9F%92%A9",
    ]
    assert {page(client, event, query).status_code for query in queries} == {200}
