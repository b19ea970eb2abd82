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
    language = (get_language() or "en")[:2]
    in_month, in_year, in_full = _RANGES.get(language, _PLAIN)
    if end is None or end == start:
        return format_date(start, in_full[0])
    same_year = start.year == end.year
    first, last = in_full if not same_year else in_month if start.month == end.month else in_year
    return format_date(start, first) + _SEPARATORS.get(language, "–") + format_date(end, last)


def counted(number: int, precision: str) -> str:
    """The number with its thousands set apart, and the word for its precision where it is not exact."""
    digits = formats.number_format(number, use_l10n=True, force_grouping=True)
    if precision == Precision.EXACT:
        return digits
    return gettext("%(precision)s %(number)s") % {"precision": Precision(precision).label, "number": digits}


def attendance(event: Event) -> str:
    """For example "approximately 1,800 participants from 129 Member States"; empty where nothing was counted."""
    people, members = participants(event), states(event)
    if people and members:
        return gettext("%(participants)s from %(states)s") % {"participants": people, "states": members}
    return people or members


def participants(event: Event) -> str:
    if event.participant_count is None:
        return ""
    number = counted(event.participant_count, event.participant_precision)
    return ngettext("%(number)s participant", "%(number)s participants", event.participant_count) % {"number": number}


def states(event: Event) -> str:
    if event.state_count is None:
        return ""
    number = counted(event.state_count, event.state_precision)
    return ngettext("%(number)s Member State", "%(number)s Member States", event.state_count) % {"number": number}
