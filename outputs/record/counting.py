"""How many came, and from how many States: counted once for every block that says it."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms import wording
from cms.models.events import Precision
from outputs.tree import Source

from .reading import Reading


@dataclass(frozen=True, slots=True)
class Count:
    """`number` as it was entered for the event with its `precision`, or as it was counted from registrations."""

    number: int
    precision: str
    is_entered: bool


def people(reading: Reading) -> Count:
    event = reading.event
    if event.participant_count is not None:
        return Count(event.participant_count, event.participant_precision, is_entered=True)
    return Count(len(reading.registrations), event.participant_precision, is_entered=False)


def states(reading: Reading) -> Count:
    """Member States of the United Nations that people came from."""
    event = reading.event
    if event.state_count is not None:
        return Count(event.state_count, event.state_precision, is_entered=True)
    countries = (one.person.country for one in reading.registrations)
    members = {country.code for country in countries if country and country.member}
    return Count(len(members), event.state_precision, is_entered=False)


def round_to(count: Count, step: int, precision: str = "") -> Count:
    """The count as it is said with `precision`, its own where that is empty, in steps of `step`.

    Nearly is at least what was counted, more than is at most that; where rounding changed nothing they would be untrue
    of a number that was counted, and it is said as it is. What was entered with its own precision stays.
    """
    said = precision or count.precision
    to = {Precision.NEARLY: ceil, Precision.OVER: floor}.get(Precision(said), round)
    number = step * int(to(count.number / step))
    is_as_entered = count.is_entered and not precision
    if said in (Precision.NEARLY, Precision.OVER) and number == count.number and not is_as_entered:
        said = Precision.EXACT
    return Count(number, said, count.is_entered)


def in_words(count: Count, of: str) -> str:
    """The number as a text has it: in words up to nine (Editorial Manual, "Numbers"). `of` is "people" or "states", for
    languages in which numerals agree with what is counted.
    """
    words = (_numerals_of_states if of == "states" else _numerals_of_people)()
    digits = wording.counted(count.number, Precision.EXACT)
    return wording.qualified(words.get(count.number, digits), count.precision)


def source(counted: Count, said: Count, step: int) -> Source:
    """The number that was counted, and from what; its `id` is that number."""
    words = {"number": wording.counted(counted.number, Precision.EXACT), "step": step}
    label = _("Entered: %(number)s") if counted.is_entered else _("Registrations: %(number)s")
    if said.number != counted.number:
        label = _("Entered: %(number)s, to the next %(step)d")
        if not counted.is_entered:
            label = _("Registrations: %(number)s, to the next %(step)d")
    return Source("event" if counted.is_entered else "registrations", str(counted.number), label % words)


def _numerals_of_people() -> dict[int, str]:
    names = (
        pgettext("people", "one"),
        pgettext("people", "two"),
        pgettext("people", "three"),
        pgettext("people", "four"),
        pgettext("people", "five"),
        pgettext("people", "six"),
        pgettext("people", "seven"),
        pgettext("people", "eight"),
        pgettext("people", "nine"),
    )
    return dict(enumerate(names, 1))


def _numerals_of_states() -> dict[int, str]:
    names = (
        pgettext("States", "one"),
        pgettext("States", "two"),
        pgettext("States", "three"),
        pgettext("States", "four"),
        pgettext("States", "five"),
        pgettext("States", "six"),
        pgettext("States", "seven"),
        pgettext("States", "eight"),
        pgettext("States", "nine"),
    )
    return dict(enumerate(names, 1))
