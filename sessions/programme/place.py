"""The programme among the places of an event."""

from datetime import date
from functools import lru_cache

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.models import Event
from cms.places import Place
from sessions.permissions import may_read_working_programme

from . import outline
from .latest import Latest, read_latest


def place_of_programme(event: Event, request: HttpRequest) -> Place | None:
    """For everybody once it is released, and for the team before."""
    latest = known(event) if hasattr(event, "latest_programme") else read_latest(event, language=get_language())
    url = reverse("sessions:programme", args=[event.slug])
    if latest is None:
        return Place("programme", _("Programme"), url, 10) if may_read_working_programme(request.user, event) else None
    today = timezone.localdate(timezone=event.tz)
    html = drawn_day(event, url, latest.content("outline"), today, latest.language)
    template = "sessions/programme/place.html"
    return Place("programme", _("Programme"), url, 10, template, {"html": html}, link=_("Whole programme"))


@lru_cache(maxsize=32)
def drawn_day(event: Event, url: str, content: bytes, today: date, language: str) -> str:
    """Today's sessions, or those of the first day. A release never changes, so what is drawn of it is drawn once."""
    day = outline.day_to_show(content, event, today)
    return render_to_string("sessions/programme/day.html", {"event": event, "url": url, "day": day})


def known(event: Event) -> Latest | None:
    """What a view of the programme read already, and left with its event for the sake of this place."""
    return event.latest_programme  # type: ignore[attr-defined]
