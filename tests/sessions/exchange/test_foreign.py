"""Programmes of pretalx, frab and Indico: in, and in again after something changed there."""

import json

import pytest

from cms.models import Event
from participants.models import Person
from sessions.exchange.planning import plan_of
from sessions.models import Session
from tests.factories.cms import EventFactory, ThemeFactory
from tests.factories.sessions import SessionRoleFactory
from tests.sessions.exchange import samples
from tests.sessions.exchange.test_round_trip import take_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    made = EventFactory()
    made.themes.add(ThemeFactory(name="Trust"))
    return Event.objects.get(pk=made.pk)


def test_talks_of_pretalx_become_sessions_that_a_second_file_updates(event):
    take_in(event, samples.pretalx(samples.talk()))
    session = Session.objects.get()
    assert str(session.uid) == samples.talk()["guid"]
    facts = (
        session.title,
        session.kind,
        session.room.name,
        session.room.capacity,
        session.external_ref,
        session.description,
    )
    assert facts == (
        "One counter for everything",
        "thematic",
        "Hall",
        80,
        "pretalx:ABC123",
        "What one counter changes.",
    )
    assert [theme.name for theme in session.themes.all()] == ["Trust"]
    [talk] = session.contributions.all()
    assert [person.name for person in talk.speakers.all()] == ["Amara Okonjo"]

    chair = SessionRoleFactory(session=session, role="chair")
    moved = samples.talk(
        date="2014-06-23T11:00:00+09:00", persons=[*samples.talk()["persons"], {"public_name": "Noor Adeyemi"}]
    )
    plan = samples.plan(samples.pretalx(moved), event)
    assert [(each.state, [change.label for change in each.changes]) for each in plan.sessions] == [
        ("changed", ["time", "people"])
    ]
    take_in(event, samples.pretalx(moved))
    assert [person.name for person in session.contributions.get().speakers.all()] == ["Amara Okonjo", "Noor Adeyemi"]
    assert list(session.roles.all()) == [chair]
    assert Person.objects.filter(name="Amara Okonjo").count() == 1


def test_what_only_pretalx_knows_is_told_and_left_out(event):
    plan = samples.plan(samples.pretalx(samples.talk(type="Lightning", track="Unheard", language="xx")), event)
    [planned] = plan.sessions
    assert (planned.state, [note.column for note in planned.notes]) == ("new", ["Type", "track", "language"])


@pytest.mark.parametrize(
    "broken",
    [{"date": "tomorrow"}, {"duration": "long"}, {"title": None}, {"guid": 7}, {"persons": [{"name": "a" * 200}]}],
)
def test_broken_talks_are_bad_rows(event, broken):
    [planned] = samples.plan(samples.pretalx(samples.talk(**broken)), event).sessions
    assert (planned.state, planned.row.number) == ("bad", 1)


@pytest.mark.parametrize("value", [None, [], {}, "text", 7, True])
def test_odd_values_of_json_never_break_the_reading(event, value):
    """Whatever stands where something else should: bad rows or left out, never a crash."""
    for name in samples.talk():
        samples.plan(samples.pretalx(samples.talk(**{name: value})), event)
    for name in samples.block():
        samples.plan(samples.indico(samples.block(**{name: value})), event)
    for name in samples.contribution():
        samples.plan(samples.indico(contributions=(samples.contribution(**{name: value}),)), event)


def test_blocks_of_indico_become_sessions_with_contributions_in_the_event_zone(event):
    take_in(event, samples.indico(samples.block()))
    session = Session.objects.get()
    assert (session.title, session.kind, session.external_ref) == ("Trust: Morning", "panel", "indico:4711/s12")
    assert session.start.astimezone(event.tz).isoformat() == "2014-06-23T09:00:00+09:00"
    [chair] = session.roles.all()
    assert (chair.role, chair.person.name, chair.person.honorific, chair.person.email) == (
        "chair",
        "Amara Okonjo",
        "Ms.",
        "amara@example.org",
    )
    [talk] = session.contributions.all()
    assert (talk.title, talk.minutes, talk.external_ref) == ("One counter", 20, "indico:4711/c305")
    assert str(talk.speakers.get().affiliations.get()) == "Institute of Invented Affairs"

    renamed = samples.block(slotTitle="Noon", contributions=[samples.contribution(title="Two counters")])
    take_in(event, samples.indico(renamed))
    assert [(each.pk, each.title) for each in Session.objects.all()] == [(session.pk, "Trust: Noon")]
    assert [(each.pk, each.title) for each in session.contributions.all()] == [(talk.pk, "Two counters")]
    assert Person.objects.count() == 2


def test_contribution_without_a_session_stands_as_one(event):
    alone = samples.contribution(startDate=samples.indico_date("11:00:00"), endDate=samples.indico_date("11:20:00"))
    take_in(event, samples.indico(contributions=(alone,)))
    session = Session.objects.get()
    assert (session.title, session.external_ref, session.contributions.count()) == (
        "One counter",
        "indico:4711/c305",
        1,
    )


def timetable() -> bytes:
    entry = {"startDate": samples.indico_date("09:00:00"), "endDate": samples.indico_date("10:00:00"), "room": "Hall"}
    inner = entry | samples.contribution() | {"entryType": "Contribution", "contributionId": 305, "presenters": []}
    days = {
        "20140623": {
            "s12": entry
            | {"entryType": "Session", "id": "s12", "sessionSlotId": 12, "title": "Trust", "entries": {"c305": inner}},
            "b5": entry | {"entryType": "Break", "id": "b5", "scheduleEntryId": 5, "title": "Coffee"},
        }
    }
    return json.dumps({"results": {"4711": days}}).encode()


def test_timetable_of_indico_brings_breaks_and_the_same_references(event):
    take_in(event, timetable())
    found = Session.objects.order_by("title").values_list(
        "title", "kind", "external_ref", "contributions__external_ref"
    )
    assert list(found) == [
        ("Coffee", "pause", "indico:4711/b5", None),
        ("Trust", "thematic", "indico:4711/s12", "indico:4711/c305"),
    ]
    again = plan_of(samples.document(timetable()), event, {})
    assert [(each.title, each.state) for each in again.rows if each.state != "unchanged"] == []
