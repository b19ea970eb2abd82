"""The editor's page, panel, actions and answers, as a browser asks for them."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import Event
from sessions.domain import schedule
from sessions.models import ProgrammeChange, Session
from tests.factories.cms import EventFactory
from tests.factories.sessions import FIRST, RoomFactory, SessionFactory, event_with_programme
from tests.roles import make_user

pytestmark = pytest.mark.django_db

JSON = {"accept": "application/json"}


def url(name, event, *args):
    return reverse(f"editor:{name}", args=[event.slug, *args])


@pytest.fixture
def event():
    return EventFactory(session_numbering=Event.Numbering.ROMAN)


@pytest.fixture
def organiser(client, event):
    user = make_user("organiser", event)
    client.force_login(user)
    return user


def act(client, event, action, session=None, headers=JSON, **fields):
    if session:
        fields = {"session": session.pk, "seen": f"{session.pk}:{session.version}"} | fields
    return client.post(url("act", event), {"action": action, **fields}, headers=headers)


def test_block_is_moved_without_loading_the_page_again(client, event, organiser):
    room, session = RoomFactory(event=event, name="Hall"), SessionFactory(event=event, title="Opening <b>")
    answer = act(client, event, "place", session, day="2014-06-24", start="10:00", room=room.pk)
    assert answer.json() == {
        "change": ProgrammeChange.objects.get().pk,
        "blocks": {
            str(session.pk): f'<a class="block k-thematic" id="s{session.pk}" href="sessions/{session.pk}/" data-v="1"'
            f' data-day="2014-06-24" data-at="600" data-for="90" data-room="{room.pk}"><b>I</b>'
            " <span>Opening &lt;b&gt;</span> <small>10:00–11:30</small></a>"
        },
        "gone": [],
        "said": "Session I, Tuesday 10:00 to 11:30, Hall.",
        "undo": "“Opening <b>” moved to Tuesday 10:00, Hall",
        "redo": "",
    }
    again = act(client, event, "undo").json()
    assert (again["undo"], again["redo"]) == ("", "“Opening <b>” moved to Tuesday 10:00, Hall")
    assert act(client, event, "redo").json()["said"] == "Redone: “Opening <b>” moved to Tuesday 10:00, Hall."


def moved(client, event, session, **fields):
    answer = act(client, event, "place", session, **{"day": "2014-06-24", "start": "10:00"} | fields)
    return answer.status_code, answer.json().get("errors")


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"day": "garbage"}, {"day": ["Enter a valid date."]}),
        ({"start": "25:00"}, {"start": ["Enter a valid time."]}),
        ({"day": "2019-06-24"}, {"start": ["This is more than a year away from the event."]}),
        ({"day": "0001-01-01", "start": "00:00"}, {"start": ["This is more than a year away from the event."]}),
        (
            {"end": "09:00"},
            {"end": ["The session ends before it begins. Does it go on past midnight? Then say so."]},
        ),
        ({"room": "999999"}, {"room": ["Select a valid choice. 999999 is not one of the available choices."]}),
        ({"minutes": "0"}, {"minutes": ["Ensure this value is greater than or equal to 1."]}),
        (
            {"follow": "all"},
            {"follow": ["Select a valid choice. all is not one of the available choices."]},
        ),
    ],
)
def test_bad_input_is_named_by_field_and_nothing_is_written(client, event, organiser, fields, errors):
    session = SessionFactory(event=event)
    assert moved(client, event, session, **fields) == (422, errors)
    session.refresh_from_db()
    assert (session.start, session.version) == (FIRST, 0)


def test_past_midnight_is_done_and_told(client, event, organiser):
    session = SessionFactory(event=event, title="Dinner", kind="ceremony")
    answer = act(client, event, "place", session, day="2014-06-24", start="19:00", end="00:30", next_day="on")
    assert answer.json()["said"] == ("Dinner, Tuesday 19:00 to 00:30. It goes on past midnight, to Wednesday 00:30.")


def test_hours_that_clocks_leave_out_or_show_twice(client):
    event = EventFactory(timezone="Europe/Kyiv", start_date="2024-03-31", end_date="2024-10-27")
    client.force_login(make_user("organiser", event))
    session = SessionFactory(event=event, start=None, title="Night")
    gap = moved(client, event, session, day="2024-03-31", start="03:30")
    assert gap == (
        422,
        {"start": ["03:30 does not exist on that day in Europe/Kyiv: clocks are put forward then."]},
    )
    fold = act(client, event, "place", session, day="2024-10-27", start="03:30").json()["said"]
    assert fold.endswith("Clocks are put back: 03:30 comes twice on that day, and the first is meant.")


def test_ids_of_another_event_are_refused_everywhere(client, event, organiser):
    foreign = SessionFactory(room=RoomFactory())
    own = SessionFactory(event=event)
    for action in ("place", "resize", "change", "shift", "swap", "unschedule", "duplicate", "cancel", "delete"):
        assert act(client, event, action, foreign, day="2014-06-24", start="10:00").status_code == 404, action
    assert moved(client, event, own, room=foreign.room_id)[0] == 422
    assert act(client, event, "swap", own, other=foreign.pk).status_code == 422
    assert client.get(url("panel", event, foreign.pk)).status_code == 404
    assert (Session.objects.count(), ProgrammeChange.objects.count()) == (2, 0)


@pytest.mark.parametrize("body", [b'{"action": "place"', b"\xff\xfe", b"action=nothing", b"action=place&session=1e9"])
def test_garbage_is_refused(client, event, organiser, body):
    for kind in ("application/json", "application/x-www-form-urlencoded"):
        answer = client.post(url("act", event), body, content_type=kind, headers=JSON)
        assert answer.status_code in {400, 404}


@pytest.mark.parametrize("seen", ["", "x:y", "1", "9" * 50 + ":1", ":::"])
def test_without_the_version_seen_nothing_is_written(client, event, organiser, seen):
    session = SessionFactory(event=event)
    assert act(client, event, "cancel", session, seen=seen).status_code == 409
    assert Session.objects.get().status == "confirmed"


def test_second_of_two_organisers_is_told_and_sees_what_is_now(client, event, organiser):
    session = SessionFactory(event=event, title="Opening")
    colleague = make_user("organiser", event, first_name="Amara", last_name="Okonjo")
    schedule.change_session(session, by=colleague, title="Opening ceremony")
    answer = act(client, event, "cancel", session)
    data = answer.json()
    assert (answer.status_code, data["message"]) == (409, "Nothing was changed, since somebody else was first:")
    assert [line.partition(", ")[0] + line[-18:] for line in data["told"]] == [
        "Amara Okonjo: “Opening” changed"
    ] or data["told"][0].endswith("“Opening ceremony” changed")
    assert "Opening ceremony" in data["all"][str(session.pk)]
    assert Session.objects.get().status == "confirmed"


def test_what_others_did_is_told_once(client, event, organiser):
    session, other = SessionFactory(event=event, title="Opening"), SessionFactory(event=event, title="Closing")
    assert client.get(url("state", event), {"since": 0}).status_code == 204
    colleague = make_user("organiser", event, first_name="Amara", last_name="Okonjo")
    schedule.change_session(session, by=colleague, status="tentative")
    schedule.remove_session(other, by=colleague)
    news = client.get(url("state", event), {"since": 0}).json()
    assert (list(news["blocks"]), news["gone"], news["reload"], len(news["told"])) == (
        [str(session.pk)],
        [other.pk],
        False,
        2,
    )
    assert client.get(url("state", event), {"since": news["now"]}).status_code == 204
    whole = client.get(url("state", event), {"since": "garbage"}).json()
    assert (whole["now"], list(whole["all"])) == (news["now"], [str(session.pk)])


def test_panel_works_without_scripts(client, event, organiser):
    room, session = RoomFactory(event=event, name="Hall"), SessionFactory(event=event, title="Opening")
    page = client.get(url("panel", event, session.pk))
    form, seen = page.context["form"], page.context["seen"]
    sent = {field.html_name: field.value() for field in form if field.value() is not None}
    sent |= {"day": "2014-06-24", "start": "10:00", "end": "11:00", "room": room.pk, "seen": seen}
    sent["next_day"] = ""
    answer = act(client, event, "change", session, headers={}, **sent)
    assert (answer.status_code, answer["Location"]) == (302, url("index", event))
    session.refresh_from_db()
    assert (session.start, session.end, session.room) == (
        FIRST + timedelta(hours=25),
        FIRST + timedelta(hours=26),
        room,
    )
    stale = act(client, event, "change", session, headers={}, **sent)
    assert (stale.status_code, "somebody else was first" in stale.content.decode()) == (409, True)
    session.refresh_from_db()
    wrong = act(client, event, "change", session, headers={}, **sent | {"seen": f"{session.pk}:1", "end": "09:00"})
    assert (wrong.status_code, wrong.context["form"]["end"].value()) == (422, "09:00")
    assert "Does it go on past midnight?" in wrong.content.decode()


def test_session_is_added_at_the_place_that_was_clicked(client, event, organiser):
    room = RoomFactory(event=event, name="Hall")
    asked = {"day": "2014-06-24", "start": "10:30", "room": room.pk, "kind": "pause", "part": "1"}
    form = client.get(url("new", event), asked).context["form"]
    sent = {field.html_name: field.value() for field in form if field.value()}
    assert act(client, event, "add", **sent).json()["said"] == "Break, Tuesday 10:30 to 11:00, Hall."
    assert client.get(url("new", event), {"day": "x", "start": "y", "room": "z", "kind": "q"}).status_code == 200
    assert act(client, event, "add", kind="nothing").status_code == 422


def test_session_with_a_record_is_refused_with_advice(client, event, organiser):
    session = SessionFactory(event=event)
    session.entries.create(kind="conclusion", text="Agreed.")
    answer = act(client, event, "delete", session)
    assert answer.json()["errors"] == {
        "__all__": ["This session has a record. Cancel it instead: what was recorded stays."]
    }


@pytest.mark.parametrize("name", ["index", "new", "warnings", "state"])
def test_only_organisers_of_the_event_get_in(client, event, name):
    people = [
        (make_user("organiser", event), 200),
        (make_user("secretariat"), 200),
        (make_user("rapporteur", event), 404),
        (make_user("organiser", EventFactory()), 404),
    ]
    for user, status in people:
        client.force_login(user)
        assert client.get(url(name, event)).status_code == status, user
        acted = client.post(url("act", event), {"action": "undo"}, headers=JSON).status_code
        assert acted == {200: 422, 404: 404}[status]
    client.logout()
    assert client.get(url(name, event)).status_code == (403 if name == "state" else 302)
    assert client.post(url("act", event), {"action": "undo"}, headers=JSON).status_code == 403
    signing_in = client.post(url("act", event), {"action": "undo"}).url
    assert signing_in.endswith(f"?next={url('index', event)}")  # what was sent is answered to forms alone


def test_warnings_are_counted_by_session(client, event, organiser):
    early = SessionFactory(event=event, start=FIRST - timedelta(hours=3))
    data = client.get(url("warnings", event), {"part": 1}).json()
    assert (data["marks"][str(early.pk)] >= 1, data["count"] >= 1) == (True, True)
    assert "lies outside the days and hours" in data["html"]


# --- Speed --------------------------------------------------------------------------------------------------------


@pytest.fixture(params=[2, 20])
def large(request, client):
    event = event_with_programme(request.param, session_numbering=Event.Numbering.ROMAN)
    client.force_login(make_user("organiser", event))
    client.get(url("index", event))
    ContentType.objects.get_for_models(Event, Session, for_concrete_models=False)  # a process asks for them once
    return event


def statements(ask):
    with CaptureQueriesContext(connection) as found:
        answer = ask()
    assert answer.status_code in {200, 204}
    return len(found)


def test_statements_do_not_grow_with_the_programme(client, large):
    first, last = large.sessions.first(), large.sessions.last()
    seen = " ".join(f"{pk}:{version}" for pk, version in large.sessions.values_list("pk", "version"))
    place = {"day": "2014-06-25", "start": "10:00", "room": last.room_id, "seen": seen}
    counts = {
        "drag": statements(lambda: act(client, large, "place", first, **place)),
        "undo": statements(lambda: act(client, large, "undo")),
        "nothing new": statements(lambda: client.get(url("state", large), {"since": 10**9})),
        "news": statements(lambda: client.get(url("state", large), {"since": 0})),
        "everything": statements(lambda: client.get(url("state", large))),
        "page": statements(lambda: client.get(url("index", large))),
        "panel": statements(lambda: client.get(url("panel", large, first.pk), {"part": 1})),
    }
    most = {"drag": 12, "undo": 14, "nothing new": 5, "news": 7, "everything": 6, "page": 17, "panel": 30}
    assert {name: count for name, count in counts.items() if count > most[name]} == {}


def test_page_of_300_sessions_is_small(client, event, organiser):
    rooms = [RoomFactory(event=event) for _ in range(6)]
    Session.objects.bulk_create(
        SessionFactory.build(
            event=event, room=rooms[n % 6], title=f"Session {n} on subjects of some length", number="X"
        )
        for n in range(300)
    )
    assert len(client.get(url("index", event)).content) < 300_000
