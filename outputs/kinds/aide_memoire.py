"""The aide-memoire: why, what, how, who, where. The order is that of the aide-memoires of expert group meetings."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event

from .base import Body, Kind, live, must


def title(event: Event) -> str:
    return _("Aide-memoire")


def body(event: Event) -> Body:
    mandate = _("[Mandate: the resolutions and decisions that ask for the meeting, to be confirmed.]")
    return [
        must(_("Background and context")),
        live("page_text", part="background", required=True),
        ("text", f"<p>{mandate}</p>"),
        live("organizers"),
        must(_("Objectives")),
        live("objectives"),
        ("chapter", _("Theme and sub-themes")),
        live("themes"),
        ("chapter", _("Expected outputs")),
        live("page_text", part="expected_output", required=True),
        ("chapter", _("Methodology and proposed programme")),
        live("page_text", part="programme_note"),
        live("session_outline"),
        must(_("Participants")),
        live("page_text", part="participants_note"),
        live("expected_participants"),
        ("chapter", _("Organization, language and documentation")),
        live("page_text", part="organization_note"),
        live("languages"),
        live("documentation"),
        must(_("Date and venue")),
        live("date_and_venue"),
        live("page_text", part="venue_note"),
        must(_("Contacts")),
        live("contacts"),
    ]


KIND = Kind(
    "aide_memoire",
    gettext_lazy("Aide-memoire"),
    title,
    body,
    layout="paper",
    contents=False,
    takes_recommendations=False,
    place=10,
    about=gettext_lazy("Background, objectives, expected outputs, programme and participants, for invitations."),
    dates_drafts=True,
    lettered=True,
    subtitle=lambda event: event.title,
)
