"""Finds dates with their weekday in prose, in the six languages of the United Nations.

The search begins at the numbers, of which prose has few: looking for the names would cost ten times as much.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

WEEKDAYS = (
    "monday mon lundi lunes понедельник الاثنين الإثنين 一",
    "tuesday tue tues mardi martes вторник الثلاثاء 二",
    "wednesday wed mercredi miércoles miercoles среда среду الأربعاء 三",
    "thursday thu thur thurs jeudi jueves четверг الخميس 四",
    "friday fri vendredi viernes пятница пятницу الجمعة 五",
    "saturday sat samedi sábado sabado суббота субботу السبت 六",
    "sunday sun dimanche domingo воскресенье الأحد 日 天",
)
MONTHS = (
    "january jan janvier enero января يناير",
    "february feb février fevrier febrero февраля فبراير",
    "march mar mars marzo марта مارس",
    "april apr avril abril апреля أبريل",
    "may mai mayo мая مايو",
    "june jun juin junio июня يونيه يونيو",
    "july jul juillet julio июля يوليه يوليو",
    "august aug août aout agosto августа أغسطس",
    "september sep sept septembre septiembre setiembre сентября سبتمبر",
    "october oct octobre octubre октября أكتوبر",
    "november nov novembre noviembre ноября نوفمبر",
    "december dec décembre decembre diciembre декабря ديسمبر",
)
WEEKDAY_OF = {name: number for number, names in enumerate(WEEKDAYS) for name in names.split()}
MONTH_OF = {name: number for number, names in enumerate(MONTHS, start=1) for name in names.split()}

NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
WORD = r"([^\W\d_]+)"
ORDINAL = r"(?:er|st|nd|rd|th|º|°)?"
ORDINAL_AFTER = re.compile(ORDINAL)
#: Arabic texts give the month twice: "أيار/مايو".
MONTH_AFTER = re.compile(rf"{ORDINAL}\s+(?:of\s+|de\s+)?(?:[^\W\d_]+(?:\s[^\W\d_]+)?/)?{WORD}\.?")
YEAR_AFTER = re.compile(r",?\s+(?:de\s+|del\s+)?(\d{4})(?!\d)")
WEEKDAY_AFTER = re.compile(rf"\s*\({WORD}\)")
WEEKDAY_BEFORE = re.compile(rf"{WORD}\.?[,،]?\s+(?:(?:the|le|el)\s+)?$")
MONTH_BEFORE = re.compile(rf"{WORD}\.?\s+$")
CHINESE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日\s*[（(,，]?\s*(?:星期|周)([一二三四五六日天])[）)]?")
LONGEST_WORD = 16


class Written(NamedTuple):
    """`words` as they stand in the text; `weekday` counts from Monday, 0; `year` is None where it is not written."""

    words: str
    weekday: int
    day: int
    month: int
    year: int | None


@lru_cache(maxsize=2048)
def dates_in(text: str) -> tuple[Written, ...]:
    """The dates in `text` that come with a weekday: "Thursday, 13 May 2010", "jeudi 13 mai", "May 13 (Thursday)".

    Kept, since an editor asks after every drag, and texts seldom change.
    """
    return tuple(_dates_in(text))


def _dates_in(text: str) -> Iterator[Written]:
    for number in NUMBER.finditer(text):
        found = _after(text, number) or _before(text, number)
        if found:
            yield found
    if "月" in text:
        yield from _chinese(text)


def _after(text: str, number: re.Match[str]) -> Written | None:
    """The month follows its day: 13 May 2010."""
    month = MONTH_AFTER.match(text, number.end())
    if not month or month[1].lower() not in MONTH_OF:
        return None
    return _with_weekday(text, number, MONTH_OF[month[1].lower()], number.start(), month.end())


def _before(text: str, number: re.Match[str]) -> Written | None:
    """The day follows its month: May 13, 2010."""
    start = max(0, number.start() - LONGEST_WORD)
    month = MONTH_BEFORE.search(text, start, number.start())
    if not month or month[1].lower() not in MONTH_OF:
        return None
    ordinal = ORDINAL_AFTER.match(text, number.end())
    return _with_weekday(text, number, MONTH_OF[month[1].lower()], month.start(), ordinal.end())


def _with_weekday(text: str, number: re.Match[str], month: int, start: int, end: int) -> Written | None:
    """The year and the weekday around a day and its month, which stand at `start` to `end`."""
    year = YEAR_AFTER.match(text, end)
    end = year.end() if year else end
    before = WEEKDAY_BEFORE.search(text, max(0, start - LONGEST_WORD), start)
    after = WEEKDAY_AFTER.match(text, end)
    for weekday in (before, after):
        if weekday and weekday[1].lower() in WEEKDAY_OF:
            words = text[min(start, weekday.start()) : max(end, weekday.end())]
            return Written(words, WEEKDAY_OF[weekday[1].lower()], int(number[0]), month, int(year[1]) if year else None)
    return None


def _chinese(text: str) -> Iterator[Written]:
    for found in CHINESE.finditer(text):
        year, month, day, weekday = found.groups()
        yield Written(found[0], WEEKDAY_OF[weekday], int(day), int(month), int(year) if year else None)
