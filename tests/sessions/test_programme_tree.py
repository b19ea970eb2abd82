import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from sessions.programme.read import working_programme
from sessions.programme.tree import Contribution, Day, Programme, Role, Room, Session, Speaker, Theme
from tests.factories.cms import EventFactory, ThemeFactory, VenueFactory
from tests.factories.participants import AffiliationFactory, PersonFactory
from tests.factories.sessions import (
    ContributionFactory,
    RoomFactory,
    SessionFactory,
    SessionRoleFactory,
    event_with_programme,
)

SEOUL = ZoneInfo("Asia/Seoul")
AMARA = Speaker(1, "Amara Okonjo", "Ms.", "Director, Huduma Agency", "Kenya")


def session(number: int, start: datetime, end: datetime, **fields: object) -> Session:
    return Session(number, f"uid-{number}", "thematic", "", f"Session {number}", start, end, **fields)


def programme(*sessions: Session, **fields: object) -> Programme:
    facts = {"start_date": date(2014, 6, 23), "end_date": date(2014, 6, 26), "timezone": "Asia/Seoul", "language": "en"}
    return Programme("forum", "Forum", sessions=sessions, **facts | fields)


@pytest.mark.django_db
def test_working_programme_is_read_whole(django_assert_num_queries):
    event = EventFactory(venue=VenueFactory())
    room = RoomFactory(event=event, name="Hall 301", floor="Level 3", building="Hall A")
    theme = ThemeFactory(slug="e-participation", name="E-participation")
    found = SessionFactory(event=event, room=room, title="Opening", number="I", description="All welcome.")
    found.themes.add(theme)
    chair = PersonFactory(name="Amara Okonjo", honorific="Ms.", country_id="KE")
    AffiliationFactory(person=chair, title="Director", organization_name="Huduma Agency", end=date(2014, 6, 23))
    AffiliationFactory(person=chair, title="Clerk", start=date(2014, 1, 1), end=date(2014, 6, 22))
    AffiliationFactory(person=chair, title="Adviser", organization_name="Elsewhere", start=date(2014, 6, 24))
    SessionRoleFactory(session=found, person=chair)
    talk = ContributionFactory(session=found, title="One counter", minutes=20, speakers=[chair])
    SessionFactory(event=event, start=None, title="Not yet scheduled")
    SessionFactory(title="Of another event")

    with django_assert_num_queries(7):
        read = working_programme(event)

    amara = Speaker(chair.pk, "Amara Okonjo", "Ms.", "Director, Huduma Agency", "Kenya")
    assert read == Programme(
        slug=event.slug,
        title=event.title,
        start_date=date(2014, 6, 23),
        end_date=date(2014, 6, 24),
        timezone="Asia/Seoul",
        language="en",
        venue="Exhibition Centre",
        place="Goyang, Republic of Korea",
        sessions=(
            Session(
                id=found.pk,
                uid=str(found.uid),
                kind="thematic",
                number="I",
                title="Opening",
                start=datetime(2014, 6, 23, 9, tzinfo=SEOUL),
                end=datetime(2014, 6, 23, 10, 30, tzinfo=SEOUL),
                description="All welcome.",
                room=Room(room.pk, "Hall 301", "Hall A", "Level 3"),
                roles=(Role("chair", amara),),
                contributions=(Contribution(talk.pk, "One counter", "", 20, (amara,)),),
                themes=(Theme("e-participation", "E-participation"),),
            ),
        ),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("count", [2, 20])
def test_reading_takes_as_many_queries_for_many_sessions(count, django_assert_num_queries):
    event = event_with_programme(count)
    event.refresh_from_db()
    with django_assert_num_queries(7):
        assert len(working_programme(event).sessions) == count


def test_programme_comes_back_from_json_as_it_was():
    talk = Contribution(5, "Talk", "About it.", 15, (AMARA,))
    full = session(
        1,
        datetime(2014, 6, 23, 9, tzinfo=SEOUL),
        datetime(2014, 6, 23, 10, tzinfo=SEOUL),
        room=Room(3, "Hall", "A", "1"),
        roles=(Role("chair", AMARA),),
        contributions=(talk,),
        themes=(Theme("data", "Data"),),
        sequence=4,
        last_modified=datetime(2014, 6, 1, 8, tzinfo=UTC),
    )
    frozen = programme(full, number=3, released_at=datetime(2014, 6, 2, 8, tzinfo=UTC))

    again = Programme.from_json(json.loads(json.dumps(frozen.to_json())))

    assert again == frozen
    assert again.sessions[0].start.tzinfo == SEOUL


def test_session_across_midnight_stands_on_both_days_and_one_until_midnight_on_one():
    night = session(1, datetime(2014, 6, 23, 22, tzinfo=SEOUL), datetime(2014, 6, 24, 1, tzinfo=SEOUL))
    evening = session(2, datetime(2014, 6, 24, 20, tzinfo=SEOUL), datetime(2014, 6, 25, 0, tzinfo=SEOUL))
    assert programme(night, evening).days == (
        Day(date(2014, 6, 23), (night,)),
        Day(date(2014, 6, 24), (night, evening)),
    )


def test_removed_sessions_are_on_no_day_and_their_speakers_are_not_public():
    start, end = datetime(2014, 6, 23, 9, tzinfo=SEOUL), datetime(2014, 6, 23, 10, tzinfo=SEOUL)
    gone = session(1, start, end, status="removed", roles=(Role("chair", AMARA),))
    found = programme(gone)
    assert (found.days, found.session(1), found.speaker(AMARA.id), found.sessions_of(AMARA.id)) == ((), None, None, [])
