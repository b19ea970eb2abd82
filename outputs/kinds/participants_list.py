"""The list of participants: in protocol order, each category by its print rule, with consent obeyed."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event
from outputs import tree
from outputs.tree import Document

from .base import Body, Kind, live


def title(event: Event) -> str:
    return _("List of participants")


def body(event: Event) -> Body:
    return [live("participants")]


def gaps(document: Document) -> list[str]:
    if any(isinstance(node, tree.ParticipantList) for node in tree.walk(document)):
        return []
    return [_("Nobody is approved for the event.")]


KIND = Kind(
    "participants_list",
    gettext_lazy("List of participants"),
    title,
    body,
    layout="paper",
    contents=False,
    takes_recommendations=False,
    is_written=False,
    is_current=True,
    is_issuable=True,
    is_for_desk=True,
    symbol_suffix="INF.2",
    place=65,
    about=gettext_lazy("By category and country, naming those who agreed; to be issued as an information document."),
    subtitle=lambda event: event.title,
    gaps=gaps,
)
