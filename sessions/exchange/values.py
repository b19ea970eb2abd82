"""Dates, times and numbers as people write them. Each function raises Bad with what is wrong, in words."""

import re
from datetime import date, datetime, time, timedelta
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.numbers import whole_number

SERIAL_ZERO = date(1899, 12, 30)
SERIALS = range(20_000, 80_000)  # 1954 to 2119
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d")
NUMBERS = re.compile(r"^(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})$")
WORDS = re.compile(r"[^\W\d_]+", re.UNICODE)
CLOCK = re.compile(r"^(\d{1,2})(?:\s*[:.h]\s*(\d{2}))?(?::\d{2})?\s*h?\s*([ap])?\.?m?\.?$", re.IGNORECASE)
FOUR = re.compile(r"^\d{4}$")
MOST_MINUTES = 600


class Bad(Exception):
    """`words` say what is wrong with a cell."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def day_of(text: str, first: date, last: date) -> date:
    """A date; days of the event decide where 3/4 could be either, and give the year where there is none."""
    if (serial := whole_number(text)) in SERIALS:
        return SERIAL_ZERO + timedelta(days=serial or 0)
    if len(text) >= 10 and re.match(r"\d{4}-\d\d-\d\d", text):
        return _made(*map(int, text[:10].split("-")), text=text)
    if found := NUMBERS.match(text):
        return _numbers(*map(int, found.groups()), first=first, last=last, text=text)
    return _in_words(text, first)


def _made(year: int, month: int, day: int, *, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Bad(_("There is no such date.")) from None


def _numbers(one: int, two: int, year: int, *, first: date, last: date, text: str) -> date:
    year += 2000 if year < 100 else 0
    pairs = {(two, one), (one, two)} if "." not in text else {(two, one)}
    found = {date(year, month, day) for month, day in pairs if _exists(year, month, day)}
    inside = {day for day in found if first <= day <= last}
    if len(found) == 1 or len(inside) == 1:
        return (inside if len(inside) == 1 else found).pop()
    if not found:
        raise Bad(_("There is no such date."))
    raise Bad(_("This may be two different days. Write it like 2014-06-23."))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _in_words(text: str, first: date) -> date:
    named = [number for word in WORDS.findall(text) if (number := months().get(word.casefold()))]
    numbers = [int(number) for number in re.findall(r"\d+", text) if len(number) < 5]
    years = [number for number in numbers if number > 31]
    days = [number for number in numbers if 0 < number <= 31]
    if len(named) != 1 or len(days) != 1 or len(years) > 1:
        raise Bad(_("This is no date. Write it like 2014-06-23."))
    year = years[0] if years else first.year
    return _made(year + 2000 if year < 100 else year, named[0], days[0], text=text)


def _names(*tables: dict) -> dict[str, int]:
    found: dict[str, int] = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found |= {str(name).strip(".").casefold(): number for table in tables for number, name in table.items()}
    return found


@cache
def months() -> dict[str, int]:
    return _names(MONTHS, MONTHS_3)


@cache
def weekdays() -> dict[str, int]:
    return _names(WEEKDAYS, WEEKDAYS_ABBR)


def check_weekday(text: str, day: date) -> None:
    wanted = weekdays().get(text.strip(" .,").casefold())
    if wanted is None:
        raise Bad(_("This is no day of the week."))
    if wanted != day.weekday():
        facts = {"date": date_format(day, "j F Y"), "weekday": date_format(day, "l")}
        raise Bad(_("Weekday and date disagree: %(date)s is a %(weekday)s.") % facts)


def clock(text: str) -> timedelta:
    """The time since midnight; more than a day is the next day: 24:30."""
    if re.fullmatch(r"0?\.\d+", text):
        return timedelta(minutes=round(float(text) * 24 * 60))
    if FOUR.match(text):
        text = f"{text[:2]}:{text[2:]}"
    found = CLOCK.match(text)
    if not found:
        raise Bad(_("This is no time. Write it like 09:30."))
    hours, minutes = int(found[1]), int(found[2] or 0)
    if found[3]:
        hours = hours % 12 + (12 if found[3].lower() == "p" else 0)
    if hours > 35 or minutes > 59:
        raise Bad(_("There is no such time."))
    return timedelta(hours=hours, minutes=minutes)


def at(day: date, since_midnight: timedelta) -> datetime:
    """On the wall clock, without a zone."""
    return datetime.combine(day, time()) + since_midnight


def number(text: str, *, most: int) -> int:
    if (found := whole_number(text, most=most)) is None:
        raise Bad(_("This is no number from 0 to %(most)d.") % {"most": most})
    return found


def minutes(text: str) -> int:
    """20, 20 min, 1:30, 1h30, 1 h."""
    said = text.casefold().strip()
    if found := re.fullmatch(r"(\d{1,3})\s*(?:min\w*\.?|['’′])?", said):
        return number(found[1], most=MOST_MINUTES)
    if found := re.fullmatch(r"(\d{1,2})\s*[:h]\s*(\d{2})?(?::00)?", said):
        return number(str(int(found[1]) * 60 + int(found[2] or 0)), most=MOST_MINUTES)
    raise Bad(_("This is no length. Write the number of minutes."))


def split(text: str) -> list[str]:
    """What stands between semicolons and line ends."""
    return [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
