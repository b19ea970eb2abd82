"""The provisional agenda: its items, numbered. Always that of the back office."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event
from outputs import tree
from outputs.tree import Document

from .base import Body, Kind, live


def title(event: Event) -> str:
    return _("Provisional agenda")


def body(event: Event) -> Body:
    return [live("agenda")]


def gaps(document: Document) -> list[str]:
    if any(isinstance(node, tree.Paragraph) for node in tree.walk(document)):
        return []
    return [_("The agenda has no item.")]


KIND = Kind(
    "provisional_agenda",
    gettext_lazy("Provisional agenda"),
    title,
    body,
    layout="paper",
    contents=False,
    takes_recommendations=False,
    is_written=False,
    is_current=True,
    is_issuable=True,
    symbol_suffix="1",
    place=20,
    about=gettext_lazy("The items of the agenda, numbered."),
    subtitle=lambda event: "",
    gaps=gaps,
)
