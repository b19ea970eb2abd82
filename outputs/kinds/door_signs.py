"""Signs for the doors: a page for each room and day."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event
from outputs import tree
from outputs.tree import Document

from .base import Body, Kind, live


def title(event: Event) -> str:
    return _("Door signs")


def body(event: Event) -> Body:
    return [live("door_signs")]


def gaps(document: Document) -> list[str]:
    if any(isinstance(node, tree.Sign) for node in tree.walk(document)):
        return []
    return [_("No session has both a time and a room.")]


KIND = Kind(
    "door_signs",
    gettext_lazy("Door signs"),
    title,
    body,
    layout="signs",
    contents=False,
    takes_recommendations=False,
    is_written=False,
    is_current=True,
    place=60,
    about=gettext_lazy("A page for each room and day, to hang at the door."),
    subtitle=lambda event: event.title,
    gaps=gaps,
)
