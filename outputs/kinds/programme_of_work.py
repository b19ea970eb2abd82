"""The programme of work: the working programme day by day, as a table."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event

from .base import Body, Kind, live
from .programme import gaps


def title(event: Event) -> str:
    return _("Programme of work")


def body(event: Event) -> Body:
    return [live("programme_of_work")]


KIND = Kind(
    "programme_of_work",
    gettext_lazy("Programme of work"),
    title,
    body,
    layout="paper",
    contents=False,
    takes_recommendations=False,
    is_written=False,
    is_current=True,
    is_issuable=True,
    symbol_suffix="L.1",
    place=40,
    about=gettext_lazy("Day by day: time, meeting, item of the agenda, speakers, room and languages."),
    subtitle=lambda event: "",
    gaps=gaps,
)
