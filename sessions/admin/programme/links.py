"""The way from an event's page in the back office to its programme."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.admin.links import AdminLink
from cms.models import Event
from sessions.forms.papers import PAUSES
from sessions.models import Session
from sessions.permissions import may_edit_programme


def programme_link(event: Event, user: Any) -> AdminLink | None:
    """With the number of sessions that take place."""
    if not may_edit_programme(user, event):
        return None
    sessions = event.sessions.exclude(kind__in=PAUSES).exclude(status=Session.Status.CANCELLED)
    note = "" if event.releases.exists() else _("not released yet")
    return AdminLink(_("Programme"), reverse("editor:index", args=[event.slug]), "calendar", 20, sessions.count(), note)
