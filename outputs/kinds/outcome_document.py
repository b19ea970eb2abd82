"""The outcome document of a meeting: what its participants agreed, to whom it is addressed, and what follows."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event
from outputs import tree
from outputs.tree import Document
from outputs.words import wording

from .base import Body, Kind, Marked, live, must


def title(event: Event) -> str:
    return _("Outcome document of the %(event)s") % {"event": event.title}


def body(event: Event) -> Body:
    """The order of an outcome document (domain.md, section 2.1); title, place and date stand in its head."""
    return [
        ("plain", Marked(_preamble(event), mandatory=True)),
        must(_("Attendance")),
        live("counts"),
        live("thanks"),
        must(_("Principles and conclusions")),
        live("conclusions", lead_in="", by_session=False),
        must(_("Recommendations")),
        live("recommendations", group_by="addressee"),
        ("chapter", Marked(_("Commitments and follow-up"), guidance=_commitments())),
        live("agreed_actions"),
        ("chapter", Marked(_("Next meeting"), guidance=_("When and where participants meet again, and who invites."))),
        ("closing", Marked(f"<p>{_adoption()}</p>", mandatory=True)),
    ]


def _preamble(event: Event) -> str:
    """Participles in italics, each part ending with a comma (Editorial Manual, "Resolutions")."""
    place = event.venue.place if event.venue else ""
    words = {"event": event.title, "place": place, "days": wording.days(event.start_date, event.end_date)}
    opening = _("We, the participants of the %(event)s, gathered in %(place)s, %(days)s,")
    if not place:
        opening = _("We, the participants of the %(event)s, gathered %(days)s,")
    parts: list[str] = [escape(opening % words)]
    if event.theme:
        parts.append(_("<i>Having considered</i> the theme “%(theme)s”,") % {"theme": escape(event.theme)})
    parts.append(_("<i>Agree</i> as follows:"))
    return "".join(f"<p>{part}</p>" for part in parts)


def _commitments() -> str:
    return _("What participants pledged themselves, who does it, and by when it is looked at again.")


def _adoption() -> str:
    return _("[Adoption: by whom, when and under whose chairmanship this document was adopted.]")


def gaps(document: Document) -> list[str]:
    if any(isinstance(node, tree.Recommendation) for node in tree.walk(document)):
        return []
    return [_("There is no recommendation.")]


KIND = Kind(
    "outcome_document",
    gettext_lazy("Outcome document"),
    title,
    body,
    layout="paper",
    contents=False,
    symbol_suffix="L.{version}",
    gaps=gaps,
)
