"""The addresses of a programme to which calendars subscribe."""

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cms.models import Event
from sessions.programme.choice import Facets
from sessions.programme.links import absolute, webcal


def feeds(event: Event, facets: Facets) -> list[dict[str, Any]]:
    """Groups {label, rows: [{label, url, webcal}]}: the whole, its days, its subjects."""
    whole = [_feed(event, _("The whole programme"))]
    days = [_feed(event, label, day=value) for value, label in facets["day"]]
    themes = [_feed(event, label, theme=value) for value, label in facets["theme"]]
    groups = ((_("Everything"), whole), (_("A day"), days), (_("A subject"), themes))
    return [{"label": label, "rows": rows} for label, rows in groups if rows]


def _feed(event: Event, label: str, **part: str) -> dict[str, str]:
    query = f"?{urlencode(part)}" if part else ""
    path = reverse("sessions:programme_ics", args=[event.slug]) + query
    return {"label": label, "url": path, "webcal": webcal(absolute(path))}
