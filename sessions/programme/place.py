"""The programme among the places of an event."""

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import Event
from cms.places import Place
from sessions.exporters import EXPORTERS, file_of
from sessions.models import Release, ReleaseFile
from sessions.permissions import may_read_working_programme

from . import outline


def place_of_programme(event: Event, request: HttpRequest) -> Place | None:
    """For everybody once it is released, and for the team before."""
    kept = ReleaseFile.objects.filter(release=OuterRef("pk"), exporter=EXPORTERS["outline"].kept_as)
    releases = Release.objects.filter(event=event).order_by("-number")
    found = releases.values_list("pk", Subquery(kept.values("content")[:1])).first()
    url = reverse("sessions:programme", args=[event.slug])
    if found is None:
        return Place("programme", _("Programme"), url, 10) if may_read_working_programme(request.user, event) else None
    content = found[1] or file_of(found[0], EXPORTERS["outline"], "").content
    day = outline.day_to_show(bytes(content), event, timezone.now())
    template = "sessions/programme/place.html"
    return Place("programme", _("Programme"), url, 10, template, {"event": event, "url": url, "day": day})
