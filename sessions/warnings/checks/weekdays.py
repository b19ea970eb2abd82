"""Weekday and date that disagree in what is written: "Thursday, 14 May 2010" was a Friday."""

from collections.abc import Iterator
from datetime import date

from django.utils.dateformat import format as format_date
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.warnings.base import Check, Finding
from sessions.warnings.dates import Written, dates_in
from sessions.warnings.plan import Plan

SLUG = "weekdays"


def find(plan: Plan) -> Iterator[Finding]:
    for session in plan.sessions:
        for text in (session.title, session.description):
            for fault in _faults(plan, text):
                yield Finding(SLUG, _sentence(plan.named(session), *fault), (session.pk,))
    for text in plan.page_texts:
        for fault in _faults(plan, text):
            yield Finding(SLUG, _sentence(_("The page of the event"), *fault))


def _faults(plan: Plan, text: str) -> Iterator[tuple[str, date]]:
    """What is written, and the day that it names by its date."""
    years = sorted({plan.event.start_date.year, plan.event.end_date.year})
    for written in dates_in(text):
        days = list(_days(written, years))
        if days and all(day.weekday() != written.weekday for day in days):
            yield written.words, days[0]


def _days(written: Written, years: list[int]) -> Iterator[date]:
    """A date without a year may be of any year of the event; one that no calendar has is left to the reader."""
    for year in [written.year] if written.year else years:
        try:
            yield date(year, written.month, written.day)
        except ValueError:
            continue


def _sentence(where: str, words: str, day: date) -> str:
    names = {"where": where, "words": words, "day": format_date(day, "j F Y"), "weekday": WEEKDAYS[day.weekday()]}
    return _("%(where)s says “%(words)s”, but %(day)s is a %(weekday)s.") % names


CHECK = Check(SLUG, gettext_lazy("Weekday and date disagree"), find, order=35)
