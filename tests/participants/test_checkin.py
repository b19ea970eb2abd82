"""Check-in: each reading counts once, whoever sends it and however often."""

import json
from copy import copy
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from cms.models import EventLogEntry
from participants.domain import checkin as domain
from participants.domain.checkin import Reading, code_of
from participants.models import Registration, Scan, User
from sessions.models import SessionAttendance
from tests.factories.cms import published_event
from tests.factories.participants import RegistrationFactory, UserFactory
from tests.factories.sessions import SessionFactory

from .test_race import at_once

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def registration(event):
    return RegistrationFactory(event=event, person__name="Åse Nørgård", person__email="ase@example.org")


def read(event, code, *, by=None, **changes) -> str:
    reading = Reading(uuid4(), code, timezone.now(), **changes)
    return domain.take_scan(event, by=by, reading=reading).outcome


def url(name: str, event) -> str:
    return reverse(f"participants:check_in{name}", args=[event.slug])


def test_the_first_reading_checks_in_and_is_logged_once(event, registration, desk):
    at = timezone.now() - timedelta(minutes=9)
    first = Reading(uuid4(), code_of(registration).upper(), at)
    outcomes = [domain.take_scan(event, by=desk, reading=first).outcome for _ in range(2)]
    assert [*outcomes, read(event, code_of(registration))] == ["arrived", "arrived", "again"]
    registration.refresh_from_db()
    assert (registration.checked_in_at, registration.attended) == (at, True)
    assert read(event, code_of(registration), is_undo=True) == "undone"
    registration.refresh_from_db()
    assert (registration.checked_in_at, registration.attended) == (None, False)
    actions = EventLogEntry.objects.filter(action__endswith="check_in").order_by("pk").values_list("action", "user")
    assert list(actions) == [("participants.check_in", desk.pk), ("participants.undo_check_in", None)]
    assert Scan.objects.count() == 3


@pytest.mark.parametrize(
    "code", ["", "rostrum:", "rostrum:zz", "x" * 200, "http://example.org/", "rostrum:" + "0" * 32]
)
def test_what_is_no_badge_of_this_event_is_unknown(event, code):
    assert read(event, code) == "unknown"


def test_a_badge_of_another_event_or_of_somebody_not_approved(event, registration):
    elsewhere = RegistrationFactory(event=published_event())
    assert read(event, code_of(elsewhere)) == "unknown"
    Registration.objects.filter(pk=registration.pk).update(status="declined")
    assert read(event, code_of(registration)) == "not_approved"
    assert not Registration.objects.filter(checked_in_at__isnull=False).exists()


def test_a_clock_that_is_wrong_does_not_count(event, registration):
    domain.take_scan(
        event, by=None, reading=Reading(uuid4(), code_of(registration), timezone.now() + timedelta(days=1))
    )
    registration.refresh_from_db()
    assert registration.checked_in_at <= timezone.now()


def test_only_the_desk_checks_in(event, registration):
    with pytest.raises(PermissionDenied):
        read(event, code_of(registration), by=UserFactory())


def test_at_the_door_of_a_session_attendance_is_noted(event, registration, desk):
    session = SessionFactory(event=event)
    place = f"session:{session.pk}"
    assert read(event, code_of(registration), by=desk, place=place) == "arrived"
    assert read(event, code_of(registration), by=desk, place=place) == "again"
    assert list(SessionAttendance.objects.values_list("person", "mode")) == [(registration.person_id, "qr")]
    assert read(event, code_of(registration), by=desk, place=place, is_undo=True) == "undone"
    assert not SessionAttendance.objects.exists()
    with pytest.raises(ValidationError, match="no such place"):
        read(event, code_of(registration), place=f"session:{SessionFactory().pk}")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.slow
def test_two_desks_and_a_device_that_repeats_itself(event, registration):
    same = Reading(uuid4(), code_of(registration), timezone.now())
    calls = [lambda: domain.take_scan(event, by=None, reading=same)] * 4
    calls += [lambda: read(event, code_of(registration)) for _ in range(4)]
    assert at_once(calls) == ["done"] * 8
    outcomes = sorted(Scan.objects.values_list("outcome", flat=True))
    assert outcomes == ["again"] * 4 + ["arrived"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.slow
def test_without_the_lock_one_person_arrives_more_than_once(event, registration, monkeypatch):
    """The control: whoever read that nobody had come yet lets the person come."""
    read_by_all = Registration.objects.select_related("event", "person").get(pk=registration.pk)
    monkeypatch.setattr(domain, "_locked", lambda _event, _code: copy(read_by_all))
    at_once([lambda: read(event, code_of(registration)) for _ in range(4)])
    assert Scan.objects.filter(outcome="arrived").count() == 4


# --- The page and what it asks ---------------------------------------------------------------------------------


@pytest.fixture
def door(client, desk):
    client.force_login(desk)
    return client


def test_the_list_for_the_device_has_names_and_no_way_to_reach_them(door, event, registration, desk):
    User.objects.filter(pk=desk.pk).update(first_name="Desk", last_name="One")
    RegistrationFactory(event=event, status="submitted")
    read(event, code_of(registration), by=desk)
    answer = door.get(url("_people", event))
    (person,) = answer.json()["people"]
    assert person == {
        "code": f"rostrum:{registration.uid.hex}",
        "name": "Åse Nørgård",
        "institution": "Institute of Invented Studies",
        "category": "Expert",
        "in": person["in"],
        "by": "Desk One",
    }
    assert len(person["in"]) == 5
    assertNotContains(answer, "ase@example.org")
    assert answer["Cache-Control"] == "private, no-store"


def test_readings_are_taken_in_their_order_and_answered_one_by_one(door, event, registration):
    code, other = code_of(registration), url("_scans", event)
    uids = [str(uuid4()) for _ in range(4)]
    sent = [
        {"uid": uids[0], "code": code, "at": "2001-01-01T00:00:00Z", "place": ""},
        {"uid": uids[1], "code": code, "at": "x"},
        {"uid": uids[2], "code": "nothing\x00", "at": None},
        {"uid": uids[3], "code": code, "place": "session:0"},
    ]
    results = door.post(other, json.dumps({"scans": sent}), content_type=JSON).json()["results"]
    assert [(each["uid"], each["outcome"]) for each in results] == list(
        zip(uids, ["arrived", "again", "unknown", "refused"], strict=True)
    )
    assert (
        door.post(other, json.dumps({"scans": sent[:1]}), content_type=JSON).json()["results"][0]["outcome"]
        == "arrived"
    )
    state = door.get(url("_state", event), {"since": (timezone.now() - timedelta(hours=1)).isoformat()}).json()
    assert state["counts"] == {"checked_in": 1, "approved": 1}
    assert [(each["code"], each["outcome"]) for each in state["changed"]] == [(code, "arrived")]


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{", '{"scans": 5}', '{"scans": [5]}', '{"scans": [{"uid": "x", "code": "y"}]}', "[" * 5000, "\xff"],
)
def test_what_is_no_list_of_readings_is_refused(door, event, body):
    assert door.post(url("_scans", event), body, content_type=JSON).status_code == 422
    assert door.get(url("_state", event), {"since": body}).status_code == 200


def test_without_scripts_one_searches_and_presses(door, event, registration):
    page = url("", event)
    answer = door.get(page, {"q": "nørg"})
    assertContains(answer, code_of(registration))
    assert answer["Permissions-Policy"].startswith("camera=(self)")
    assertContains(door.post(page, {"code": code_of(registration)}, follow=True), "Åse Nørgård: checked in")
    assertContains(door.post(page, {"code": code_of(registration)}, follow=True), "was checked in already")
    assertContains(door.post(page, {"code": code_of(registration), "undo": ""}, follow=True), "taken back")
    assertContains(door.post(page, {"code": "x" * 10000}, follow=True), "not registered for this event")


def test_the_camera_is_refused_everywhere_else(client):
    assert client.get("/")["Permissions-Policy"].startswith("camera=()")


def test_the_script_that_stays_on_the_device_keeps_to_the_page(client, event):
    answer = client.get(url("_worker", event))
    assert answer["Service-Worker-Allowed"] == url("", event)
    assert answer["Content-Type"].startswith("text/javascript")


@pytest.mark.parametrize("name", ["_people", "_state"])
def test_statements_do_not_grow_with_the_crowd(door, event, name):
    counts = []
    for more in (2, 18):
        for row in RegistrationFactory.create_batch(more, event=event):
            read(event, code_of(row))
        since = (timezone.now() - timedelta(hours=1)).isoformat()
        door.get(url(name, event), {"since": since})
        with CaptureQueriesContext(connection) as queries:
            door.get(url(name, event), {"since": since})
        counts.append(len(queries))
    assert counts[0] == counts[1]
