"""The communiqué: a few points that draw together what all sessions recommended."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms import wording
from cms.models import Event
from outputs import tree
from outputs.reading import Reading
from outputs.tree import Document
from sessions.models import Recommendation

from .base import Body, Kind, live


def title(event: Event) -> str:
    return _("Final communiqué of the %(event)s") % {"event": event.title}


def body(event: Event) -> Body:
    place = event.venue.place if event.venue else ""
    words = {"event": event.title, "place": place, "dates": wording.date_range(event.start_date, event.end_date)}
    opening = _("We, the participants of the %(event)s, gathered in %(place)s, on %(dates)s,") % words
    if not place:
        opening = _("We, the participants of the %(event)s, gathered on %(dates)s,") % words
    return [
        ("plain", f"<p>{escape(opening)}</p>{_preamble(event)}"),
        ("chapter", _("Conclusions and recommendations")),
        live("recommendations", group_by="", as_items=True),
        live("attendance", by_category=False),
    ]


def _preamble(event: Event) -> str:
    """Participles in italics, each part ending with a comma (Editorial Manual, "Resolutions")."""
    parts = []
    if event.theme:
        parts.append(_("<i>Having considered</i> the theme “%(theme)s”,") % {"theme": escape(event.theme)})
    parts.append(_("<i>Drawing on</i> the recommendations and conclusions of all sessions of the meeting,"))
    return "".join(f"<p>{part}</p>" for part in parts)


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
