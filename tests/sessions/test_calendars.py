"""Calendars of a part of a programme, and one's own at a secret address."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
import vobject
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from sessions.domain.calendars import remove_calendar_key, renew_calendar_key
from sessions.domain.stars import add_star
from sessions.models import CalendarKey, Session, SessionStar
from tests.factories.cms import EventFactory, ThemeFactory, published_event
from tests.factories.participants import PersonFactory, UserFactory
from tests.factories.sessions import (
    FIRST,
    ContributionFactory,
    SessionFactory,
    SessionRoleFactory,
    event_with_programme,
    released,
)
from tests.roles import make_user

pytestmark = pytest.mark.django_db


def feed(event, query=""):
    return reverse("sessions:programme_ics", args=[event.slug]) + query


def own(key):
    return reverse("sessions:own_calendar", args=[key.key])


def read(answer):
    """Summaries by both parsers; they must agree on these and on every moment."""
    ours = Calendar.from_ical(answer.content).events
    theirs = getattr(vobject.readOne(answer.content.decode()), "vevent_list", [])
    assert [(str(e["uid"]), e.start, e.end) for e in ours] == [
        (e.uid.value, e.dtstart.value, e.dtend.value) for e in theirs
    ]
    return [str(each["summary"]) for each in ours]


# --- A day, a subject ---------------------------------------------------------------------------------------


@pytest.fixture
def event():
    event = published_event()
    data = ThemeFactory(slug="data", name="Data")
    for title, hours, themes in (("First", 0, [data]), ("Night", 14, []), ("Second", 24, [data])):
        SessionFactory(event=event, title=title, start=FIRST + timedelta(hours=hours)).themes.set(themes)
    Session.objects.filter(title="Night").update(end=FIRST + timedelta(hours=16))
    released(event)
    return event


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?day=2014-06-23", ["First", "Night"]),
        ("?day=2014-06-24", ["Night", "Second"]),
        ("?theme=data", ["First", "Second"]),
        ("?theme=data&day=2014-06-24", ["Second"]),
    ],
)
def test_calendar_of_a_part(client, event, query, expected):
    answer = client.get(feed(event, query))
    assert read(answer) == expected
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert (answer.content.count(b"BEGIN:VTIMEZONE"), b"VALARM" in answer.content) == (1, False)


@pytest.mark.parametrize(
    "query", ["?day=2014-06-25", "?day=2014-06-22", "?day=24 June", "?day=20140624", "?day=", "?theme=x", "?theme="]
)
def test_no_calendar_of_what_never_was_there(client, event, query):
    assert client.get(feed(event, query)).status_code == 404


def test_what_left_the_programme_is_cancelled_in_its_part(client, event):
    Session.objects.filter(event=event, title="Second").delete()
    released(event)
    [found] = Calendar.from_ical(client.get(feed(event, "?theme=data&day=2014-06-24")).content).events
    assert (str(found["summary"]), str(found["status"]), found["sequence"]) == ("Cancelled: Second", "CANCELLED", 1)


@pytest.mark.parametrize("query", ["?day=2014-06-23", "?theme=data"])
def test_part_answers_304_until_the_next_release(client, event, query):
    client.force_login(make_user())  # past the store of public pages, to the view itself
    first = client.get(feed(event, query))
    for headers in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        answer = client.get(feed(event, query), headers=headers)
        assert (answer.status_code, answer.content) == (304, b"")
    assert first["ETag"] != client.get(feed(event, "?day=2014-06-24"))["ETag"]
    Session.objects.filter(title="First").update(title="Other")
    released(event)
    assert "Other" in read(client.get(feed(event, query), headers={"If-None-Match": first["ETag"]}))


@pytest.mark.parametrize("count", [2, 20])
def test_part_takes_as_many_statements_for_many_sessions(client, count, django_assert_max_num_queries):
    event = event_with_programme(count)
    released(event)
    client.get(feed(event, "?day=2014-06-23"))
    with django_assert_max_num_queries(3):
        client.get(feed(event, "?day=2014-06-23&past-the-store"))


def test_session_that_left_the_programme_is_cancelled_in_its_own_calendar(client, event):
    session = event.sessions.get(title="Second")
    address = reverse("sessions:session_calendar", args=[event.slug, session.pk])
    assert read(client.get(address)) == ["Second"]
    session.delete()
    released(event)
    assert read(client.get(f"{address}?past-the-store")) == ["Cancelled: Second"]


# --- One's own ----------------------------------------------------------------------------------------------


@pytest.fixture
def somebody():
    return PersonFactory(user=UserFactory())


def test_own_calendar_has_parts_and_stars_of_all_events_one_may_see(client, somebody):
    chaired, starred, open_, private, unreleased = (published_event(title=f"E{n}") for n in range(5))
    SessionRoleFactory(session=SessionFactory(event=chaired, title="I chair"), person=somebody)
    SessionFactory(event=chaired, title="Not mine")
    ContributionFactory(session=SessionFactory(event=starred, title="I speak"), speakers=[somebody])
    star = SessionFactory(event=starred, title="My star")
    SessionFactory(event=open_, title="Nothing of mine")
    hidden = SessionRoleFactory(session=SessionFactory(event=private, title="Private"), person=somebody).session
    SessionRoleFactory(session=SessionFactory(event=unreleased, title="Not out"), person=somebody)
    for event in (chaired, starred, open_, private):
        released(event)
    private.visibility = "private"
    private.save()
    for session in (star, hidden):
        add_star(session.event, session.pk, user=somebody.user)
    SessionRoleFactory(session=chaired.sessions.get(title="Not mine"), person=somebody)  # not released yet
    answer = client.get(own(renew_calendar_key(somebody.user)))
    assert sorted(read(answer)) == ["I chair", "I speak", "My star"]
    headers = ("Content-Type", "Cache-Control", "X-Robots-Tag", "Referrer-Policy")
    assert [answer[name] for name in headers] == [
        "text/calendar; charset=utf-8",
        "private, no-cache",
        "noindex, nofollow",
        "no-referrer",
    ]
    assert not answer.cookies


def test_own_calendar_of_several_zones_has_one_timezone_each(client, somebody):
    starts = {
        "Europe/Kyiv": datetime(2024, 3, 30, 23, tzinfo=UTC),  # the clock jumps two hours later
        "America/New_York": datetime(2024, 11, 3, 4, tzinfo=UTC),  # and goes back two hours later
        "Africa/Cairo": datetime(2023, 4, 27, 21, tzinfo=UTC),
        "Asia/Kathmandu": datetime(2024, 6, 1, 3, 15, tzinfo=UTC),
    }
    for zone, start in [*starts.items(), ("Europe/Kyiv", datetime(2024, 10, 26, 23, tzinfo=UTC))]:
        day = start.date()
        event = published_event(timezone=zone, start_date=day, end_date=day + timedelta(days=1))
        session = SessionFactory(event=event, title=zone, start=start, end=start + timedelta(hours=4))
        SessionRoleFactory(session=session, person=somebody)
        released(event)
    answer = client.get(own(renew_calendar_key(somebody.user)))
    assert len(read(answer)) == 5
    calendar = Calendar.from_ical(answer.content)
    assert sorted(str(zone["tzid"]) for zone in calendar.timezones) == sorted(starts)
    found = {(str(e["summary"]), e.start.astimezone(UTC), e.end.astimezone(UTC)) for e in calendar.events}
    assert {(zone, start, start + timedelta(hours=4)) for zone, start in starts.items()} < found


def test_own_calendar_answers_304_until_something_of_it_changes(client, somebody):
    event = published_event()
    session = SessionFactory(event=event, title="Opening")
    released(event)
    key = renew_calendar_key(somebody.user)
    add_star(event, session.pk, user=somebody.user)
    seen = set()

    def changed():
        """The calendar is another one than at the last time, by its tag and by its date."""
        answer = client.get(own(key))
        CalendarKey.objects.update(changed_at=datetime(2014, 1, 1, tzinfo=UTC))
        before = client.get(own(key))
        assert before["ETag"] == answer["ETag"]
        for headers in ({"If-None-Match": before["ETag"]}, {"If-Modified-Since": before["Last-Modified"]}):
            again = client.get(own(key), headers=headers)
            assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", "private, no-cache")
        is_new = answer["ETag"] not in seen
        seen.add(answer["ETag"])
        return is_new, read(answer)

    assert changed() == (True, ["Opening"])
    assert changed() == (False, ["Opening"])
    last = client.get(own(key))["Last-Modified"]
    SessionStar.objects.all().delete()
    assert client.get(own(key), headers={"If-Modified-Since": last}).status_code == 200
    assert changed() == (True, [])
    SessionRoleFactory(session=session, person=somebody)
    released(event)
    assert changed() == (True, ["Opening"])
    Session.objects.filter(pk=session.pk).update(status="cancelled")
    released(event)
    assert changed() == (True, ["Cancelled: Opening"])
    event.visibility = "private"
    event.save()
    assert changed() == (False, [])  # as it was before


def test_renewed_or_switched_off_address_answers_nobody(client, somebody):
    first = renew_calendar_key(somebody.user)
    second = renew_calendar_key(somebody.user)
    assert len({first.key, second.key}) == 2
    assert re.fullmatch(r"[\w-]{43}", second.key)
    assert [client.get(own(key)).status_code for key in (first, second)] == [404, 200]
    remove_calendar_key(somebody.user)
    assert client.get(own(second)).status_code == 404
    third = renew_calendar_key(somebody.user)
    somebody.user.is_active = False
    somebody.user.save()
    assert client.get(own(third)).status_code == 404


def test_page_of_the_calendar(client, somebody):
    page = reverse("sessions:my_calendar")
    client.force_login(somebody.user)
    assert "Make an address" in client.get(page).content.decode()
    client.post(page, {"renew": ""})
    first = CalendarKey.objects.get()
    answer = client.get(page)
    html = answer.content.decode()
    address = f"http://127.0.0.1:8000{own(first)}"
    assert [f'value="{address}"' in html, f'href="webcal{address[4:]}"' in html] == [True, True]
    assert answer["Cache-Control"] == "private, no-store"
    client.post(page, {"renew": ""})
    assert CalendarKey.objects.get().key != first.key
    assert "has a new address" in client.get(page).content.decode()
    client.post(page, {"off": ""})
    assert CalendarKey.objects.count() == 0
    assert client.get(urlsplit(address).path).status_code == 404
    assert page in client.get("/me/").content.decode()


def test_page_of_the_calendar_wants_a_token(somebody):
    client = Client(enforce_csrf_checks=True)
    client.force_login(somebody.user)
    assert client.post(reverse("sessions:my_calendar"), {"renew": ""}).status_code == 403
    assert CalendarKey.objects.count() == 0


def test_own_calendar_stands_in_no_store_and_no_index(client, somebody):
    key = renew_calendar_key(somebody.user)
    assert client.get(own(key)).status_code == 200
    CalendarKey.objects.all().delete()
    assert {client.get(prefix + own(key)).status_code for prefix in ("", "/fr")} == {404}
    assert "Disallow: /calendars/" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize("count", [2, 20])
def test_own_calendar_takes_as_many_statements_for_many_events(client, count, django_assert_num_queries):
    somebody = PersonFactory(user=make_user("secretariat"))  # sees events without a page, which are made quickly
    for _ in range(count):
        event = EventFactory()
        SessionRoleFactory(session=SessionFactory(event=event), person=somebody)
        released(event)
    key = renew_calendar_key(somebody.user)
    etag = client.get(own(key))["ETag"]
    with django_assert_num_queries(6):
        assert len(read(client.get(own(key)))) == count
    with django_assert_num_queries(5):
        assert client.get(own(key), headers={"If-None-Match": etag}).status_code == 304
