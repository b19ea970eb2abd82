"""What a file would change, in words."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from cms.models import Event
from sessions.exchange import values
from sessions.models import AgendaItem, Session
from tests.factories.cms import EventFactory, ThemeFactory
from tests.factories.participants import AffiliationFactory, PersonFactory, UserFactory
from tests.factories.sessions import FIRST, ContributionFactory, RoomFactory, SessionFactory, SessionRoleFactory
from tests.sessions.exchange.samples import plan, row, sessions

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    made = EventFactory()
    return Event.objects.get(pk=made.pk)


def only(data, event, **choices):
    [planned] = plan(data, event, choices).sessions
    return planned


@pytest.mark.parametrize(
    ("cells", "column", "wrong"),
    [
        ({"title": ""}, "Title", "This is needed."),
        ({"title": "a" * 251}, "Title", "This is longer than 250 characters."),
        ({"number": "a" * 11}, "Number", "This is longer than 10 characters."),
        ({"date": "2014-02-30"}, "Date", "There is no such date."),
        ({"date": "soon"}, "Date", "This is no date. Write it like 2014-06-23."),
        ({"date": "05/06/2014"}, "Date", "This may be two different days. Write it like 2014-06-23."),
        ({"date": "2015-06-23"}, "Date", "This is far from the days of the event, 23 June 2014 to 24 June 2014."),
        ({"date": ""}, "Date", "A session with a time needs a date."),
        ({"weekday": "Tuesday"}, "Weekday", "Weekday and date disagree: 23 June 2014 is a Monday."),
        ({"weekday": "Someday"}, "Weekday", "This is no day of the week."),
        ({"start": "25 past"}, "Start", "This is no time. Write it like 09:30."),
        ({"start": "9:75"}, "Start", "There is no such time."),
        ({"end": "08:00"}, "End", "The session ends before it begins."),
        ({"end": "09:00"}, "End", "The session ends before it begins."),
        ({"end": ""}, "End", "A session has both a beginning and an end, or neither yet."),
        ({"end": "2014-06-25 09:00"}, "End", "This is longer than a day: make a session for each day."),
        ({"status": "perhaps"}, "Status", "The status is one of confirmed, tentative, cancelled."),
        ({"kind": "Picnic"}, "Kind", "There is no such kind of session. Those known: "),
        ({"themes": "Unheard"}, "Themes", "“Unheard” is no subject of this event, which has: Trust"),
        ({"objectives": "z"}, "Objectives", "An objective is named by its letter: a; c."),
        ({"agenda item": "7"}, "Agenda item", "The agenda has no such item."),
        ({"languages": "xx"}, "Languages", "Languages are named by their letters: "),
        ({"expected": "many"}, "Expected", "This is no number from 0 to 1000000."),
        ({"room": "a" * 101}, "Room", "This is longer than 100 characters."),
        ({"chair": "a" * 151}, "Chair", "“aaaa"),
        ({"uid": "7"}, "uid", "This is no uid. Leave the cell empty for what is new."),
    ],
)
def test_bad_cell_is_named_with_what_is_wrong_and_what_was_read(event, cells, column, wrong):
    event.themes.add(ThemeFactory(name="Trust"))
    planned = only(sessions(row(**cells)), event)
    [problem] = planned.problems
    assert (planned.state, planned.row.number, problem.column) == ("bad", 2, column)
    assert problem.words.startswith(wrong)
    assert problem.read == next(iter(cells.values()))[:200]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2014-06-23", date(2014, 6, 23)),
        ("23/06/2014", date(2014, 6, 23)),
        ("6/23/14", date(2014, 6, 23)),
        ("23. 6. 2014", date(2014, 6, 23)),
        ("06/07/2014", date(2014, 6, 7)),
        ("Monday, 23 June 2014", date(2014, 6, 23)),
        ("June 23, 2014", date(2014, 6, 23)),
        ("23 Jun", date(2014, 6, 23)),
        ("lundi 23 juin 2014", date(2014, 6, 23)),
        ("41813", date(2014, 6, 23)),
    ],
)
def test_dates_are_read_in_many_forms(text, day):
    assert values.day_of(text, date(2014, 6, 1), date(2014, 6, 24)) == day


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("09:30", 570),
        ("9.30", 570),
        ("9h30", 570),
        ("9h", 540),
        ("0930", 570),
        ("9:30 pm", 1290),
        ("12 am", 0),
        ("0.375", 540),
        ("24:30", 1470),
    ],
)
def test_times_are_read_in_many_forms(text, minutes):
    assert values.clock(text) == timedelta(minutes=minutes)


def test_evening_session_may_end_after_midnight(event):
    planned = only(sessions(row(start="22:00", end="01:00")), event)
    assert (planned.state, planned.after.end) == ("new", datetime(2014, 6, 23, 16, tzinfo=UTC))
    assert [(note.column, note.words) for note in planned.notes] == [("End", "Ends on the next day.")]


def test_hour_that_the_clocks_leave_out_is_refused():
    event = Event.objects.get(
        pk=EventFactory(timezone="Europe/Kyiv", start_date="2024-03-31", end_date="2024-03-31").pk
    )
    planned = only(sessions(row(date="2024-03-31", start="03:30", end="05:00")), event)
    assert [problem.words for problem in planned.problems] == [
        "On 31 March 2024 there is no 03:30 in Europe/Kyiv: the clocks go forward."
    ]


def test_day_beside_the_event_is_told_not_refused(event):
    planned = only(sessions(row(date="2014-06-22")), event)
    assert (planned.state, [note.column for note in planned.notes]) == ("new", ["Date"])


def test_row_says_what_it_changes_old_and_new(event):
    trust, item = ThemeFactory(name="Trust"), AgendaItem.objects.create(event=event, title="Opening of the meeting")
    event.themes.add(trust)
    SessionFactory(event=event, title="Opening", room=RoomFactory(event=event, name="Hall"))
    cells = row(
        end="10:00", room="Library", status="tbc", themes="trust", kind="Plenary", **{"agenda item": "1. Opening"}
    )
    planned = only(sessions(cells), event)
    assert planned.state == "changed"
    assert [(change.label, change.old, change.new) for change in planned.changes] == [
        ("time", "2014-06-23 09:00–10:30", "2014-06-23 09:00–10:00"),
        ("kind", "Thematic session", "Plenary"),
        ("room", "Hall", "Library"),
        ("status", "confirmed", "to be confirmed"),
        ("themes", "", "Trust"),
        ("agenda item", "", item.title),
    ]


def test_columns_that_are_missing_change_nothing(event):
    session = SessionFactory(event=event, title="Opening", description="Long", room=RoomFactory(event=event))
    planned = only(sessions({"uid": str(session.uid), "title": "Opening"}), event)
    assert (planned.state, planned.before.id) == ("unchanged", session.pk)


def test_sessions_are_found_by_uid_then_by_number_title_and_day(event):
    first = SessionFactory(event=event, title="Opening", number="I")
    second = SessionFactory(event=event, title="Opening", number="II")
    data = sessions(
        row(number="II"), row(number="", uid=str(first.uid), title="Welcome"), row(title="Opening", date="2014-06-24")
    )
    found = plan(data, event).sessions
    assert [(each.before and each.before.id, each.state) for each in found] == [
        (second.pk, "unchanged"),
        (first.pk, "changed"),
        (None, "new"),
    ]


def test_same_session_twice_is_refused(event):
    session = SessionFactory(event=event, title="Opening")
    found = plan(sessions(row(uid=str(session.uid)), row(uid=str(session.uid), title="Other")), event).sessions
    assert [each.state for each in found] == ["unchanged", "bad"]
    assert found[1].problems[0].words == "The same session as row 2."


def test_one_reference_elsewhere_is_of_one_session(event):
    known = SessionFactory(event=event, title="Known", external_ref="pretalx:A")
    other = SessionFactory(event=event, title="Other")
    rows = (
        {"uid": str(other.uid), "external ref": "pretalx:A", "title": "Other"},
        {"uid": str(uuid4()), "external ref": "pretalx:A", "title": "New"},
        {"uid": str(known.uid), "external ref": "pretalx:A", "title": "Known"},
        {"uid": str(uuid4()), "external ref": "pretalx:B", "title": "Third"},
        {"uid": str(uuid4()), "external ref": "pretalx:B", "title": "Fourth"},
    )
    found = plan(sessions(*(row(**cells) for cells in rows)), event).sessions
    taken = "The reference elsewhere is that of another session of the programme."
    assert [[problem.words for problem in each.problems] for each in found] == [
        *([taken], [taken], [], [], ["The same session as row 5."]),
    ]


def test_uid_of_another_event_is_refused_and_an_unknown_one_is_kept(event):
    foreign, unknown = SessionFactory(), "6f2f1d5c-0d5b-4f6e-9f0c-2a1f0f4b7a10"
    found = plan(sessions(row(uid=str(foreign.uid)), row(uid=unknown)), event).sessions
    assert [problem.words for problem in found[0].problems] == [
        "This uid is of another event. Empty the cell to add the session here as a new one."
    ]
    assert (found[1].state, found[1].after.uid) == ("new", unknown)


def test_numbers_are_not_read_where_the_event_gives_them():
    event = Event.objects.get(pk=EventFactory(session_numbering="roman").pk)
    SessionFactory(event=event, title="Opening", number="I")
    assert only(sessions(row(number="7")), event).state == "unchanged"


def test_contributions_are_paired_with_those_that_are_there(event):
    session = SessionFactory(event=event, title="Opening")
    one, two = ContributionFactory(session=session, title="One"), ContributionFactory(session=session, title="Two")
    talk = {"type": "contribution", "minutes": "20 min"}
    data = sessions(row(type="session"), talk | {"title": "one"}, talk | {"title": "Two, renamed"})
    planned = only(data, event)
    assert [(each.id, each.title, each.minutes) for each in planned.after.talks] == [
        (one.pk, "one", 20),
        (two.pk, "Two, renamed", 20),
    ]
    assert [each.state for each in planned.talks] == ["changed", "changed"]


def test_contributions_that_the_file_leaves_out_stay(event):
    session = SessionFactory(event=event, title="Opening")
    ContributionFactory(session=session, title="One")
    planned = only(
        sessions(row(type="session"), {"type": "talk", "title": "New"}, {"type": "talk", "title": "More"}), event
    )
    assert [each.title for each in planned.after.talks] == ["New", "More", "One"]


def test_contribution_names_its_session_or_is_refused(event):
    SessionFactory(event=event, title="Closing", number="IX")
    data = sessions(
        {"type": "talk", "session": "IX", "title": "Here"},
        {"type": "talk", "session": "Nowhere", "title": "Lost"},
        row(type="session", end="08:00"),
        {"type": "talk", "session": "", "title": "Of a bad session"},
    )
    found = plan(data, event)
    assert [(each.title, each.state) for each in found.rows] == [
        ("Opening", "bad"),
        ("Of a bad session", "bad"),
        ("Here", "new"),
        ("Lost", "bad"),
    ]
    assert [each.after.title for each in found.to_write] == ["Closing"]


def test_people_are_found_by_address_name_and_institution(event):
    amara = PersonFactory(name="Amara Okonjo", user=UserFactory(email="amara@example.org"))
    twins = PersonFactory.create_batch(2, name="Noor Adeyemi")
    AffiliationFactory(person=twins[1], organization_name="Institute of Statistics")
    accented = PersonFactory(name="Élodie Müller")
    cells = row(
        chair="A. O. <Amara@example.org>", panellists="ms. Noor Adeyemi (institute of statistics); Élodie Müller"
    )
    planned = only(sessions(cells), event)
    assert planned.after.people == {"chair": (amara.pk,), "panellist": (twins[1].pk, accented.pk)}


def test_ambiguous_name_has_to_be_chosen(event):
    twins = PersonFactory.create_batch(2, name="Noor Adeyemi")
    data = sessions(row(chair="Noor Adeyemi"))
    found = plan(data, event)
    assert [problem.words for problem in found.bad[0].problems] == ["“Noor Adeyemi”: Choose who is meant."]
    [named] = found.crowd.ambiguous
    assert [each.id for each in named.candidates] == [each.pk for each in twins]
    chosen = only(data, event, **{named.id: str(twins[1].pk)})
    assert chosen.after.people["chair"] == (twins[1].pk,)
    assert [each.key for each in plan(data, event, {named.id: "new"}).new_people] == ["Noor Adeyemi"]


def test_of_several_with_one_name_the_one_in_the_programme_is_meant(event):
    twins = PersonFactory.create_batch(2, name="Noor Adeyemi")
    SessionRoleFactory(session=SessionFactory(event=event, title="Other"), person=twins[0])
    assert only(sessions(row(chair="Noor Adeyemi")), event).after.people["chair"] == (twins[0].pk,)


def test_new_person_is_one_with_and_without_title_and_institution(event):
    cells = row(chair="Dr. Noor Adeyemi (Institute)", panellists="Noor Adeyemi; Amara Okonjo")
    found = plan(sessions(cells, row(title="Bad", end="08:00", chair="Nobody")), event)
    assert [
        (each.facts["honorific"], each.facts["name"]) for each in found.new_people if each.facts.get("honorific")
    ] == [("Dr.", "Noor Adeyemi")]
    assert sorted(each.facts["name"] for each in found.new_people) == ["Amara Okonjo", "Noor Adeyemi"]


def test_new_rooms_come_with_good_rows_only(event):
    RoomFactory(event=event, name="Hall")
    found = plan(
        sessions(row(room="hall"), row(title="b", room="Library"), row(title="c", room="Attic", end="08:00")), event
    )
    assert [(room.title, room.state) for room in found.rooms] == [("Library", "new")]


def test_what_the_file_leaves_out_is_counted(event):
    SessionFactory(event=event, title="Other")
    assert plan(sessions(row()), event).absent == 1


@pytest.mark.parametrize("count", [2, 20])
def test_plan_takes_as_many_statements_for_many_rows(event, count, django_assert_max_num_queries):
    for place in range(count):
        SessionFactory(event=event, title=f"Session {place}", start=FIRST)
    rows = [row(title=f"Session {place}", chair=f"Person {place}", uid="") for place in range(count)]
    with django_assert_max_num_queries(16):
        plan(sessions(*rows), event)
    assert Session.objects.count() == count
