"""The final report of a meeting: what was discussed, concluded and recommended, with programme and participants."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event
from outputs import tree
from outputs.tree import Document
from outputs.words.wording import goal_of_report

from .base import Body, Kind, live, must


def title(event: Event) -> str:
    return _("Report of the %(event)s") % {"event": event.title}


def body(event: Event) -> Body:
    """The order of a report of an expert body (Editorial Manual, "Reports of intergovernmental bodies")."""
    return [
        ("front", _("Note")),
        ("text", _disclaimer()),
        ("chapter", _("Introduction")),
        *_introduction(event),
        must(_("Attendance")),
        live("statistics"),
        live("attendance", by_category=True),
        must(_("Summary of the sessions")),
        live("sessions", presentations=True, conclusions=False),
        ("chapter", _("Conclusions")),
        live("conclusions", lead_in="", by_session=False),
        must(_("Recommendations")),
        live("recommendations", group_by="theme"),
        ("annex", _("Programme")),
        live("programme"),
        ("annex", _("List of participants")),
        live("participants"),
        ("annex", _("Papers")),
        live("papers"),
    ]


def _introduction(event: Event) -> Body:
    objectives = [escape(objective.text.rstrip(".;")) for objective in event.objectives.all()]
    blocks: Body = []
    if event.goal:
        blocks += [("heading", _("Goal")), ("text", f"<p>{escape(goal_of_report(event.goal))}</p>")]
    if objectives:
        items = "".join(
            f"<li>{capfirst(text)}{end}</li>" for text, end in zip(objectives, _endings(objectives), strict=True)
        )
        lead = _("The meeting had the following objectives:")
        blocks += [("heading", _("Objectives")), ("text", f"<p>{lead}</p><ol>{items}</ol>")]
    return blocks


def _endings(texts: Sequence[str]) -> list[str]:
    return [";"] * (len(texts) - 1) + ["."]


def _disclaimer() -> str:
    text = _(
        "The designations employed and the presentation of the material in this document do not imply the expression "
        "of any opinion on the legal status of any country, territory, city or area, or of its authorities, or on the "
        "delimitation of its frontiers or boundaries."
    )
    return f"<p>{text}</p>"


def gaps(document: Document) -> list[str]:
    """What a report cannot do without."""
    nodes = list(tree.walk(document))
    found = []
    if not any(isinstance(node, tree.Recommendation) for node in nodes):
        found.append(_("There is no recommendation."))
    if not any(isinstance(node, tree.Paragraph) and node.number for node in nodes):
        found.append(_("There is no numbered paragraph."))
    return found


KIND = Kind("final_report", gettext_lazy("Final report"), title, body, symbol_suffix="R.{version}", gaps=gaps)
