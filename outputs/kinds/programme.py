"""The released programme on paper. It is made by the system with each release, and nobody edits it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event
from outputs import tree
from outputs.tree import Document

from .base import Body, Kind, live


def title(event: Event) -> str:
    return _("Programme of the %(event)s") % {"event": event.title}


def body(event: Event) -> Body:
    return [live("programme")]


def gaps(document: Document) -> list[str]:
    if any(isinstance(node, tree.Programme) for node in tree.walk(document)):
        return []
    return [_("The programme has no session with a time.")]


KIND = Kind(
    "programme",
    gettext_lazy("Programme"),
    title,
    body,
    layout="paper",
    contents=False,
    takes_recommendations=False,
    is_written=False,
    gaps=gaps,
)
