from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.admin.links import AdminLink
from cms.models import Event
from participants.models import Registration
from participants.permissions import may_manage_registrations


def registrations_link(event: Event, user: Any) -> AdminLink | None:
    if not may_manage_registrations(user, event):
        return None
    waiting = Count("pk", filter=Q(status=Registration.Status.SUBMITTED))
    numbers = event.registrations.holding_places().aggregate(all=Count("pk"), waiting=waiting)
    note = ngettext("%(count)s waits for approval", "%(count)s wait for approval", numbers["waiting"])
    return AdminLink(
        _("Registrations"),
        reverse("registrations:index", args=[event.slug]),
        "group",
        30,
        numbers["all"],
        note % {"count": numbers["waiting"]} if numbers["waiting"] else "",
    )
