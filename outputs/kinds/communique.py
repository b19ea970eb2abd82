"""The communiqué: a few points that draw together what all sessions recommended."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event
from outputs import tree
from outputs.record.reading import Reading
from outputs.tree import Document
from outputs.words import wording
from sessions.models import Recommendation

from .base import Body, Kind, live


def title(event: Event) -> str:
    return _("Final communiqué of the %(event)s") % {"event": event.title}


def body(event: Event) -> Body:
    """The order of the communiqués of forums (domain.md, section 2.1)."""
    return [
        ("plain", f"<p>{escape(_opening(event))}</p>"),
        live("preamble", clauses=_preamble(event)),
        ("chapter", _("Participation")),
        live("counts"),
        live("thanks"),
        ("chapter", _("Conclusions and recommendations")),
        live("operative_clauses"),
        live("adoption_note"),
    ]


def _opening(event: Event) -> str:
    place = event.venue.place if event.venue else ""
    words = {"event": event.title, "place": place, "days": wording.days(event.start_date, event.end_date)}
    if not place:
        return _("We, the participants of the %(event)s, gathered %(days)s,") % words
    return _("We, the participants of the %(event)s, gathered in %(place)s, %(days)s,") % words


def _preamble(event: Event) -> list[dict[str, str]]:
    clauses = [{"verb": "drawing_on", "text": _("the recommendations and conclusions of all sessions of the meeting")}]
    if event.theme:
        theme = _("the theme “%(theme)s”") % {"theme": event.theme}
        clauses.insert(0, {"verb": "having_considered", "text": theme})
    return clauses


def suggest(recommendation: Recommendation, reading: Reading) -> str:
    """What was merged into a point of the communiqué is merged; the points themselves are taken up."""
    absorbed = {parent.pk for parents in reading.merged_from.values() for parent in parents}
    return "merged" if recommendation.pk in absorbed else "included"


def gaps(document: Document) -> list[str]:
    if any(isinstance(node, tree.Recommendation) for node in tree.walk(document)):
        return []
    return [_("There is no point to agree on.")]


KIND = Kind(
    "communique",
    gettext_lazy("Communiqué"),
    title,
    body,
    layout="paper",
    contents=False,
    symbol_suffix="L.{version}",
    suggest=suggest,
    gaps=gaps,
)
