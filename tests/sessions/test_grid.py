"""How sessions are laid out as a table, and grouped under headings."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sessions.programme.grid import table_of
from sessions.programme.groups import GROUPINGS
from sessions.programme.tree import Programme, Room, Session, Theme

SEOUL = ZoneInfo("Asia/Seoul")
HALL, ANNEX = Room(1, "Hall", position=0), Room(2, "Annex", position=1)


def session(title, start, end, room=None, kind="panel", day=23, zone=SEOUL, **more):
    begins = datetime.fromisoformat(f"2014-06-{day}T{start}:00").replace(tzinfo=zone)
    ends = datetime.fromisoformat(f"2014-06-{day}T{end}:00").replace(tzinfo=zone)
    ends += timedelta(days=ends <= begins)
    return Session(len(title), title, kind, "", title, begins, ends, room=room, **more)


def programme(*sessions, zone="Asia/Seoul"):
    ordered = tuple(sorted(sessions, key=lambda each: each.start))
    return Programme("forum", "Forum", date(2014, 6, 23), date(2014, 6, 26), zone, "en", number=1, sessions=ordered)


def grid(by, *sessions):
    """Each group as [columns, rows]; a cell as "titles rows x columns" where it covers more than one."""
    return [
        [list(table.columns), *([line.time, *map(told, line.cells)] for line in table.lines)]
        for table in map(table_of, GROUPINGS[by](programme(*sessions)))
    ]


def told(cell):
    text = "+".join(item.session.title for item in cell.items)
    return text if cell.rows == cell.columns == 1 else f"{text} {cell.rows}x{cell.columns}"


def test_rooms_stand_side_by_side_and_pauses_go_across():
    found = grid(
        "day",
        session("A", "09:00", "10:30", HALL),
        session("B", "09:00", "10:00", ANNEX),
        session("Coffee", "10:30", "11:00", kind="pause"),
        session("C", "11:00", "12:00", ANNEX),
        session("D", "14:00", "15:00", HALL),
    )
    assert found == [
        [
            ["Hall", "Annex"],
            ["09:00", "A 2x1", "B"],
            ["10:00", ""],
            ["10:30", "Coffee 1x2"],
            ["11:00", "", "C"],
            ["14:00", "D", ""],
        ]
    ]


def test_what_has_no_room_and_is_not_alone_has_a_column_of_its_own():
    held = session("A", "09:00", "11:00", HALL)
    assert grid("day", held, session("B", "10:00", "12:00")) == [
        [["Hall", "Room to be announced"], ["09:00", "A 2x1", ""], ["10:00", "B 2x1"], ["11:00", ""]]
    ]
    assert grid("day", held, session("Tea", "10:00", "10:15", kind="pause"))[0][0] == ["Hall", "Breaks"]
    assert grid("day", session("B", "10:00", "12:00")) == [[["Room to be announced"], ["10:00", "B"]]]


def test_what_overlaps_in_one_room_shares_a_cell():
    found = grid("day", session("A", "09:00", "10:00", HALL), session("B", "09:30", "11:00", HALL))
    assert found == [[["Hall"], ["09:00", "A+B 3x1"], ["09:30"], ["10:00"]]]


def test_days_stand_side_by_side_for_a_room_and_midnight_is_crossed():
    found = grid("room", session("Night", "23:00", "01:00", HALL), session("Day two", "09:00", "10:00", HALL, day=24))
    assert found == [
        [
            ["Mon 23 Jun", "Tue 24 Jun"],
            ["00:00", "", "Night"],
            ["09:00", "", "Day two"],
            ["23:00", "Night", ""],
        ]
    ]


def test_a_session_in_the_hour_that_comes_twice_has_a_row():
    kyiv = ZoneInfo("Europe/Kyiv")
    start = datetime(2024, 10, 27, 0, 30, tzinfo=UTC).astimezone(kyiv)  # 03:30, before the clock goes back
    late = Session(1, "x", "panel", "", "Late", start, (start.astimezone(UTC) + timedelta(minutes=45)).astimezone(kyiv))
    assert (late.start.hour, late.end.hour) == (3, 3)
    [group] = GROUPINGS["day"](programme(late, zone="Europe/Kyiv"))
    assert [(line.time, told(line.cells[0])) for line in table_of(group).lines] == [("03:30", "Late")]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("day", [("day-2014-06-23", ["A", "Tea", "Open"]), ("day-2014-06-24", ["Both"])]),
        ("room", [("room-1", ["A", "Both"]), ("no-room", ["Open"])]),
        ("theme", [("theme-data", ["A", "Both"]), ("theme-zeal", ["Both"]), ("no-theme", ["Open"])]),
    ],
)
def test_groups(by, expected):
    data, zeal = Theme("data", "Data"), Theme("zeal", "zeal")
    found = GROUPINGS[by](
        programme(
            session("A", "09:00", "10:00", HALL, themes=(data,)),
            session("Tea", "10:00", "10:15", kind="pause"),
            session("Open", "11:00", "12:00"),
            session("Both", "09:00", "10:00", HALL, day=24, themes=(zeal, data)),
            session("Gone", "09:00", "10:00", ANNEX, status="removed"),
        )
    )
    assert [(group.id, [s.title for day in group.days for s in day.sessions]) for group in found] == expected


def test_another_place_among_the_rooms_makes_no_other_room():
    assert Room(1, "Hall", position=3) == HALL
