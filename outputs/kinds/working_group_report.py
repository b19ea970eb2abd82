"""The report of a working group to its plenary, in two parts: proceedings; conclusions and recommendations."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event
from outputs.kinds.final_report import gaps

from .base import Body, Kind, live, must


def title(event: Event) -> str:
    return event.title


def subtitle(event: Event) -> str:
    """Where it sat; place and dates stand in the head of every paper."""
    return ", ".join(map(str, event.rooms.all()[:1]))


def body(event: Event) -> Body:
    """The order of the report of a working group of a committee of experts (domain.md, section 2.1)."""
    return [
        ("plain", f"<p>{escape(_purpose(event))}</p>"),
        must(_("Proceedings")),
        live("attendance", in_sentences=True),
        live("sessions", presentations=True, conclusions=False, outcome=False),
        must(_("Conclusions and recommendations")),
        live("conclusions", lead_in=_("There is a need to"), by_session=False),
        live("recommendations", group_by="", in_lists=True),
        live("agreed_actions"),
        live("key_messages"),
    ]


def _purpose(event: Event) -> str:
    parts = _("Part I sums up the proceedings; part II contains the main conclusions and recommendations.")
    words = {"event": event.title, "parent": event.parent.title if event.parent else event.outside_parent}
    if not words["parent"]:
        return _("This report tells what was discussed in %(event)s. ") % words + parts
    told = _("This report is intended to inform the %(parent)s of what was discussed in %(event)s. ") % words
    return told + parts


KIND = Kind(
    "working_group_report",
    gettext_lazy("Report of a working group"),
    title,
    body,
    layout="paper",
    contents=False,
    symbol_suffix="WG.{version}",
    subtitle=subtitle,
    gaps=gaps,
)
