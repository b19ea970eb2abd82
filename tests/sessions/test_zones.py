"""Times of another zone beside those of the event."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from sessions.programme.zones import USUAL, local_times, with_local_times

ROW = (
    '<p class="session-row__time">\n<time datetime="2014-06-23T09:00:00+09:00">09:00</time>'
    '<time datetime="2014-06-23T10:30:00+09:00">10:30</time></p>'
)


def test_usual_zones_are_known():
    assert set(USUAL) <= available_timezones()


@pytest.mark.parametrize(
    ("utc", "there", "here", "expected"),
    [
        ((2014, 6, 23, 0, 0), "Asia/Seoul", "Europe/Paris", "02:00–03:30"),
        ((2014, 6, 23, 0, 0), "Asia/Seoul", "America/New_York", "20:00–21:30 (−1)"),
        ((2014, 6, 23, 3, 0), "Asia/Seoul", "America/New_York", "23:00 (−1)–00:30"),
        ((2014, 6, 23, 0, 0), "America/New_York", "Asia/Seoul", "09:00–10:30 (+1)"),
        ((2014, 6, 23, 0, 0), "Asia/Seoul", "Asia/Tokyo", ""),
        ((2024, 3, 31, 0, 30), "Europe/Kyiv", "Africa/Lagos", "01:30–03:00"),  # the clock jumps in Kyiv
        ((2014, 6, 23, 0, 0), "Asia/Seoul", "Asia/Kathmandu", "05:45–07:15"),
        ((2014, 6, 23, 10, 0), "Pacific/Pago_Pago", "Pacific/Kiritimati", "00:00 (+2)–01:30 (+1)"),
    ],
)
def test_local_times(utc, there, here, expected):
    start = datetime(*utc, tzinfo=UTC)
    moments = [moment.astimezone(ZoneInfo(there)) for moment in (start, start + timedelta(minutes=90))]
    assert local_times(moments, ZoneInfo(here)) == expected


def test_they_are_written_into_what_was_drawn():
    span = '<span class="local-time"><span class="visually-hidden">Paris</span> 02:00–03:30</span>'
    assert with_local_times(f"<p>{ROW}</p>", "Europe/Paris") == f"<p>{ROW.replace('</p>', span + '</p>')}</p>"
    assert with_local_times(ROW, "Asia/Tokyo") == ROW
