"""How dates, numbers and yes or no are said, in the active language."""

from datetime import date

from django.utils import formats
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language, gettext, ngettext

from cms.models.events import Event, Precision

# For each language the formats of the first and the last day: in one month, in one year, and across years.
# English follows the United Nations Editorial Manual: 23–26 June 2014.
_PLAIN = (("j", "j F Y"), ("j F", "j F Y"), ("j F Y", "j F Y"))
_RANGES = {
    "es": (("j", r"j \d\e F \d\e Y"), (r"j \d\e F", r"j \d\e F \d\e Y"), (r"j \d\e F \d\e Y", r"j \d\e F \d\e Y")),
    "ru": (("j", r"j E Y \г."), ("j E", r"j E Y \г."), (r"j E Y \г.", r"j E Y \г.")),
    "zh": (("Y年n月j日", "j日"), ("Y年n月j日", "n月j日"), ("Y年n月j日", "Y年n月j日")),
}
_SEPARATORS = {"zh": "至"}


def yes_or_no(value: bool) -> str:
    return gettext("Yes") if value else gettext("No")


def date_range(start: date, end: date | None = None) -> str:
    """The days of a meeting: "18 April 2012", "23–26 June 2014", "30 March–3 April 2009"."""
    if end is None or end == start:
        return format_date(start, _formats()[-1][0])
    return _SEPARATORS.get(_language(), "–").join(first_and_last(start, end))


def first_and_last(start: date, end: date) -> tuple[str, str]:
    """The first and the last day of a meeting of several, month and year told once: "23", "26 June 2014"."""
    in_month, in_year, in_full = _formats()
    same_year = start.year == end.year
    first, last = in_full if not same_year else in_month if start.month == end.month else in_year
    return format_date(start, first), format_date(end, last)


def _formats() -> tuple[tuple[str, str], ...]:
    return _RANGES.get(_language(), _PLAIN)


def _language() -> str:
    return (get_language() or "en")[:2]


def counted(number: int, precision: str) -> str:
    """The number with its thousands set apart, and the word for its precision where it is not exact."""
    return qualified(formats.number_format(number, use_l10n=True, force_grouping=True), precision)


def qualified(number: str, precision: str) -> str:
    """A number as it is printed, after the word for its precision where it is not exact."""
    if precision == Precision.EXACT:
        return number
    return gettext("%(precision)s %(number)s") % {"precision": Precision(precision).label, "number": number}


def attendance(event: Event) -> str:
    """For example "approximately 1,800 participants from 129 Member States"; empty where nothing was counted."""
    return people_from_states(*filter(None, [participants_of(event), states_of(event)]))


def participants_of(event: Event) -> str:
    """Empty where nobody counted."""
    if event.participant_count is None:
        return ""
    return people(counted(event.participant_count, event.participant_precision), event.participant_count)


def states_of(event: Event) -> str:
    """Empty where nobody counted."""
    if event.state_count is None:
        return ""
    return states(counted(event.state_count, event.state_precision), event.state_count)


def people(number: str, count: int) -> str:
    """So many participants; `number` is how `count` is printed."""
    return ngettext("%(number)s participant", "%(number)s participants", count) % {"number": number}


def states(number: str, count: int) -> str:
    """So many Member States; `number` is how `count` is printed."""
    return ngettext("%(number)s Member State", "%(number)s Member States", count) % {"number": number}


def people_from_states(*told: str) -> str:
    """What `people` and `states` said, as one phrase; one of them alone as it is."""
    if len(told) < 2:
        return "".join(told)
    return gettext("%(participants)s from %(states)s") % {"participants": told[0], "states": told[1]}
