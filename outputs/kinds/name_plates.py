"""Name plates for the tables: a sheet for each seat, to be folded."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event
from outputs import tree
from outputs.tree import Document

from .base import Body, Kind, live


def title(event: Event) -> str:
    return _("Name plates")


def body(event: Event) -> Body:
    return [live("name_plates")]


def gaps(document: Document) -> list[str]:
    if any(isinstance(node, tree.Plate) for node in tree.walk(document)):
        return []
    return [_("Nobody is approved for the event or named in its programme.")]


KIND = Kind(
    "name_plates",
    gettext_lazy("Name plates"),
    title,
    body,
    layout="plates",
    contents=False,
    takes_recommendations=False,
    is_written=False,
    is_current=True,
    is_personal=True,
    place=70,
    about=gettext_lazy("A sheet for each seat, to be folded, in the order of countries. For the team alone."),
    subtitle=lambda event: event.title,
    gaps=gaps,
)
