"""Arranging a programme: each action, what it refuses, and the way back."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from cms.models import Event
from sessions.domain import schedule
from sessions.domain.draft import Conflict
from sessions.domain.history import chain_of, redo_change, undo_change
from sessions.domain.programme import save_session
from sessions.domain.wording import place_of
from sessions.models import AgendaItem, ContributionSpeaker, ProgrammeChange, Room, Session
from tests.factories.cms import EventFactory, ThemeFactory
from tests.factories.record import PaperFactory, RecommendationFactory
from tests.factories.sessions import (
    FIRST,
    ContributionFactory,
    RoomFactory,
    SessionFactory,
    SessionRoleFactory,
    full_session,
)
from tests.roles import make_user

pytestmark = pytest.mark.django_db

HOUR, QUARTER = timedelta(hours=1), timedelta(minutes=15)
DAY = timedelta(days=1)


@pytest.fixture
def event():
    return EventFactory(session_numbering=Event.Numbering.ROMAN)


@pytest.fixture
def organiser(event):
    return make_user("organiser", event)


@pytest.fixture
def plan(event):
    """A hall and a studio; in the hall nine to half past ten, and eleven to half past twelve; in the studio at eleven."""
    hall, studio = (
        RoomFactory(event=event, name="Hall", position=0),
        RoomFactory(event=event, name="Studio", position=1),
    )
    rows = [(FIRST, hall, "One"), (FIRST + 2 * HOUR, hall, "Two"), (FIRST + 2 * HOUR, studio, "Three")]
    one, two, three = (SessionFactory(event=event, start=start, room=room, title=name) for start, room, name in rows)
    return hall, studio, one, two, three


def times(event):
    """Title → number, hours after nine, hours long, room."""
    found = event.sessions.select_related("room").order_by("title", "pk")
    return {
        s.title: s.start and (s.number, (s.start - FIRST) / HOUR, (s.end - s.start) / HOUR, s.room and s.room.name)
        for s in found
    }


BEFORE = {"One": ("I", 0, 1.5, "Hall"), "Two": ("II", 2, 1.5, "Hall"), "Three": ("III", 2, 1.5, "Studio")}


@pytest.fixture
def numbered(event, plan):
    for session in plan[2:]:
        save_session(session, by=None)
    assert times(event) == dict(sorted(BEFORE.items()))
    return [Session.objects.get(pk=session.pk) for session in plan[2:]]


def seen(event):
    return dict(event.sessions.values_list("pk", "version"))


#: What is done with (hall, studio, one, two, three), its words, and what differs then.
ACTIONS = {
    "to another room and day": (
        lambda by, hall, studio, one, *_: schedule.place_session(one, by=by, start=FIRST + DAY, room=studio),
        "Session I moved to Tuesday 09:00, Studio",
        {"One": ("III", 24, 1.5, "Studio"), "Two": ("I", 2, 1.5, "Hall"), "Three": ("II", 2, 1.5, "Studio")},
    ),
    "longer": (
        lambda by, hall, studio, one, *_: schedule.resize_session(one, by=by, end=FIRST + 2 * HOUR),
        "Session I ends at 11:00",
        {"One": ("I", 0, 2, "Hall")},
    ),
    "with what follows in the room": (
        lambda by, hall, studio, one, *_: schedule.shift_from(one, by=by, minutes=15, follow="room"),
        "Session I moved to Monday 09:15, and 1 session after it",
        {"One": ("I", 0.25, 1.5, "Hall"), "Two": ("III", 2.25, 1.5, "Hall"), "Three": ("II", 2, 1.5, "Studio")},
    ),
    "with what follows on the day": (
        lambda by, hall, studio, one, *_: schedule.resize_session(one, by=by, end=FIRST + 2 * HOUR, follow="day"),
        "Session I ends at 11:00, and 2 sessions after it",
        {"One": ("I", 0, 2, "Hall"), "Two": ("II", 2.5, 1.5, "Hall"), "Three": ("III", 2.5, 1.5, "Studio")},
    ),
    "swapped": (
        lambda by, hall, studio, one, two, three: schedule.swap_sessions(one, three, by=by),
        "Session I and Session III swapped",
        {"One": ("III", 2, 1.5, "Studio"), "Three": ("I", 0, 1.5, "Hall")},
    ),
    "to the pool": (
        lambda by, hall, studio, one, *_: schedule.unschedule_session(one, by=by),
        "Session I taken out of the timetable",
        {"One": None, "Two": ("I", 2, 1.5, "Hall"), "Three": ("II", 2, 1.5, "Studio")},
    ),
    "made a break": (
        lambda by, hall, studio, one, *_: schedule.change_session(one, by=by, kind="pause"),
        "Session I changed",
        {"One": ("", 0, 1.5, "Hall"), "Two": ("I", 2, 1.5, "Hall"), "Three": ("II", 2, 1.5, "Studio")},
    ),
    "cancelled": (
        lambda by, hall, studio, one, *_: schedule.cancel_session(one, by=by),
        "Session I cancelled",
        {},
    ),
    "a break added": (
        lambda by, hall, *_: schedule.add_session(hall.event, by=by, kind="pause", start=FIRST + 1.5 * HOUR, room=hall),
        "“Break” added",
        {"Break": ("", 1.5, 0.5, "Hall")},
    ),
    "copied": (
        lambda by, hall, studio, one, *_: schedule.duplicate_session(one, by=by),
        "“One” added",
        None,
    ),
    "deleted": (
        lambda by, hall, studio, one, *_: schedule.remove_session(one, by=by),
        "Session I deleted",
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("act", "label", "differing"), ACTIONS.values(), ids=ACTIONS)
def test_each_action_is_done_named_undone_and_redone(event, organiser, plan, numbered, act, label, differing):
    hall, studio, *_ = plan
    outcome = act(organiser, hall, studio, *numbered)
    after = times(event), event.sessions.count(), sorted(event.sessions.values_list("status", flat=True))
    assert outcome.change.label == label
    if differing is not None:
        assert after[0] == dict(sorted((BEFORE | differing).items()))
    assert undo_change(event, by=organiser).change.label == f"Undone: {label}"
    assert (times(event), event.sessions.count()) == (dict(sorted(BEFORE.items())), 3)
    assert set(event.sessions.values_list("status", flat=True)) == {"confirmed"}
    redo_change(event, by=organiser)
    assert (times(event), event.sessions.count(), sorted(event.sessions.values_list("status", flat=True))) == after
    undo_change(event, by=organiser)
    assert times(event) == dict(sorted(BEFORE.items()))


def test_deleted_session_comes_back_with_everything(event, organiser):
    session = full_session(event)
    paper = PaperFactory(event=event, session=session, contribution=session.contributions.first())

    def parts():
        back = Session.objects.get(uid=session.uid)
        talks = [(t.pk, list(t.speaker_links.values_list("pk", "person"))) for t in back.contributions.all()]
        paper.refresh_from_db()
        return back.pk, list(back.roles.values()), talks, list(back.themes.all()), paper.session, paper.contribution_id

    before = parts()
    schedule.remove_session(session, by=organiser)
    paper.refresh_from_db()
    assert (event.sessions.count(), paper.session) == (0, None)
    undo_change(event, by=organiser)
    assert parts() == before


def test_session_with_a_record_is_cancelled_not_deleted(event, organiser):
    recorded, recommended = SessionFactory(event=event), SessionFactory(event=event)
    recorded.entries.create(kind="conclusion", text="Agreed.")
    RecommendationFactory(event=event, session=recommended)
    for session in (recorded, recommended):
        with pytest.raises(ValidationError, match="Cancel it instead"):
            schedule.remove_session(session, by=organiser)
    assert event.sessions.count() == 2


def test_added_session_that_has_people_by_now_is_not_undone_away(event, organiser):
    added = schedule.add_session(event, by=organiser, kind="panel", start=FIRST).sessions[0]
    full_session(event)
    added.contributions.create(title="A paper")
    with pytest.raises(Conflict):
        undo_change(event, by=organiser)
    assert Session.objects.filter(pk=added.pk).exists()


def test_new_step_ends_the_redo_chain(event, organiser, plan, numbered):
    one, two, _three = numbered
    for session in (one, two):
        schedule.unschedule_session(session, by=organiser)
    undo_change(event, by=organiser)
    undo_change(event, by=organiser)
    assert labels(event, organiser) == (None, "Session I taken out of the timetable")
    schedule.cancel_session(one, by=organiser)
    assert labels(event, organiser) == ("Session I cancelled", None)
    undo_change(event, by=organiser)
    assert labels(event, organiser) == (None, "Session I cancelled")
    with pytest.raises(ValidationError, match="nothing to undo"):
        undo_change(event, by=organiser)


def labels(event, user):
    chain = chain_of(event, user)
    return chain.undo and chain.undo.label, chain.redo and chain.redo.label


def test_undo_stops_where_a_colleague_went_on_and_tells_of_it(event, organiser, plan, numbered):
    hall, studio, *_ = plan
    one, two, _three = numbered
    colleague = make_user("organiser", event, first_name="Amara", last_name="Okonjo")
    schedule.cancel_session(two, by=organiser)
    schedule.place_session(one, by=organiser, start=FIRST, room=studio)
    schedule.place_session(one, by=colleague, start=FIRST + HOUR, room=hall)
    schedule.change_session(two, by=colleague, title="Another title")
    with pytest.raises(Conflict) as refused:
        undo_change(event, by=organiser)
    [told] = refused.value.told
    assert re.sub(r"\d\d:\d\d:", "now:", told) == "Amara Okonjo, now: Session I moved to Monday 10:00, Hall"
    assert times(event)["One"] == ("I", 1, 1.5, "Hall")
    undo_change(event, by=organiser)
    two.refresh_from_db()
    assert (two.status, two.title) == ("confirmed", "Another title")


def test_undo_of_one_field_leaves_what_a_colleague_did_to_another(event, organiser, numbered):
    one = numbered[0]
    colleague = make_user("organiser", event)
    schedule.cancel_session(one, by=organiser)
    schedule.change_session(one, by=colleague, title="Another title")
    undo_change(event, by=organiser)
    one.refresh_from_db()
    assert (one.title, one.status) == ("Another title", "confirmed")


def test_stale_version_is_refused_with_who_did_what(event, organiser, plan, numbered):
    hall, studio, *_ = plan
    one = numbered[0]
    stale = seen(event)
    colleague = make_user("organiser", event, first_name="Amara", last_name="Okonjo")
    schedule.place_session(one, by=colleague, start=FIRST + HOUR, room=hall, seen=stale)
    with pytest.raises(Conflict) as refused:
        schedule.place_session(one, by=organiser, start=FIRST, room=studio, seen=stale)
    [told] = refused.value.told
    assert (told.startswith("Amara Okonjo, "), told.endswith(": Session I moved to Monday 10:00")) == (True, True)
    one.refresh_from_db()
    assert (one.start, one.room, one.version) == (FIRST + HOUR, hall, stale[one.pk] + 1)


def test_what_follows_is_not_moved_where_one_of_it_has_changed(event, organiser, plan, numbered):
    one, two, _three = numbered
    stale = seen(event)
    schedule.change_session(two, by=make_user("organiser", event), title="Another title")
    with pytest.raises(Conflict):
        schedule.shift_from(one, by=organiser, minutes=30, seen=stale)
    one.refresh_from_db()
    assert one.start == FIRST


def test_nothing_is_written_where_nothing_differs(event, organiser, plan, numbered):
    hall, *_ = plan
    outcome = schedule.place_session(numbered[0], by=organiser, start=FIRST, room=hall)
    assert (outcome.change, ProgrammeChange.objects.count()) == (None, 0)


def test_only_organisers_of_the_event_arrange_it(event, numbered):
    for user in (make_user("rapporteur", event), make_user("organiser", EventFactory()), make_user()):
        with pytest.raises(PermissionDenied):
            schedule.cancel_session(numbered[0], by=user)
        with pytest.raises(PermissionDenied):
            undo_change(event, by=user)


KYIV = {"timezone": "Europe/Kyiv", "start_date": "2024-03-30", "end_date": "2024-10-27"}


@pytest.mark.parametrize(
    ("start", "end", "field", "message"),
    [
        (FIRST, FIRST - HOUR, "end", "The session ends before it begins."),
        (FIRST, FIRST, "end", "The session ends before it begins."),
        (FIRST, FIRST + 25 * HOUR, "end", "This is longer than a day: make a session for each day."),
        (FIRST + 400 * DAY, FIRST + 400 * DAY + HOUR, "start", "This is more than a year away from the event."),
        (FIRST - 400 * DAY, FIRST, "start", "This is more than a year away from the event."),
    ],
)
def test_impossible_hours_are_refused(event, organiser, plan, start, end, field, message):
    hall, _studio, one, *_ = plan
    with pytest.raises(ValidationError) as refused:
        schedule.place_session(one, by=organiser, start=start, end=end, room=hall)
    assert refused.value.message_dict == {field: [message]}


def test_room_of_another_event_is_refused(event, organiser, numbered):
    with pytest.raises(ValidationError, match="another event"):
        schedule.place_session(numbered[0], by=organiser, start=FIRST, room=RoomFactory())


def test_swap_with_the_pool_and_with_itself(event, organiser, plan, numbered):
    one = numbered[0]
    waiting = SessionFactory(event=event, title="Waiting", start=None, kind="plenary")
    schedule.swap_sessions(one, waiting, by=organiser)
    assert (times(event)["One"], times(event)["Waiting"]) == (None, ("", 0, 1.5, "Hall"))
    with pytest.raises(ValidationError, match="another session"):
        schedule.swap_sessions(one, one, by=organiser)


def test_undo_into_a_room_that_is_gone_is_refused(event, organiser, plan, numbered):
    _hall, studio, *_ = plan
    three = numbered[2]
    schedule.place_session(three, by=organiser, start=FIRST, room=None)
    Room.objects.filter(pk=studio.pk).delete()
    with pytest.raises(ValidationError, match="is gone"):
        undo_change(event, by=organiser)
    assert labels(event, organiser) == (None, None)


def test_undo_brings_back_what_was_deleted_without_what_is_gone_by_now(event, organiser, plan):
    _hall, studio, *_ = plan
    item, theme = AgendaItem.objects.create(event=event, title="Standards"), ThemeFactory()
    session = full_session(event, room=studio, agenda_item=item, external_ref="pretalx:ABC", languages=["fr"])
    session.themes.set([theme, *session.themes.all()])
    talks, leaving = session.contributions.count(), session.roles.get().person
    staying = SessionRoleFactory(session=session, confirmation="confirmed")
    ContributionSpeaker.objects.filter(person=leaving).delete()
    schedule.remove_session(session, by=organiser)
    for row in (studio, item, theme, leaving):
        row.delete()
    undo_change(event, by=organiser)
    found = Session.objects.get(pk=session.pk)
    as_kept = (found.uid, found.room, found.agenda_item, found.external_ref, found.languages)
    assert as_kept == (session.uid, None, None, "pretalx:ABC", ["fr"])
    assert list(found.roles.values_list("pk", "confirmation")) == [(staying.pk, "confirmed")]
    assert (theme in found.themes.all(), found.contributions.count()) == (False, talks)
    connection.check_constraints()


@pytest.mark.parametrize("same", ["pk", "uid", "external_ref", "contribution"])
def test_undo_of_a_deletion_writes_nothing_over_what_came_back_since(event, organiser, same):
    as_it_was = full_session(event, title="As it was", external_ref="pretalx:ABC")
    talk = as_it_was.contributions.first()
    schedule.remove_session(as_it_was, by=organiser)
    fields = {name: getattr(as_it_was, name) for name in [same] if name != "contribution"}
    back = SessionFactory(event=event, title="Come back", **fields)
    if same == "contribution":
        ContributionFactory(session=back, pk=talk.pk)
    with pytest.raises(ValidationError, match="is in the programme again"):
        undo_change(event, by=organiser)
    assert list(Session.objects.values_list("pk", "title")) == [(back.pk, "Come back")]
    assert labels(event, organiser) == (None, None)


def test_sessions_are_read_out_with_day_hours_and_room(event, plan, numbered):
    hall, *_ = plan
    assert place_of(numbered[0], event, hall) == "Session I, Monday 09:00 to 10:30, Hall."
    pooled = SessionFactory(event=event, start=None, title="Waiting")
    assert place_of(pooled, event, None) == "Waiting, not in the timetable."


def test_kept_data_of_the_form_raises_the_version_and_is_told(event, organiser, numbered):
    one = numbered[0]
    version = one.version
    save_session(one, by=organiser, seen=version)
    assert (Session.objects.get(pk=one.pk).version, ProgrammeChange.objects.get().touched) == (
        version + 1,
        {str(one.pk): version + 1},
    )
    with pytest.raises(Conflict):
        save_session(one, by=organiser, seen=version)


def test_form_leaves_to_the_record_what_is_the_records(event, organiser, numbered):
    one = numbered[0]
    Session.objects.filter(pk=one.pk).update(record_state="cleared", key_message="Agreed")
    one.title = "Another title"
    save_session(one, by=organiser, seen=one.version)
    found = Session.objects.get(pk=one.pk)
    assert (found.title, found.record_state, found.key_message) == ("Another title", "cleared", "Agreed")


def test_moment_of_the_wall_clock():
    from sessions.domain.times import moment, notes_on

    event = EventFactory.build(**KYIV)
    with pytest.raises(ValidationError, match="clocks are put forward"):
        moment(datetime(2024, 3, 31, 3, 30), event.tz)  # noqa: DTZ001
    first = moment(datetime(2024, 10, 27, 3, 30), event.tz)  # noqa: DTZ001
    assert first == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
    session = SessionFactory.build(event=event, start=first - 4 * HOUR, end=first)
    assert notes_on(session, event) == [
        "It goes on past midnight, to Sunday 03:30.",
        "Clocks are put back: 03:30 comes twice on that day, and the first is meant.",
    ]
