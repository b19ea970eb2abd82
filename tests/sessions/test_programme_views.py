import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from icalendar import Calendar

from cms import places
from cms.models import Event
from sessions.models import Session
from sessions.programme import outline
from tests.factories.cms import EventFactory, published_event
from tests.factories.participants import PersonFactory
from tests.factories.sessions import (
    FIRST,
    RoomFactory,
    SessionFactory,
    SessionRoleFactory,
    event_with_programme,
    released,
)
from tests.roles import make_user

pytestmark = pytest.mark.django_db

SIGNED_IN = 5  # statements for whom it is that asks: session, account, roles, two for the rights that the menu shows
FILES = ["programme_ics", "programme_json"]


def url(name, event, *args):
    return reverse(f"sessions:{name}", args=[event.slug, *args])


def addresses(event):
    """Every public address of the programme of `event`."""
    session = event.sessions.first()
    person = session.roles.first().person_id
    named = [("session", session.pk), ("session_calendar", session.pk), ("speaker", person)]
    return [url(name, event) for name in ("programme", *FILES)] + [url(name, event, pk) for name, pk in named]


# --- Who sees what ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("visibility", ["public", "unlisted"])
def test_everybody_reads_a_released_programme(client, visibility):
    event = event_with_programme(2, visibility=visibility)
    released(event)
    assert {client.get(address).status_code for address in addresses(event)} == {200}


def test_private_programme_is_for_its_team_and_kept_by_no_cache(client):
    event = event_with_programme(2, visibility="private")
    released(event)
    strangers = [None, make_user(), make_user("organiser", EventFactory())]
    for user in strangers:
        if user:
            client.force_login(user)
        assert {client.get(address).status_code for address in addresses(event)} == {404}
    for role in ("organiser", "rapporteur", "desk"):
        client.force_login(make_user(role, event))
        answers = [client.get(address) for address in addresses(event)]
        assert {answer.status_code for answer in answers} == {200}
        assert {answer["Cache-Control"] for answer in answers} == {"private, no-cache"}


def test_unpublished_event_has_no_programme(client):
    event = EventFactory()
    SessionRoleFactory(session__event=event)
    released(event)
    assert {client.get(address).status_code for address in addresses(event)} == {404}


def test_before_the_first_release_the_public_sees_that_it_is_being_prepared(client):
    event = event_with_programme(2)
    page = client.get(url("programme", event))
    assert "The programme is being prepared" in page.content.decode()
    assert {client.get(address).status_code for address in addresses(event)[1:]} == {404}


@pytest.mark.parametrize(("role", "sees"), [("organiser", True), ("rapporteur", True), ("desk", True), (None, False)])
def test_working_programme_is_for_the_team(client, role, sees):
    event = event_with_programme(2)
    released(event)
    Session.objects.filter(event=event).update(title="Not public yet")
    client.force_login(make_user(role, event) if role else make_user("organiser", EventFactory()))
    session = event.sessions.first()
    pages = [
        url("programme", event),
        url("session", event, session.pk),
        url("speaker", event, session.people.first().pk),
    ]
    assert ["Not public yet" in client.get(page + "?working=1").content.decode() for page in pages] == [sees] * 3
    assert ["Not public yet" in client.get(page).content.decode() for page in pages] == [False] * 3
    assert ("?working=1" in client.get(pages[0]).content.decode()) is sees


def test_session_and_speaker_only_of_this_release(client):
    event, other = event_with_programme(1), event_with_programme(1)
    released(event)
    released(other)
    foreign = other.sessions.first()
    pause = SessionFactory(event=event, kind="pause", start=FIRST + timedelta(hours=9))
    silent = PersonFactory()
    later = SessionFactory(event=event, start=FIRST + timedelta(hours=12))
    released_without = [foreign.pk, later.pk, 0, 2**63, 10**30]
    assert {client.get(url("session", event, pk)).status_code for pk in released_without} == {404}
    people = [silent.pk, foreign.roles.get().person_id, 0, 2**63, 10**30]
    assert {client.get(url("speaker", event, pk)).status_code for pk in people} == {404}
    released(event)
    assert (
        client.get(url("session", event, pause.pk)).status_code,
        client.get(later.get_absolute_url()).status_code,
    ) == (
        404,
        200,
    )


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_only_answer_reads(client, method):
    event = event_with_programme(1)
    released(event)
    assert {getattr(client, method)(address).status_code for address in addresses(event)} == {405}


# --- What stands on the pages -------------------------------------------------------------------------------


def test_programme_by_day_in_the_time_of_the_event(client):
    event = published_event()
    room = RoomFactory(event=event, name="Hall 301")
    SessionFactory(event=event, title="Opening", kind="plenary", room=room)
    SessionFactory(event=event, title="Side by side", kind="panel", number="I")
    SessionFactory(event=event, title="Coffee", kind="pause", start=FIRST + timedelta(hours=2))
    night = SessionFactory(event=event, title="Late reception", start=FIRST + timedelta(hours=14))
    Session.objects.filter(pk=night.pk).update(end=night.start + timedelta(hours=2), status="cancelled")
    released(event)
    html = client.get(url("programme", event)).content.decode()
    assert [
        html.count(text) for text in ("<bdi>Opening", "<bdi>Side by side", "<bdi>Coffee", "<bdi>Late reception")
    ] == [1, 1, 1, 2]
    assert html.index("Monday, 23 June 2014") < html.index("2 in parallel") < html.index("Tuesday, 24 June 2014")
    assert '<time datetime="2014-06-23T09:00:00+09:00">09:00</time>' in html
    assert html.count("Continued from the day before") == 1
    assert html.count("Cancelled") == 2


def test_what_changed_and_the_note_are_told(client):
    event = published_event()
    session = SessionFactory(event=event, title="Opening")
    released(event)
    Session.objects.filter(pk=session.pk).update(title="Grand opening")
    released(event, note="A better title.")
    page = client.get(url("programme", event))
    assert [group["label"] for group in page.context["changes"]] == ["Renamed"]
    html = page.content.decode()
    assert ["A better title." in html, "before: Opening" in html, "Release 2 of" in html] == [True] * 3


def test_what_is_on_now_stands_above_the_days(client):
    now = timezone.now()
    event = published_event(start_date=now.date(), end_date=now.date(), timezone="Africa/Abidjan")
    for title, start in (("On now", now - timedelta(minutes=5)), ("Over", now - timedelta(hours=3))):
        SessionFactory(event=event, title=title, start=start, end=start + timedelta(minutes=30))
    released(event)
    found = client.get(url("programme", event)).context["now"]
    assert [row["title"] for row in found["here"]] == ["On now"]


def test_now_and_next():
    def row(title, start, end, **more):
        day = "2014-06-23T"
        moments = {"start": f"{day}{start}:00+09:00", "end": f"{day}{end}:00+09:00"}
        return {"title": title, "kind": "plenary", "status": "confirmed"} | moments | more

    rows = [
        row("First", "09:00", "10:00"),
        row("Coffee", "10:00", "10:30", kind="pause"),
        row("Second", "10:30", "12:00"),
        row("Beside", "10:30", "11:00"),
        row("Off", "10:30", "11:00", status="cancelled"),
        row("Third", "14:00", "15:00"),
    ]

    def titles(hour, minute=0, day=23):
        at = datetime(2014, 6, day, hour, minute, tzinfo=UTC) - timedelta(hours=9)
        found = outline.now_and_next(json.dumps(rows).encode(), at)
        return [[row["title"] for row in found[key]] for key in ("here", "later")]

    assert titles(9) == [["First"], ["Second", "Beside"]]
    assert titles(10, 15) == [[], ["Second", "Beside"]]
    assert titles(11, 30) == [["Second"], ["Third"]]
    assert titles(15) == [[], []]
    assert titles(9, day=22) == [[], []]


def test_page_of_a_speaker_has_biography_post_and_sessions(client):
    event = published_event()
    person = PersonFactory(name="Amara Okonjo", biography="Works on <b>services</b>.")
    person.affiliations.create(title="Director", organization_name="Huduma Agency")
    first = SessionRoleFactory(session__event=event, session__title="Opening", person=person).session
    SessionFactory(event=event, title="Without her", start=FIRST + timedelta(hours=3))
    released(event)
    page = client.get(url("speaker", event, person.pk))
    assert [(row["row"]["title"], row["parts"]) for row in page.context["appearances"]] == [("Opening", ["Chair"])]
    html = page.content.decode()
    assert ["Director, Huduma Agency" in html, "Works on &lt;b&gt;services" in html] == [True, True]
    assert first.get_absolute_url() in html
    assert person.email not in html


def test_session_page_links_its_neighbours_and_its_calendar(client):
    event = event_with_programme(3)
    released(event)
    first, middle, last = event.sessions.all()
    found = [client.get(url("session", event, s.pk)).context["neighbours"] for s in (first, middle, last)]
    assert [(n["before"] and n["before"]["title"], n["after"] and n["after"]["title"]) for n in found] == [
        (None, middle.title),
        (first.title, last.title),
        (middle.title, None),
    ]
    calendar = Calendar.from_ical(client.get(url("session_calendar", event, middle.pk)).content)
    assert [str(row["uid"]) for row in calendar.events] == [f"{middle.uid}@rostrum.localhost"]


def test_programme_is_a_place_of_the_event(rf):
    event = event_with_programme(2)
    request = rf.get("/")
    request.user = make_user()
    assert "programme" not in [place.slug for place in places.of(event, request)]
    request.user = make_user("rapporteur", event)
    assert "programme" in [place.slug for place in places.of(event, request)]
    released(event)
    request.user = make_user()
    found = next(place for place in places.of(event, request) if place.slug == "programme")
    titles = re.findall(r"<bdi>(.*)</bdi>", found.context["html"])
    assert titles == [session.title for session in event.sessions.all()]


# --- Feeds --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_feed_answers_304_until_the_next_release(client, name):
    event = event_with_programme(2)
    released(event)
    first = client.get(url(name, event))
    assert first["Cache-Control"] == "public, max-age=300"
    by_tag = {"If-None-Match": first["ETag"]}
    by_date = {"If-Modified-Since": first["Last-Modified"]}
    client.force_login(make_user())  # past the store of public pages, to the view itself
    for headers in (by_tag, by_date):
        answer = client.get(url(name, event), headers=headers)
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", first["ETag"])
    Session.objects.filter(event=event).update(title="Another title")
    released(event)
    again = client.get(url(name, event), headers=by_tag)
    assert (again.status_code, b"Another title" in again.content) == (200, True)


def test_session_calendar_answers_304(client):
    event = event_with_programme(1)
    released(event)
    client.force_login(make_user())
    address = url("session_calendar", event, event.sessions.get().pk)
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_feeds_are_of_their_type_and_language(client):
    event = event_with_programme(1)
    released(event)
    types = [client.get(url(name, event))["Content-Type"] for name in FILES]
    assert types == ["text/calendar; charset=utf-8", "application/json"]
    with translation.override("en"):
        french = client.get(f"/fr{url('programme_json', event)}").json()
    assert french["sessions"][0]["url"].endswith(f"/fr{event.sessions.get().get_absolute_url()}")


# --- Statements ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [2, 20])
@pytest.mark.parametrize(("role", "limit"), [(None, 10), ("organiser", 10 + SIGNED_IN)])
def test_pages_take_as_many_statements_for_many_sessions(client, role, limit, count, django_assert_max_num_queries):
    event = event_with_programme(count)
    released(event)
    if role:
        client.force_login(make_user(role, event))
    for address in addresses(event):
        client.get(address)
        with django_assert_max_num_queries(limit, info=address):
            client.get(f"{address}?past-the-store")


@pytest.mark.parametrize("count", [2, 20])
def test_place_takes_one_statement(rf, count, django_assert_num_queries):
    from sessions.programme.place import place_of_programme

    event = event_with_programme(count)
    released(event)
    request = rf.get("/")
    request.user = make_user()
    place_of_programme(event, request)
    event = Event.objects.get(pk=event.pk)
    with django_assert_num_queries(1):
        place_of_programme(event, request)


def test_cancelled_session_stays_visible_as_cancelled_and_removed_one_goes_to_calendars(client):
    event = published_event()
    off = SessionFactory(event=event, title="Off")
    gone = SessionFactory(event=event, title="Gone", start=FIRST + timedelta(hours=2))
    SessionFactory(event=event, start=FIRST + timedelta(hours=6))
    released(event)
    Session.objects.filter(pk=off.pk).update(status="cancelled")
    gone.delete()
    released(event)
    html, ics, data = (
        client.get(reverse(f"sessions:{name}", args=[event.slug])).content.decode()
        for name in ("programme", "programme_ics", "programme_json")
    )
    row = html.split('<article class="session-row session-row--cancelled">')[1].split("</article>")[0]
    assert re.findall(r"<bdi>(\w+)</bdi>|(Cancelled)", row) == [("Off", ""), ("", "Cancelled")]
    found = {c["summary"]: c["status"] for c in Calendar.from_ical(ics).walk("VEVENT") if c["status"] == "CANCELLED"}
    assert found == {"Cancelled: Off": "CANCELLED", "Cancelled: Gone": "CANCELLED"}
    statuses = {row["title"]: row["status"] for row in json.loads(data)["sessions"]}
    assert (statuses["Off"], statuses["Gone"]) == ("cancelled", "removed")
    days = [session for day in json.loads(data)["days"] for session in day["sessions"]]
    assert (off.pk in days, len(days)) == (True, 2)
    assert client.get(off.get_absolute_url()).status_code == 200
