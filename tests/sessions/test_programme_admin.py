from datetime import UTC, datetime

import pytest
from django.urls import reverse

from cms.admin import links
from sessions.models import Release, Session
from tests.factories.cms import EventFactory
from tests.factories.participants import PersonFactory
from tests.factories.sessions import (
    ContributionFactory,
    RoomFactory,
    SessionFactory,
    SessionRoleFactory,
    event_with_programme,
    full_session,
    released,
)
from tests.roles import make_user

pytestmark = pytest.mark.django_db

FRAME = 11  # statements of Wagtail's own page around every view: session, account, rights, menu, locale


def url(name, event, *args):
    return reverse(f"programme:{name}", args=[event.slug, *args])


@pytest.fixture
def event():
    return EventFactory()


@pytest.fixture
def organiser(client, event):
    user = make_user("organiser", event)
    client.force_login(user)
    return user


def fields(**extra):
    """What the form of a session sends, without people and presentations."""
    return {
        "title": "Opening",
        "kind": "plenary",
        "number": "",
        "start": "2014-06-23T09:00",
        "end": "2014-06-23T10:30",
        "status": "confirmed",
        "roles-TOTAL_FORMS": "0",
        "roles-INITIAL_FORMS": "0",
        "talks-TOTAL_FORMS": "0",
        "talks-INITIAL_FORMS": "0",
    } | extra


def test_session_is_added_in_the_time_of_the_event(client, event, organiser):
    room, chair, speaker = RoomFactory(event=event), PersonFactory(), PersonFactory()
    rows = {
        "room": room.pk,
        "roles-TOTAL_FORMS": "1",
        "roles-0-person": chair.pk,
        "roles-0-role": "chair",
        "talks-TOTAL_FORMS": "2",
        "talks-0-title": "One counter",
        "talks-0-minutes": "20",
        "talks-0-speakers": [speaker.pk, chair.pk],
        "talks-1-title": "",
    }
    response = client.post(url("add", event), fields(**rows))
    assert response.status_code == 302
    session = Session.objects.get()
    assert (session.event, session.room, session.start) == (event, room, datetime(2014, 6, 23, 0, tzinfo=UTC))
    assert list(session.roles.values_list("role", "person")) == [("chair", chair.pk)]
    talk = session.contributions.get()
    speakers = talk.speaker_links.values_list("person", flat=True)
    assert (talk.title, talk.minutes, list(speakers)) == ("One counter", 20, [speaker.pk, chair.pk])


def test_form_shows_what_is_there_and_saves_it_back_unchanged(client, event, organiser):
    session = full_session(event)
    before = parts(session)
    page = client.get(url("edit", event, session.pk))
    sent = {"version": page.context["form"]["version"].value()}
    sent |= {name: page.context["form"][name].value() for name in ("title", "kind", "status", "room")}
    for prefix in ("roles", "talks"):
        formset = page.context[prefix]
        sent |= {f"{prefix}-TOTAL_FORMS": len(formset.forms), f"{prefix}-INITIAL_FORMS": formset.initial_form_count()}
        sent |= {f.html_name: f.value() for form in formset for f in form if f.value() is not None}
    assert client.post(url("edit", event, session.pk), fields(**sent)).status_code == 302
    assert parts(session) == before


def parts(session):
    talks = [(t.pk, t.title, [link.person_id for link in t.speaker_links.all()]) for t in session.contributions.all()]
    return list(session.roles.values_list("role", "person")), talks


@pytest.mark.parametrize(
    ("sent", "field", "message"),
    [
        ({"end": "2014-06-23T08:00"}, "end", "The session ends before it begins."),
        ({"end": ""}, "end", "A session has both a beginning and an end, or neither yet."),
        ({"start": "0001-01-01T00:00"}, "start", "This is more than a year away from the event."),
        ({"end": "2014-06-25T09:00"}, "end", "This is longer than a day: make a session for each day."),
        ({"title": ""}, "title", "This field is required."),
    ],
)
def test_bad_session_is_refused_in_words_beside_the_field(client, event, organiser, sent, field, message):
    response = client.post(url("add", event), fields(**sent))
    assert message in response.context["form"].errors[field]
    assert not Session.objects.exists()


def test_hour_that_daylight_saving_leaves_out_is_refused(client):
    event = EventFactory(timezone="Europe/Kyiv", start_date="2024-03-31", end_date="2024-03-31")
    client.force_login(make_user("organiser", event))
    response = client.post(url("add", event), fields(start="2024-03-31T03:30", end="2024-03-31T05:00"))
    assert "may not exist" in str(response.context["form"].errors["start"])


def test_ids_of_another_event_are_refused(client, event, organiser):
    foreign = full_session(EventFactory())
    talk = foreign.contributions.first()
    assert client.get(url("edit", event, foreign.pk)).status_code == 404
    assert client.post(url("delete", event, foreign.pk)).status_code == 404
    assert "room" in client.post(url("add", event), fields(room=foreign.room_id)).context["form"].errors
    assert list(client.get(url("add", event)).context["form"].fields["room"].queryset) == []
    rows = {"talks-TOTAL_FORMS": "1", "talks-0-id": talk.pk, "talks-0-title": "Taken over"}
    client.post(url("add", event), fields(**rows))
    talk.refresh_from_db()
    assert (talk.session, talk.title != "Taken over") == (foreign, True)


def test_second_save_over_a_colleagues_is_offered_not_lost(client, event, organiser):
    session = SessionFactory(event=event, title="Opening")
    stale = session.updated_at.isoformat()
    session.title = "Opening, by a colleague"
    session.save()
    first = client.post(url("edit", event, session.pk), fields(title="Mine", version=stale))
    session.refresh_from_db()
    assert (first.status_code, session.title) == (200, "Opening, by a colleague")
    again = first.context["form"]["version"].value()
    second = client.post(url("edit", event, session.pk), fields(title="Mine", version=again))
    session.refresh_from_db()
    assert (second.status_code, session.title) == (302, "Mine")


def test_session_with_a_record_is_not_deleted(client, event, organiser):
    recorded, planned = SessionFactory(event=event), SessionFactory(event=event)
    recorded.entries.create(kind="conclusion", text="Agreed.")
    for session in (recorded, planned):
        client.post(url("delete", event, session.pk))
    assert list(Session.objects.all()) == [recorded]


def test_room_in_use_is_not_deleted(client, event, organiser):
    room, other = RoomFactory(event=event, name="Hall 1"), RoomFactory(event=event, name="Hall 2")
    SessionFactory(event=event, room=room)
    sent = {"rooms-TOTAL_FORMS": "2", "rooms-INITIAL_FORMS": "2"}
    for place, row in enumerate((room, other)):
        sent |= {f"rooms-{place}-id": row.pk, f"rooms-{place}-name": row.name, f"rooms-{place}-DELETE": "on"}
    client.post(url("rooms", event), sent)
    assert event.rooms.count() == 2
    del sent["rooms-0-DELETE"]
    client.post(url("rooms", event), sent | {"rooms-0-capacity": "40"})
    assert list(event.rooms.values_list("name", "capacity")) == [("Hall 1", 40)]


def test_release_is_made_with_its_note(client, event, organiser):
    full_session(event)
    page = client.get(url("release", event))
    assert (page.context["last"], page.context["count"]) == (None, 1)
    client.post(url("release", event), {"note": "First version."})
    release = Release.objects.get()
    assert (release.number, release.note, release.released_by) == (1, "First version.", organiser)
    assert client.get(url("release", event)).context["changes"] == []


def test_empty_programme_is_not_released(client, event, organiser):
    response = client.post(url("release", event), {})
    assert "No session has a time yet" in response.content.decode()
    assert not Release.objects.exists()


def test_people_are_found_by_part_of_any_name_and_never_all_listed(client, event, organiser):
    amara = PersonFactory(name="Amara Okonjo")
    amara.other_names.create(name="أمارا")
    PersonFactory.create_batch(20, name="Noor Adeyemi")

    def found(words):
        return [row["id"] for row in client.get(url("people", event), {"q": words}).json()["people"]]

    assert (found("okon ama"), found("أمارا"), found(""), len(found("noor"))) == ([amara.pk], [amara.pk], [], 12)
    assert found("%") == found("_" * 9000) == []


@pytest.mark.parametrize("name", ["index", "add", "rooms", "release", "people"])
def test_only_organisers_of_the_event_get_in(client, event, name):
    people = [
        (make_user("organiser", event), 200),
        (make_user("secretariat"), 200),
        (make_user("rapporteur", event), 404),
        (make_user("organiser", EventFactory()), 404),
        (make_user(), 403),
    ]
    for user, status in people:
        client.force_login(user)
        assert client.get(url(name, event)).status_code == status, user
    client.logout()
    assert client.get(url(name, event)).status_code == 302


def test_link_stands_in_the_back_office_of_the_event(event):
    found = links.of(event, make_user("organiser", event))
    assert url("index", event) in [link.url for link in found]
    others = links.of(event, make_user("rapporteur", event))
    assert url("index", event) not in [link.url for link in others]


@pytest.mark.parametrize("count", [2, 20])
@pytest.mark.parametrize(("name", "limit"), [("index", FRAME + 9), ("release", FRAME + 14)])
def test_lists_take_as_many_queries_for_many_sessions(client, name, limit, count, django_assert_max_num_queries):
    event = event_with_programme(count)
    released(event)
    client.force_login(make_user("organiser", event))
    client.get(url(name, event))
    with django_assert_max_num_queries(limit):
        client.get(url(name, event))


@pytest.mark.parametrize("count", [2, 20])
def test_form_takes_as_many_queries_for_many_people(client, event, organiser, count, django_assert_max_num_queries):
    session = SessionFactory(event=event)
    for _ in range(count):
        SessionRoleFactory(session=session)
        ContributionFactory(session=session, speakers=PersonFactory.create_batch(2))
    client.get(url("edit", event, session.pk))
    with django_assert_max_num_queries(FRAME + 17):
        client.get(url("edit", event, session.pk))
