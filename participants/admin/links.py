from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.admin.links import AdminLink
from cms.models import Event
from participants.domain.checkin import counts_of
from participants.models import Letter, Registration
from participants.permissions import may_manage_registrations, may_set_up_registration, may_write_letters


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


def check_in_link(event: Event, user: Any) -> AdminLink | None:
    """Where somebody can come: with how many did."""
    if not may_manage_registrations(user, event):
        return None
    counts = counts_of(event)
    if not counts["approved"]:
        return None
    url = reverse("participants:check_in", args=[event.slug])
    note = _("%(checked_in)s of %(approved)s are checked in") % counts if counts["checked_in"] else ""
    return AdminLink(_("Check-in"), url, "mobile-alt", 32, None, note)


def outbox_link(event: Event, user: Any) -> AdminLink | None:
    """With the number of drafts; what failed waits for somebody."""
    if not may_write_letters(user, event):
        return None
    numbers = Letter.objects.filter(event=event).aggregate(
        drafts=Count("pk", filter=Q(state=Letter.State.DRAFT)), failed=Count("pk", filter=Q(state=Letter.State.FAILED))
    )
    note = ngettext("%(count)s could not be sent", "%(count)s could not be sent", numbers["failed"])
    return AdminLink(
        _("Outbox"),
        reverse("outbox:index", args=[event.slug]),
        "mail",
        25,
        numbers["drafts"],
        note % {"count": numbers["failed"]} if numbers["failed"] else "",
    )


def balance_link(event: Event, user: Any) -> AdminLink | None:
    if not may_manage_registrations(user, event):
        return None
    return AdminLink(_("Balance and statistics"), reverse("registrations:balance", args=[event.slug]), "table", 35)


def privacy_link(event: Event, user: Any) -> AdminLink | None:
    if not may_set_up_registration(user, event):
        return None
    return AdminLink(_("Privacy"), reverse("privacy:event", args=[event.slug]), "lock", 35)
