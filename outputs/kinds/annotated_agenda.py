"""The annotated agenda: the provisional agenda, then what each item is about and its documents."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event

from .base import Body, Kind, live
from .provisional_agenda import gaps


def title(event: Event) -> str:
    return _("Annotated provisional agenda")


def body(event: Event) -> Body:
    return [
        ("chapter", _("Provisional agenda")),
        live("agenda", annotated=False),
        ("chapter", _("Annotations")),
        live("agenda", annotated=True),
    ]


KIND = Kind(
    "annotated_agenda",
    gettext_lazy("Annotated agenda"),
    title,
    body,
    layout="paper",
    contents=False,
    takes_recommendations=False,
    symbol_suffix="1/Add.{version}",
    place=30,
    about=gettext_lazy("The agenda with a paragraph and the documents for each item."),
    subtitle=lambda event: "",
    gaps=gaps,
)
