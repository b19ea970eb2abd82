"""The time of a visitor's own zone beside that of the event.

The script `sessions/times.js` writes the same where a browser knows its zone; this is for those who choose one.
"""

import re
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

#: One for each time that many people live by; any other name of a zone is understood in an address.
USUAL = (
    *("Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver", "America/Chicago"),
    *("America/Mexico_City", "America/Bogota", "America/New_York", "America/Caracas", "America/Santiago"),
    *("America/Sao_Paulo", "America/Argentina/Buenos_Aires", "Atlantic/Azores", "Africa/Abidjan", "Europe/London"),
    *("Africa/Lagos", "Africa/Casablanca", "Europe/Paris", "Africa/Cairo", "Africa/Johannesburg", "Asia/Beirut"),
    *("Europe/Kyiv", "Africa/Nairobi", "Asia/Riyadh", "Europe/Moscow", "Asia/Tehran", "Asia/Dubai", "Asia/Kabul"),
    *("Asia/Karachi", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Yangon", "Asia/Bangkok"),
    *("Asia/Shanghai", "Asia/Manila", "Asia/Seoul", "Asia/Tokyo", "Australia/Sydney", "Pacific/Noumea"),
    *("Pacific/Auckland", "Pacific/Apia"),
)
_MOMENT = r'<time datetime="([^"]+)">[^<]*</time>'
_TIMES = re.compile(rf'(<p class="session-row__time">\s*{_MOMENT}\s*(?:{_MOMENT})?)\s*</p>')


@lru_cache(maxsize=1)
def known_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def is_zone(name: str) -> bool:
    return name in known_zones()


def with_local_times(html: str, zone: str) -> SafeString:
    """`html`, drawn of a programme, with the time of `zone` in each row where it differs from that of the event."""
    here = ZoneInfo(zone)
    return mark_safe(_TIMES.sub(lambda found: _beside(found, here), html))  # noqa: S308 -- what was drawn, and times


def _beside(found: re.Match[str], zone: ZoneInfo) -> str:
    moments = [datetime.fromisoformat(text) for text in found.groups()[1:] if text]
    told = local_times(moments, zone)
    city = zone.key.rpartition("/")[2].replace("_", " ")
    beside = format_html('<span class="local-time"><span class="visually-hidden">{}</span> {}</span>', city, told)
    return f"{found[1]}{beside}</p>" if told else found[0]


def local_times(moments: list[datetime], zone: ZoneInfo) -> str:
    """ "02:00–03:30", with (+1) or (−1) where the day differs from that of the event; empty where nothing differs."""
    local = [moment.astimezone(zone) for moment in moments]
    if all(there.utcoffset() == here.utcoffset() for there, here in zip(moments, local, strict=True)):
        return ""
    shifts = [(here.date() - there.date()).days for there, here in zip(moments, local, strict=True)]
    texts = [f"{moment:%H:%M}" for moment in local]
    if len(set(shifts)) == 1:
        return "–".join(texts) + _mark(shifts[0])
    return "–".join(text + _mark(shift) for text, shift in zip(texts, shifts, strict=True))


def _mark(shift: int) -> str:
    return f" ({'+' if shift > 0 else '−'}{abs(shift)})" if shift else ""
