from datetime import UTC, date, datetime

import pytest

from cms.models import Event
from cms.parts import moments


def event(first, zone):
    return Event(start_date=first, end_date=first, timezone=zone)


SEOUL = event(date(2014, 6, 23), "Asia/Seoul")
GENEVA_IN_WINTER = event(date(2027, 1, 11), "Europe/Zurich")
BEFORE_SPRING = event(date(2027, 3, 26), "Europe/Zurich")  # the clocks go forward on the 28th, day 2
BEFORE_AUTUMN = event(date(2027, 10, 30), "Europe/Zurich")  # and back on the 31st, day 1


def test_day_and_time_are_those_of_the_place():
    late_in_utc = datetime(2014, 6, 23, 23, 30, tzinfo=UTC)
    assert moments.relative(late_in_utc, SEOUL) == {"day": 1, "time": "08:30"}


def test_time_of_day_is_kept_in_another_zone():
    nine = moments.relative(datetime(2014, 6, 23, 0, tzinfo=UTC), SEOUL)
    assert moments.absolute(nine, GENEVA_IN_WINTER) == datetime(2027, 1, 11, 8, tzinfo=UTC)


@pytest.mark.parametrize(("day", "hour"), [(1, 8), (2, 7)])
def test_time_of_day_is_kept_when_the_clocks_change(day, hour):
    nine = {"day": day, "time": "09:00"}
    assert moments.absolute(nine, BEFORE_SPRING) == datetime(2027, 3, 26 + day, hour, tzinfo=UTC)


def test_time_that_the_clocks_leave_out_is_an_hour_later():
    start = {"day": 2, "time": "02:30"}
    assert moments.absolute(start, BEFORE_SPRING) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert moments.end_of(start, 30, BEFORE_SPRING) == datetime(2027, 3, 28, 2, tzinfo=UTC)


def test_night_in_which_the_clocks_change_is_as_long_as_any_other_on_the_wall():
    start, end = datetime(2027, 10, 30, 20, tzinfo=UTC), datetime(2027, 10, 31, 5, tzinfo=UTC)
    minutes = moments.minutes_between(start, end, BEFORE_AUTUMN)
    assert minutes == 8 * 60
    evening = moments.relative(start, BEFORE_AUTUMN)
    assert moments.end_of(evening, minutes, BEFORE_AUTUMN) == end
    assert moments.end_of(evening, minutes, GENEVA_IN_WINTER) == datetime(2027, 1, 12, 5, tzinfo=UTC)
