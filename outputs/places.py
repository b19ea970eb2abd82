"""Outputs among the places of an event."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.admin.links import AdminLink
from cms.models import Event
from cms.places import HomeSection, Place
from cms.prepared import prepared_for_visitors
from cms.roles import held_by, is_secretariat
from outputs.models import Output
from sessions.models import Session

ORDER = 40
SHOWN_ON_PAGE = 5
SHOWN_AT_HOME = 3


def outputs_place(event: Event, request: HttpRequest) -> Place | None:
    """Where there is a document that this visitor may read."""
    found = _readable(_reader(request.user), event.pk)
    if not found:
        return None
    url = reverse("outputs:outputs", args=[event.slug])
    adopted = [one for one in found if not one.is_draft]
    template = "outputs/place.html" if adopted else ""
    return Place("outputs", _("Documents"), url, ORDER, template, {"outputs": adopted}, link=_("All documents"))


def _reader(user: Any) -> Any:
    """Whoever has no role reads what visitors read, of an event that they were let into."""
    return user if is_secretariat(user) or held_by(user) else AnonymousUser()


@prepared_for_visitors
def _readable(user: Any, event: int) -> QuerySet[Output]:
    readable = Output.objects.filter(event=event).open_to(user)
    return readable.listed().without_texts().newest_first()[:SHOWN_ON_PAGE]


def recent_outcomes(request: HttpRequest) -> HomeSection | None:
    """The documents adopted last, of the events that everybody finds in lists. One query."""
    adopted = Output.objects.public().outcomes().without_texts().filter(event__in=Event.objects.listed().values("pk"))
    found = list(adopted.select_related("event").newest_first()[:SHOWN_AT_HOME])
    return HomeSection(_("Recent outcomes"), 10, "outputs/recent.html", {"outputs": found}) if found else None


def session_report_link(session: Session, user: Any) -> AdminLink:
    """On the rapporteur's desk: what the record says, as a document."""
    address = reverse("outputs:session_report", args=[session.event.slug, session.pk])
    return AdminLink(_("Session report"), address, "doc-full", 10)
