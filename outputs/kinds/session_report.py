"""The report of one session, by itself from its record. Always that of the desk."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event
from outputs import tree
from outputs.tree import Document

from .base import Body, Kind, live, must


def title(event: Event) -> str:
    return _("Report of the session")


def body(event: Event) -> Body:
    return [
        ("chapter", _("Attendance")),
        live("attendance", in_sentences=True),
        must(_("Presentations and discussion")),
        live("sessions", presentations=True, conclusions=False, outcome=False),
        ("chapter", _("Conclusions and recommendations")),
        live("conclusions", lead_in=_("There is a need to"), by_session=False),
        live("recommendations", group_by="", in_lists=True),
        live("agreed_actions"),
        live("key_messages"),
    ]


def gaps(document: Document) -> list[str]:
    if any(isinstance(node, tree.Paragraph) for node in tree.walk(document)):
        return []
    return [_("Nothing has been captured in this session yet.")]


KIND = Kind(
    "session_report",
    gettext_lazy("Session report"),
    title,
    body,
    layout="paper",
    contents=False,
    takes_recommendations=False,
    is_written=False,
    is_current=True,
    symbol_suffix="",
    about=gettext_lazy("What was said, concluded and recommended in one session."),
    gaps=gaps,
)
