"""Who took part, and what was recommended, as charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.blocks.live.recommendations import printed_recommendations
from outputs.record import charting
from outputs.tree import Chart
from participants.figures.columns import Alike
from participants.figures.dimensions import DIMENSIONS, Dimension
from participants.models import Registration

THEME = "theme"
PERSONAL = frozenset({"gender"})
BY = {dimension.slug: dimension for dimension in DIMENSIONS}
CHOICES = [
    ("region", gettext_lazy("Participants by region")),
    ("regional_group", gettext_lazy("Participants by regional group")),
    ("gender", gettext_lazy("Participants by gender")),
    ("category", gettext_lazy("Participants by category")),
    (THEME, gettext_lazy("Recommendations by theme")),
]


class ParticipationBlock(LiveBlock):
    name = "participation"
    by = blocks.ChoiceBlock(label=gettext_lazy("What it shows"), choices=CHOICES, default="regional_group")
    caption = blocks.CharBlock(
        label=gettext_lazy("Caption"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Instead of the usual one."),
    )

    def title_of(self, value: Any) -> str:
        return value.get("caption") or str(dict(CHOICES).get(_by(value), ""))

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        """Nothing where nobody is registered or no theme is named."""
        by, caption = _by(value), self.title_of(value)
        if by == THEME:
            yield from _themes(caption, context)
        elif by in BY:
            yield from _people(BY[by], caption, context)

    class Meta:
        icon = "table"
        label = gettext_lazy("Chart")
        group = gettext_lazy("From the record")


def _by(value: Any) -> str:
    return value.get("by") or "regional_group"


def _people(dimension: Dimension, caption: str, context: Context) -> Iterator[Chart]:
    """Counted as everywhere in a document: those who attended, or all approved where that was not marked."""
    reading = context.reading
    counts: Counter[str] = Counter()
    for one in reading.registrations:
        counts.update(dimension.of(_facts(one), reading.lists))
    found = charting.in_order(counts, dimension.values(reading.lists), is_personal=dimension.slug in PERSONAL)
    if found:
        total = len(reading.registrations)
        drawn = charting.bars(found, total)
        yield Chart(
            context.id("chart"),
            caption,
            charting.main_fact(drawn, total, _("registered participants")),
            (str(dimension.label), _("Participants"), _("Per cent")),
            drawn,
            note=_("Counted from %(count)s registrations.") % {"count": charting.printed(total)},
        )


def _facts(registration: Registration) -> Alike:
    person = registration.person
    return Alike(person.country_id or "", person.gender, registration.category.slug, 1)


def _themes(caption: str, context: Context) -> Iterator[Chart]:
    """A recommendation of several themes counts for each, so there are no shares."""
    printed = printed_recommendations(context.reading)
    names = {theme.slug: theme.name for one in printed for theme in one.themes.all()}
    counts = Counter(theme.slug for one in printed for theme in one.themes.all())
    if names:
        drawn = charting.bars(charting.in_order(counts, names))
        fact = charting.main_fact(drawn, len(printed), _("recommendations"))
        yield Chart(context.id("chart"), caption, fact, (_("Theme"), _("Recommendations")), drawn)


BLOCK = ParticipationBlock
