import json
import logging
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from icalendar import Calendar

from sessions.exporters import EXPORTERS, export, file_of
from sessions.models import ReleaseFile
from sessions.programme.tree import Contribution, Programme, Role, Room, Session, Speaker, Theme
from tests.factories.sessions import event_with_programme, released

AMARA = Speaker(1, "Amara Okonjo", "Ms.", "Director, Huduma Agency", "Kenya")
STAMP = datetime(2014, 6, 1, 8, tzinfo=UTC)
UID = "00000000-0000-4000-8000-00000000000"
SITE = "http://127.0.0.1:8000"


def programme(*sessions, zone="Asia/Seoul", **fields):
    facts = {"slug": "forum", "title": "Forum", "start_date": date(2014, 6, 23), "end_date": date(2014, 6, 26)}
    facts |= {"venue": "Exhibition Centre", "place": "Goyang", "number": 2, "released_at": STAMP}
    return Programme(timezone=zone, language="en", sessions=sessions, **facts | fields)


def session(pk=1, zone="Asia/Seoul", start=(2014, 6, 23, 9), minutes=90, **fields):
    begins = datetime(*start, tzinfo=ZoneInfo(zone))
    ends = (begins.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone))
    facts = {"kind": "thematic", "number": "", "title": f"Session {pk}", "start": begins, "end": ends}
    return Session(id=pk, uid=f"{UID}{pk}", **facts | {"last_modified": STAMP} | fields)


FULL = session(
    kind="panel",
    number="IV",
    title="Innovation",
    description="What works.",
    room=Room(3, "Hall 301", "Hall A", "Level 3"),
    roles=(Role("rapporteur", AMARA), Role("chair", AMARA)),
    contributions=(Contribution(5, "One counter", "An abstract.", 20, (AMARA,)),),
    themes=(Theme("data", "Data"),),
    sequence=3,
)


def made(name, found, language="en"):
    return export(EXPORTERS[name], found, language)


def calendar(found, language="en"):
    return Calendar.from_ical(made("ics", found, language))


def lines(found):
    return made("ics", found).decode().replace("\r\n ", "").split("\r\n")


# --- Calendar -----------------------------------------------------------------------------------------------


def test_calendar_is_whole():
    assert lines(programme(FULL)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Rostrum//Programme//EN",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Forum",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        f"URL:{SITE}/events/forum/programme/",
        "X-PUBLISHED-TTL:PT1H",
        "X-WR-TIMEZONE:Asia/Seoul",
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Seoul",
        "COMMENT:This timezone only works from 2013-01-01 to 2016-01-01.",
        "BEGIN:STANDARD",
        "DTSTART:20130101T000000",
        "TZNAME:KST",
        "TZOFFSETFROM:+0900",
        "TZOFFSETTO:+0900",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "SUMMARY:IV. Innovation",
        "DTSTART;TZID=Asia/Seoul:20140623T090000",
        "DTEND;TZID=Asia/Seoul:20140623T103000",
        "DTSTAMP:20140601T080000Z",
        f"UID:{UID}1@rostrum.localhost",
        "SEQUENCE:3",
        "CATEGORIES:Data",
        (
            "DESCRIPTION:What works.\\n\\nChair: Ms. Amara Okonjo\\nRapporteur: Ms. Amara Okonjo\\n\\n"
            "- One counter (Ms. Amara Okonjo)"
        ),
        "LAST-MODIFIED:20140601T080000Z",
        "LOCATION:Hall 301\\, Level 3\\, Hall A\\, Exhibition Centre\\, Goyang",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        f"URL:{SITE}/events/forum/sessions/1/",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize(
    ("status", "told", "title"),
    [
        ("confirmed", "CONFIRMED", "Session 1"),
        ("tentative", "TENTATIVE", "Session 1"),
        ("cancelled", "CANCELLED", "Cancelled: Session 1"),
        ("removed", "CANCELLED", "Cancelled: Session 1"),
    ],
)
def test_status(status, told, title):
    event = calendar(programme(session(status=status))).events[0]
    assert (str(event["status"]), str(event["summary"])) == (told, title)


@pytest.mark.parametrize(
    ("zone", "start", "minutes", "utc"),
    [
        ("Europe/Kyiv", (2024, 3, 31, 2), 120, datetime(2024, 3, 31, 0, tzinfo=UTC)),  # the clock jumps at three
        ("Europe/Kyiv", (2024, 10, 27, 2), 180, datetime(2024, 10, 26, 23, tzinfo=UTC)),  # and back at four
        ("America/New_York", (2024, 3, 10, 1), 120, datetime(2024, 3, 10, 6, tzinfo=UTC)),
        ("America/New_York", (2024, 11, 3, 0), 240, datetime(2024, 11, 3, 4, tzinfo=UTC)),
        ("Asia/Kathmandu", (2024, 6, 1, 9), 60, datetime(2024, 6, 1, 3, 15, tzinfo=UTC)),
        ("Africa/Cairo", (2023, 4, 27, 23), 120, datetime(2023, 4, 27, 21, tzinfo=UTC)),  # no DST until that night
        ("Africa/Cairo", (2022, 7, 1, 9), 60, datetime(2022, 7, 1, 7, tzinfo=UTC)),
        ("Asia/Seoul", (2014, 12, 31, 23), 120, datetime(2014, 12, 31, 14, tzinfo=UTC)),  # across the year
    ],
)
def test_both_parsers_read_the_same_moments_around_changes_of_the_clock(zone, start, minutes, utc):
    found = session(zone=zone, start=start, minutes=minutes)
    day = found.start.date()
    content = made("ics", programme(found, zone=zone, start_date=day, end_date=day))
    ours = Calendar.from_ical(content).events[0]
    theirs = vobject.readOne(content.decode()).vevent
    end = utc + timedelta(minutes=minutes)
    assert [moment.astimezone(UTC) for moment in (ours.start, ours.end)] == [utc, end]
    assert [moment.value.astimezone(UTC) for moment in (theirs.dtstart, theirs.dtend)] == [utc, end]
    assert theirs.uid.value == f"{UID}1@rostrum.localhost"


HOSTILE = [
    "Title\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Forged",
    "NUL \0, ESC \x1b, VT \x0b, FF \x0c, NEL \x85, LS \u2028",
    'commas, semicolons; back\\slashes \\n and "quotes"',
    "تمكين المواطنين من خلال الحكومة الإلكترونية " * 40,
    "👩‍👩‍👧‍👦🇰🇷" * 300,
    "long " * 2000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_one_event_of_short_lines(text):
    person = Speaker(1, text)
    found = session(
        title=text,
        description=text,
        room=Room(1, text),
        roles=(Role("chair", person),),
        contributions=(Contribution(1, text, text, 0, (person,)),),
        themes=(Theme("x", text),),
    )
    content = made("ics", programme(found, title=text, venue=text))
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert [line.decode() for line in content.split(b"\r\n")]  # no letter is cut in two
    assert not {letter for letter in content.decode() if ord(letter) < 32 and letter not in "\r\n"}
    assert content.count(b"\nBEGIN:VEVENT\r\n") == 1
    read = Calendar.from_ical(content).events
    expected = "".join(" " if unicodedata.category(letter) in {"Cc", "Zl"} else letter for letter in text)
    assert [str(event["summary"]).split() for event in read] == [expected.split()]
    assert len(list(vobject.readOne(content.decode()).vevent_list)) == 1


def test_one_session_that_cannot_be_told_does_not_take_the_others_away(caplog):
    bad = replace(session(1), status="unheard of")
    with caplog.at_level(logging.CRITICAL):
        found = calendar(programme(bad, session(2)))
    assert [str(event["summary"]) for event in found.events] == ["Session 2"]


def test_calendar_has_no_alarms_and_speaks_the_language_asked_for():
    content = made("ics", programme(FULL), "fr")
    assert b"VALARM" not in content
    assert f"URL:{SITE}/fr/events/forum/sessions/1/".encode() in content


# --- JSON ---------------------------------------------------------------------------------------------------


def test_json_is_whole():
    assert json.loads(made("json", programme(FULL))) == {
        "version": 1,
        "event": {
            "slug": "forum",
            "title": "Forum",
            "url": f"{SITE}/events/forum/programme/",
            "start_date": "2014-06-23",
            "end_date": "2014-06-26",
            "timezone": "Asia/Seoul",
            "language": "en",
            "venue": "Exhibition Centre",
            "place": "Goyang",
        },
        "release": {"number": 2, "released_at": "2014-06-01T08:00:00Z"},
        "days": [{"date": "2014-06-23", "sessions": [1]}],
        "sessions": [
            {
                "id": 1,
                "uid": f"{UID}1",
                "url": f"{SITE}/events/forum/sessions/1/",
                "kind": "panel",
                "kind_label": "Panel",
                "number": "IV",
                "title": "Innovation",
                "description": "What works.",
                "start": "2014-06-23T09:00:00+09:00",
                "end": "2014-06-23T10:30:00+09:00",
                "start_utc": "2014-06-23T00:00:00Z",
                "end_utc": "2014-06-23T01:30:00Z",
                "minutes": 90,
                "room": {"id": 3, "name": "Hall 301", "building": "Hall A", "floor": "Level 3"},
                "status": "confirmed",
                "sequence": 3,
                "last_modified": "2014-06-01T08:00:00Z",
                "roles": [{"role": "rapporteur", "person": 1}, {"role": "chair", "person": 1}],
                "contributions": [
                    {"id": 5, "title": "One counter", "abstract": "An abstract.", "minutes": 20, "speakers": [1]}
                ],
                "themes": [{"slug": "data", "name": "Data"}],
            }
        ],
        "people": {
            "1": {
                "name": "Amara Okonjo",
                "honorific": "Ms.",
                "post": "Director, Huduma Agency",
                "country": "Kenya",
                "url": f"{SITE}/events/forum/speakers/1/",
            }
        },
    }


def test_json_minutes_are_those_that_pass_when_the_clock_jumps():
    found = session(zone="Europe/Kyiv", start=(2024, 3, 31, 2), minutes=120)
    read = json.loads(made("json", programme(found, zone="Europe/Kyiv")))["sessions"][0]
    assert (read["start"], read["end"], read["minutes"]) == (
        "2024-03-31T02:00:00+02:00",
        "2024-03-31T05:00:00+03:00",
        120,
    )


# --- HTML ---------------------------------------------------------------------------------------------------


def test_html_escapes_what_people_wrote():
    evil = "<script>alert(1)</script>"
    person = Speaker(1, evil, "", evil)
    talk = Contribution(1, evil, "", 0, (person,))
    html = made(
        "html",
        programme(session(title=evil, room=Room(1, evil), roles=(Role("chair", person),), contributions=(talk,))),
    )
    assert b"<script" not in html
    assert html.count(b"&lt;script&gt;") >= 5


def test_html_has_no_address_that_changes_with_the_version_of_the_site():
    assert b"/static/" not in made("html", programme(FULL))


# --- The store ----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_files_are_made_once_for_each_language_and_kept(django_assert_num_queries):
    release = released(event_with_programme(1))
    first = file_of(release.pk, EXPORTERS["html"], "ar")
    with django_assert_num_queries(1):
        again = file_of(release.pk, EXPORTERS["html"], "ar")
    assert (bytes(again.content), again.etag) == (first.content, first.etag)
    file_of(release.pk, EXPORTERS["json"], "xx")
    file_of(release.pk, EXPORTERS["outline"], "ar")
    kept = set(ReleaseFile.objects.values_list("exporter", "language"))
    assert kept == {("html.2", "ar"), ("json.1", "en"), ("outline.1", "en")}


@pytest.mark.django_db
def test_file_that_somebody_else_made_meanwhile_stays():
    from sessions.exporters import make_file

    release = released(event_with_programme(1))
    first = make_file(release, EXPORTERS["ics"], "en")
    second = make_file(release, EXPORTERS["ics"], "en")
    assert (ReleaseFile.objects.filter(exporter="ics.1").count(), first.etag) == (1, second.etag)


def test_same_programme_gives_the_same_bytes():
    for name in EXPORTERS:
        assert made(name, programme(FULL)) == made(name, Programme.from_json(programme(FULL).to_json()))
