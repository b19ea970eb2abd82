"""Each check has a programme in which it finds something and one in which it must not."""

from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from time import process_time

import pytest
from django.utils import timezone

from sessions.models import ContributionSpeaker, MutedCheck, Session, SessionRole
from sessions.warnings import CHECKS, grouped, warnings_of
from sessions.warnings.dates import dates_in
from tests.factories.cms import EventFactory, ObjectiveFactory, publish, published_event
from tests.factories.participants import PersonFactory
from tests.factories.sessions import (
    FIRST,
    ContributionFactory,
    RoomFactory,
    SessionFactory,
    SessionRoleFactory,
    event_with_programme,
    released,
)
from tests.roles import make_user

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
NINE = "Mon 23 June, 09:00–10:30"
TEN = "Mon 23 June, 10:00–11:30"


@pytest.fixture
def event():
    return EventFactory()


def found(event, slug, **kwargs):
    """What the check `slug` says, with the sessions it names."""
    return [(finding.text, list(finding.sessions)) for finding in warnings_of(event, **kwargs) if finding.check == slug]


def session(event, title, *, at=0.0, hours=1.5, **fields):
    start = FIRST + at * HOUR
    return SessionFactory(event=event, title=title, start=start, end=start + hours * HOUR, **fields)


# --- People ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [*SessionRole.Role.values, "speaker"])
def test_person_in_two_places_in_any_role(event, role):
    person = PersonFactory(name="Noor Adeyemi")
    first, second, later = session(event, "A"), session(event, "B", at=1), session(event, "C", at=2.5)
    SessionRoleFactory(session=first, person=person, role="rapporteur")
    for place in (second, later):
        if role == "speaker":
            ContributionFactory(session=place, speakers=[person])
        else:
            SessionRoleFactory(session=place, person=person, role=role)
    text = f"Noor Adeyemi is in two places at once: in “A” ({NINE}) and in “B” ({TEN})."
    assert found(event, "two_places") == [(text, [first.pk, second.pk])]


def test_nobody_is_in_two_places_one_after_the_other_or_where_they_do_not_go(event):
    person = PersonFactory()
    here, after, meanwhile, declined = (session(event, at=at, title="") for at in (0, 1.5, 0.5, 0.5))
    for place in (here, after):
        SessionRoleFactory(session=place, person=person)
        ContributionFactory(session=place, speakers=[person])
    SessionRoleFactory(session=meanwhile)
    SessionRoleFactory(session=declined, person=person, confirmation="declined")
    SessionRoleFactory(session=session(event, "", status="cancelled"), person=person)
    SessionRoleFactory(session=SessionFactory(event=event, start=None), person=person)
    assert found(event, "two_places") == []


def test_person_at_the_event_around_it_is_told_from_the_release():
    """An organiser sees nothing unpublished of another event; its own team reads the working programme."""
    forum = published_event(title="Forum", timezone="Asia/Tokyo")
    workshop, other = EventFactory(parent=forum), published_event(parent=forum, title="Other workshop")
    person = PersonFactory(name="Noor Adeyemi")
    here = session(workshop, "Here")
    SessionRoleFactory(session=here, person=person)
    SessionRoleFactory(session=session(other, "There", at=1), person=person)
    SessionRoleFactory(session=session(forum, "Opening", at=9), person=person)
    partner, both = make_user("organiser", workshop), make_user("organiser", workshop)
    there = f"in “Here” ({NINE}), and in “There” ({TEN}) of “Other workshop”."
    assert found(workshop, "two_places", by=partner) == []
    assert found(workshop, "two_places", by=make_user("secretariat")) == [
        (f"Noor Adeyemi is in two places at once: {there}", [here.pk])
    ]
    released(other)
    assert len(found(workshop, "two_places", by=partner)) == len(found(workshop, "two_places")) == 1
    Session.objects.filter(event=other).update(title="Secret change")
    added = SessionRoleFactory(session=here, role="rapporteur").person
    SessionRoleFactory(session=other.sessions.get(), person=added, role="panellist")
    assert len(found(workshop, "two_places", by=partner)) == 1
    assert "“There”" in found(workshop, "two_places", by=both)[0][0]
    other.visibility = "private"
    other.save()
    assert found(workshop, "two_places", by=both) == []


def test_declined_is_told_at_any_time_and_open_answers_from_thirty_days_before(event):
    place = session(event, "A")
    SessionRoleFactory(session=place, person__name="Amara Okonjo", confirmation="declined")
    SessionRoleFactory(session=place, person__name="Noor Adeyemi", role="rapporteur")
    ContributionFactory(session=place, speakers=[PersonFactory(name="Lin Qian")])
    SessionRoleFactory(session=place, person__name="Sure Comer", role="panellist", confirmation="confirmed")
    assert found(event, "declined") == [(f"Amara Okonjo (chair) has declined: “A” ({NINE}).", [place.pk])]
    texts = {}
    for days in (31, 30, 0, -2):
        event.start_date = timezone.localdate(timezone=event.tz) + timedelta(days=days)
        event.end_date = event.start_date + timedelta(days=1)
        texts[days] = [text for text, _sessions in found(event, "unconfirmed")]
    asked = [f"Not confirmed yet for “A” ({NINE}): Noor Adeyemi, Lin Qian."]
    assert texts == {31: [], 30: asked, 0: asked, -2: []}


@pytest.mark.parametrize(("role", "kind"), [("chair", "plenary"), ("moderator", "panel"), ("rapporteur", "workshop")])
def test_role_that_a_kind_should_not_be_without(event, role, kind):
    other = SessionRole.Role.PANELLIST
    bare, refused, good = (session(event, title, kind=kind) for title in "ABC")
    SessionRoleFactory(session=bare, role=other)
    SessionRoleFactory(session=refused, role=role, confirmation="declined")
    SessionRoleFactory(session=good, role=role)
    session(event, "Lunch", kind="pause")
    session(event, "Welcome", kind="ceremony")
    assert found(event, f"no_{role}") == [
        (f"“A” ({NINE}) has no {role}.", [bare.pk]),
        (f"“B” ({NINE}) has no {role}.", [refused.pk]),
    ]


def test_panel_of_one_gender_as_far_as_it_is_known(event):
    def panel(title, genders, moderator="", **fields):
        place = session(event, title, kind="panel", **fields)
        for number, gender in enumerate(genders):
            person = PersonFactory(gender=gender.strip())
            if number % 2:
                SessionRoleFactory(session=place, person=person, role="panellist")
            else:
                ContributionFactory(session=place, speakers=[person])
        SessionRoleFactory(session=place, role="moderator", person=PersonFactory(gender=moderator))
        return place

    bad = [panel("A", "mm", "f"), panel("B", "ff f")]
    for genders in ("mf", "m", "m ", "mx", "xx", ""):
        panel("good", genders, "m")
    text = "The speakers of “%s” (%s) are all of one gender, as far as it is known."
    assert found(event, "one_gender") == [(text % (place.title, NINE), [place.pk]) for place in bad]


# --- Rooms and times ------------------------------------------------------------------------------------------


def test_room_taken_twice(event):
    hall, other = RoomFactory(event=event, name="Hall"), RoomFactory(event=event)
    first, second = session(event, "A", room=hall), session(event, "B", at=1, room=hall)
    session(event, "C", at=2.5, room=hall)
    session(event, "D", room=other)
    session(event, "E", room=hall, status="cancelled")
    session(event, "F"), session(event, "G")
    text = f"Hall is taken twice: by “A” ({NINE}) and by “B” ({TEN})."
    assert found(event, "room_twice") == [(text, [first.pk, second.pk])]


def test_session_outside_the_hours_of_the_event(event):
    event.hours_start, event.hours_end = clock(9), clock(18)
    session(event, "good"), session(event, "good", at=24, hours=9)
    bad = [session(event, name, at=at, hours=hours) for name, at, hours in (("A", -1, 2), ("B", 8, 2), ("C", 0, 30))]
    bad += [session(event, "D", at=48), session(event, "E", at=-24)]
    told = [sessions for _text, sessions in found(event, "hours")]
    assert sorted(told) == sorted([place.pk] for place in bad)
    assert "“D” (Wed 25 June, 09:00–10:30) lies outside the days and hours of the event." in [
        text for text, _sessions in found(event, "hours")
    ]


def test_more_people_than_seats(event):
    small, unknown = RoomFactory(event=event, name="Hall", capacity=40), RoomFactory(event=event)
    bad = session(event, "A", room=small, expected=41)
    session(event, "B", room=small, expected=40), session(event, "C", room=small), session(event, "D", expected=90)
    session(event, "E", room=unknown, expected=90)
    text = f"41 people are expected at “A” ({NINE}), and Hall has 40 seats."
    assert found(event, "capacity") == [(text, [bad.pk])]


def test_interpreters_work_for_three_hours(event):
    rooms = iter(RoomFactory.create_batch(6, event=event))
    french = {"interpretation": ["fr"]}

    def in_one_room(*spans, **fields):
        room = next(rooms)
        return [session(event, name, at=at, hours=hours, room=room, **fields) for name, at, hours in spans]

    in_one_room(("ten to one", 1, 3), ("three to six", 6, 3), **french)
    in_one_room(("A", 0, 1.5), ("B", 1.5, 1.5), **french)
    in_one_room(("nobody listens", 0, 8))
    run = in_one_room(("C", 0, 1.5), ("D", 2, 1.25), ("after lunch", 4.25, 3), **french)
    long = in_one_room(("E", 0, 3.25), **french)[0]
    hall = f"{run[0].room.name} needs interpreters for over three hours without an hour's rest"
    assert found(event, "interpreters") == [
        (f"{hall}: Mon 23 June, 09:00–12:15, in “C”, “D”.", [run[0].pk, run[1].pk]),
        ("“E” (Mon 23 June, 09:00–12:15) needs interpreters for over three hours.", [long.pk]),
    ]
    event.interpretation = ["es"]
    assert len(found(event, "interpreters")) == 3


def test_presentations_longer_than_their_session(event):
    bad, good, open_end = session(event, "A"), session(event, "B"), session(event, "C")
    for place, minutes in ((bad, 46), (bad, 45), (good, 45), (good, 45), (open_end, 0)):
        ContributionFactory(session=place, minutes=minutes)
    text = f"The presentations of “A” ({NINE}) take 91 minutes, more than the session has."
    assert found(event, "talks_too_long") == [(text, [bad.pk])]


# --- What is written, and what is missing ---------------------------------------------------------------------


def test_weekday_and_date_that_disagree(event):
    bad = session(event, "Opening on Tuesday, 23 June", description="Until jeudi 24 juin 2014, not lundi 23 juin.")
    session(event, "Opening on Monday, 23 June", description="Monday 23 to Tuesday 24 June; 1,800 people on 24 June.")
    publish(event, lede="From Friday, June 23, 2014.", background=[("text", "<p><b>Sunday</b>, 23&nbsp;June</p>")])
    named = f"“Opening on Tuesday, 23 June” ({NINE})"
    assert found(event, "weekdays") == [
        (f"{named} says “Tuesday, 23 June”, but 23 June 2014 is a Monday.", [bad.pk]),
        (f"{named} says “jeudi 24 juin 2014”, but 24 June 2014 is a Tuesday.", [bad.pk]),
        ("The page of the event says “Friday, June 23, 2014”, but 23 June 2014 is a Monday.", []),
        ("The page of the event says “Sunday, 23\xa0June”, but 23 June 2014 is a Monday.", []),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Thursday, 13 May 2010 in", ("Thursday, 13 May 2010", 3, 13, 5, 2010)),
        ("Thursday the 13th of May", ("Thursday the 13th of May", 3, 13, 5, None)),
        ("Thursday, May 13th, 2010", ("Thursday, May 13th, 2010", 3, 13, 5, 2010)),
        ("13 May 2010 (Thursday)", ("13 May 2010 (Thursday)", 3, 13, 5, 2010)),
        ("le jeudi 1er août 2013", ("jeudi 1er août 2013", 3, 1, 8, 2013)),
        ("el jueves, 13 de mayo de 2010", ("jueves, 13 de mayo de 2010", 3, 13, 5, 2010)),
        ("четверг, 13 мая 2010 года", ("четверг, 13 мая 2010", 3, 13, 5, 2010)),
        ("2010年5月13日星期四", ("2010年5月13日星期四", 3, 13, 5, 2010)),
        ("5月13日（星期日）", ("5月13日（星期日）", 6, 13, 5, None)),
        ("الخميس، 13 أيار/مايو 2010", ("الخميس، 13 أيار/مايو 2010", 3, 13, 5, 2010)),
    ],
)
def test_dates_are_read_in_six_languages(text, expected):
    assert list(dates_in(text)) == [expected]


@pytest.mark.parametrize("text", ["13 May 2010", "Thursday 13", "Thursdays in May", "Room 13, May Hall", "1" * 9000])
def test_what_is_no_date_with_a_weekday_is_left_alone(text):
    assert dates_in(text) == ()


def test_date_without_a_year_may_be_of_either_year_and_no_calendar_is_argued_with():
    event = EventFactory(start_date=date(2014, 12, 31), end_date=date(2015, 1, 2))
    session(event, "Wednesday, 31 December and Friday, 2 January", description="Thursday, 31 June")
    assert found(event, "weekdays") == []


def test_objective_that_no_session_serves(event):
    served, dropped, forgotten = (ObjectiveFactory(event=event, text=text) for text in ("one", "two", "three"))
    session(event, "A").objectives.add(served)
    session(event, "B", status="cancelled").objectives.add(dropped)
    assert found(event, "objectives") == [
        ("No session serves the objective “two”.", []),
        ("No session serves the objective “three”.", []),
    ]
    assert forgotten


def test_what_a_session_lacks(event):
    room = RoomFactory(event=event)
    bare = session(event, "A")
    session(event, "B", room=room, description="What it is about.")
    session(event, "Lunch", kind="pause")
    later = SessionFactory(event=event, title="C", start=None)
    assert found(event, "no_room") == [(f"“A” ({NINE}) has no room.", [bare.pk])]
    assert found(event, "no_description") == [
        (f"“A” ({NINE}) has no description.", [bare.pk]),
        ("“C” has no description.", [later.pk]),
    ]


def test_language_in_which_the_event_does_not_work():
    event = EventFactory(working_languages=["en", "fr"], interpretation=["es"])
    bad = session(event, "A", languages=["en", "ru"])
    session(event, "B", languages=["fr", "es"]), session(event, "C")
    text = f"“A” ({NINE}) is in a language that the event does not work in: Russian."
    assert found(event, "foreign_language") == [(text, [bad.pk])]


# --- All together ---------------------------------------------------------------------------------------------


def test_checks_come_in_their_order_and_muted_ones_are_silent(event):
    hall = RoomFactory(event=event)
    for title in "AB":
        session(event, title, room=hall)
    told = [check.slug for check, _found in grouped(warnings_of(event))]
    assert told == ["room_twice", "no_chair", "no_rapporteur", "no_description"]
    MutedCheck.objects.create(event=event, slug="no_chair")
    MutedCheck.objects.create(event=EventFactory(), slug="room_twice")
    told.remove("no_chair")
    assert [check.slug for check, _found in grouped(warnings_of(event))] == told


def test_every_check_is_tried_here():
    tried = {"two_places", "room_twice", "declined", "weekdays", "hours", "capacity", "interpreters", "talks_too_long"}
    tried |= {"no_chair", "no_moderator", "no_rapporteur", "objectives", "one_gender", "foreign_language"}
    assert set(CHECKS) == tried | {"unconfirmed", "no_room", "no_description"}


@pytest.mark.parametrize("count", [2, 20])
def test_statements_do_not_grow(count, django_assert_num_queries):
    event = event_with_programme(count)
    with django_assert_num_queries(4):
        warnings_of(event)
    other = published_event(parent=event)
    for role in SessionRole.objects.filter(session__event=event):
        SessionRoleFactory(session=SessionFactory(event=other, start=role.session.start), person=role.person)
    released(other)
    with django_assert_num_queries(7):
        assert len(found(event, "two_places")) == count


def test_three_hundred_sessions_are_checked_in_time_for_a_drag():
    """25 ms of CPU alone on the machine; the limit here leaves room for a busy one."""
    event = big_event()
    warnings_of(event)
    assert min(seconds_of(event) for _ in range(5)) < 0.06


def seconds_of(event):
    before = process_time()
    warnings_of(event)
    return process_time() - before


def big_event(sessions=300, people=500):
    """Every room in use from nine to five for five days; everybody has two or three parts."""
    event = EventFactory(end_date=date(2014, 6, 27))
    rooms, crowd = RoomFactory.create_batch(12, event=event), PersonFactory.build_batch(people)
    crowd = PersonFactory._meta.model.objects.bulk_create(crowd)
    starts = [
        datetime(2014, 6, 23, tzinfo=UTC) + timedelta(days=n // 60, hours=2 * (n // 12 % 5)) for n in range(sessions)
    ]
    made = Session.objects.bulk_create(
        Session(
            event=event,
            title=f"Subject {place}",
            description="What is said here about 1,800 people in 129 States. " * 8,
            kind="thematic",
            start=start,
            end=start + 1.5 * HOUR,
            room=rooms[place % 12],
        )
        for place, start in enumerate(starts)
    )
    SessionRole.objects.bulk_create(
        SessionRole(session=place, person=crowd[(3 * number + turn) % people], role=role)
        for number, place in enumerate(made)
        for turn, role in enumerate(("chair", "moderator", "rapporteur"))
    )
    talks = ContributionFactory._meta.model.objects.bulk_create(
        ContributionFactory.build(session=place, minutes=20) for place in made for _ in range(2)
    )
    ContributionSpeaker.objects.bulk_create(
        ContributionSpeaker(contribution=talk, person=crowd[number % people]) for number, talk in enumerate(talks)
    )
    return event
