"""Outputs among the places of an event."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.models import Event
from cms.places import Place
from outputs.models import Output

ORDER = 40
SHOWN_ON_PAGE = 5


def outputs_place(event: Event, request: HttpRequest) -> Place | None:
    """Where there is a document that this visitor may read."""
    found = list(Output.objects.filter(event=event).open_to(request.user).written().newest_first()[:SHOWN_ON_PAGE])
    if not found:
        return None
    url = reverse("outputs:outputs", args=[event.slug])
    adopted = [one for one in found if not one.is_draft]
    template = "outputs/place.html" if adopted else ""
    return Place("outputs", _("Outcome documents"), url, ORDER, template, {"outputs": adopted}, link=_("All documents"))
