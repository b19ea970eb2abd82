from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from cms.admin import links
from sessions.domain.programme import save_session
from sessions.models import Release, Room, Session
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
    assert "clocks are put forward" in str(response.context["form"].errors["start"])


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


def hidden(page):
    """What the form of a session sends unseen."""
    return {name: page.context["form"][name].value() for name in ("version", "base")}


def conflict_of(client, event, organiser):
    """The colleague changed title and hours, and took the chair out; the organiser typed a title and a description."""
    session = SessionFactory(event=event, title="Opening", kind="plenary")
    SessionRoleFactory(session=session, person=PersonFactory(name="Noor Adeyemi"))
    speakers = PersonFactory.create_batch(2)[::-1]
    talk = ContributionFactory(session=session, title="One counter", speakers=speakers)
    opened = hidden(client.get(url("edit", event, session.pk)))
    colleague = make_user("organiser", event, first_name="Amara", last_name="Okonjo")
    session.title, session.end = "Opening, by a colleague", session.start + timedelta(hours=2)
    save_session(session, by=colleague, roles=[])
    sent = fields(title="Mine", description="All of mine.", **opened) | {
        "roles-TOTAL_FORMS": "1",
        "roles-0-person": PersonFactory(name="Lin Osei").pk,
        "roles-0-role": "chair",
        "talks-TOTAL_FORMS": "1",
        "talks-INITIAL_FORMS": "1",
        "talks-0-id": talk.pk,
        "talks-0-title": talk.title,
        "talks-0-speakers": [person.pk for person in speakers],
    }
    return session, sent, client.post(url("edit", event, session.pk), sent)


def test_second_save_shows_both_versions_field_by_field(client, event, organiser):
    session, _sent, page = conflict_of(client, event, organiser)
    session.refresh_from_db()
    assert (page.status_code, session.title) == (409, "Opening, by a colleague")
    assert [line.partition(", ")[0] for line in page.context["told"]] == ["Amara Okonjo"]
    assert {row.name: (row.theirs, row.mine, row.takes_theirs) for row in page.context["differences"]} == {
        "title": ("Opening, by a colleague", "Mine", False),
        "end": ("2014-06-23T11:00", "2014-06-23T10:30", True),
        "description": ("", "All of mine.", False),
        "roles": ("", "chair: Lin Osei", False),
    }
    assert page.context["form"]["description"].value() == "All of mine."


def test_of_two_versions_the_chosen_parts_are_saved(client, event, organiser):
    session, sent, page = conflict_of(client, event, organiser)
    chosen = {row.field: "theirs" if row.takes_theirs else "mine" for row in page.context["differences"]}
    again = sent | chosen | {"version": page.context["form"]["version"].value(), "take-roles": "theirs"}
    assert client.post(url("edit", event, session.pk), again).status_code == 302
    session.refresh_from_db()
    assert (session.title, session.description, session.end - session.start, session.roles.count()) == (
        "Mine",
        "All of mine.",
        timedelta(hours=2),
        0,
    )


def test_what_was_typed_into_a_session_that_is_gone_stays_on_the_screen(client, event, organiser):
    session = SessionFactory(event=event, title="Opening")
    opened = hidden(client.get(url("edit", event, session.pk)))
    stale = client.post(url("edit", event, session.pk), fields(title="Mine", version="", base="{garbage"))
    assert (stale.status_code, stale.context["form"]["title"].value()) == (409, "Mine")
    Session.objects.all().delete()
    gone = client.post(url("edit", event, session.pk), fields(title="Mine", **opened))
    assert (gone.status_code, gone.context["form"]["title"].value()) == (409, "Mine")
    assert f'action="{url("add", event)}"' in gone.content.decode()


def test_breaks_show_no_needless_fields(client, event, organiser):
    event.agenda_items.create(title="Opening of the meeting")
    pause, session = SessionFactory(event=event, kind="pause"), SessionFactory(event=event, kind="panel")
    page = client.get(url("edit", event, pause.pk))
    seen = [field.name for field in page.context["form"].visible_fields()]
    assert seen == ["title", "kind", "status", "room", "start", "end", "description"]
    assert "roles-TOTAL_FORMS" not in page.content.decode()
    sent = fields(kind="pause", title="Coffee", **hidden(page))
    sent = {name: value for name, value in sent.items() if not name.startswith(("roles", "talks"))}
    assert client.post(url("edit", event, pause.pk), sent).status_code == 302
    page = client.get(url("edit", event, session.pk))
    assert {"agenda_item", "languages", "interpretation", "expected"} <= set(page.context["form"].fields)
    assert [row["role"].value() for row in page.context["roles"].forms] == ["moderator", "rapporteur"]


def test_languages_and_agenda_item_are_saved(client, event, organiser):
    item = event.agenda_items.create(title="Opening of the meeting")
    sent = {"languages": ["en", "fr"], "interpretation": ["es"], "expected": "40", "agenda_item": item.pk}
    assert client.post(url("add", event), fields(**sent)).status_code == 302
    session = Session.objects.get()
    assert (session.languages, session.interpretation, session.expected, session.agenda_item) == (
        ["en", "fr"],
        ["es"],
        40,
        item,
    )
    foreign = EventFactory().agenda_items.create(title="Another")
    assert client.post(url("add", event), fields(agenda_item=foreign.pk, languages="xx")).status_code == 200


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


def test_sessions_of_a_deleted_room_move_where_they_are_told_to(client, event, organiser):
    first, second = RoomFactory(event=event, name="Hall 1"), RoomFactory(event=event, name="Hall 2")
    session = SessionFactory(event=event, room=first)
    sent = {"rooms-TOTAL_FORMS": "2", "rooms-INITIAL_FORMS": "2", "rooms-0-DELETE": "on"}
    for place, row in enumerate((first, second)):
        sent |= {f"rooms-{place}-id": row.pk, f"rooms-{place}-name": row.name}
    asked = client.post(url("rooms", event), sent).context["formset"].forms[0]
    assert asked.errors["heir"] == ["Sessions take place here: 1. Say where they move."]
    assert [value for value, _label in asked.fields["heir"].choices] == ["", "none", str(second.pk)]
    foreign = RoomFactory()
    client.post(url("rooms", event), sent | {"rooms-0-heir": foreign.pk})
    assert event.rooms.count() == 2
    client.post(url("rooms", event), sent | {"rooms-0-heir": second.pk})
    session.refresh_from_db()
    assert (list(event.rooms.all()), session.room, session.version) == ([second], second, 1)
    news = client.get(reverse("editor:state", args=[event.slug]), {"since": 0}).json()
    assert (news["reload"], [text.partition(": ")[2] for _change, text in news["told"]]) == (True, ["Rooms changed"])


def test_release_is_made_with_its_note(client, event, organiser):
    full_session(event)
    page = client.get(url("release", event))
    assert (page.context["last"], page.context["count"]) == (None, 1)
    client.post(url("release", event), {"note": "First version."})
    release = Release.objects.get()
    assert (release.number, release.note, release.released_by) == (1, "First version.", organiser)
    assert client.get(url("release", event)).context["changes"] == []


def test_list_says_when_the_public_sees_something_else(client, event, organiser):
    session = full_session(event)
    released(event)
    assert client.get(url("index", event)).context["is_changed"] is False
    Room.objects.filter(pk=session.room_id).update(name="Harbour Hall")
    assert client.get(url("index", event)).context["is_changed"] is True


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
    editor = reverse("editor:index", args=[event.slug])
    assert editor in [link.url for link in found]
    others = links.of(event, make_user("rapporteur", event))
    assert editor not in [link.url for link in others]


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
    with django_assert_max_num_queries(FRAME + 18):
        client.get(url("edit", event, session.pk))
