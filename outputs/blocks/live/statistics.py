"""The meeting in numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy, ngettext

from cms.models.events import Precision
from cms.wording import counted
from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.record import counting
from outputs.tree import Figure, Figures


class StatisticsBlock(LiveBlock):
    name = "statistics"

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        figures = tuple(_figures(context))
        if figures:
            yield Figures(context.id("figures"), figures)

    class Meta:
        icon = "table"
        label = gettext_lazy("The meeting in numbers")
        group = gettext_lazy("From the record")


def _figures(context: Context) -> Iterator[Figure]:
    reading = context.reading
    people, states = counting.people(reading), counting.states(reading)
    yield from _figure(people.number, ngettext("participant", "participants", people.number), people.precision)
    yield from _figure(states.number, ngettext("Member State", "Member States", states.number), states.precision)
    sessions = len(reading.sessions)
    yield from _figure(sessions, ngettext("session", "sessions", sessions))
    advice = len(reading.recommendations)
    yield from _figure(advice, ngettext("recommendation", "recommendations", advice))


def _figure(number: int, label: str, precision: str = Precision.EXACT) -> Iterator[Figure]:
    if number:
        words = "" if precision == Precision.EXACT else f", {Precision(precision).label}"
        yield Figure(counted(number, Precision.EXACT), f"{label}{words}")


BLOCK = StatisticsBlock
