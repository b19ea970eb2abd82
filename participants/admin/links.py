from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.admin.links import AdminLink, Group
from cms.models import Event
from participants.domain.checkin import counts_of
from participants.domain.setup import setup_of
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
        Group.PEOPLE,
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
    return AdminLink(_("Check-in"), url, "mobile-alt", 52, None, note, Group.DAY)


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
        35,
        numbers["drafts"],
        note % {"count": numbers["failed"]} if numbers["failed"] else "",
        Group.PEOPLE,
    )


def balance_link(event: Event, user: Any) -> AdminLink | None:
    if not may_manage_registrations(user, event):
        return None
    url = reverse("registrations:balance", args=[event.slug])
    return AdminLink(_("Balance and statistics"), url, "table", 33, group=Group.PEOPLE)


def privacy_link(event: Event, user: Any) -> AdminLink | None:
    if not may_set_up_registration(user, event):
        return None
    return AdminLink(_("Privacy"), reverse("privacy:event", args=[event.slug]), "lock", 40, group=Group.PEOPLE)


def form_link(event: Event, user: Any) -> AdminLink | None:
    if not may_set_up_registration(user, event):
        return None
    url = reverse("builder:index", args=[event.slug])
    return AdminLink(_("Registration form"), url, "form", 25, group=Group.PEOPLE)


def setup_link(event: Event, user: Any) -> AdminLink | None:
    """It is told when nobody can register yet."""
    if not may_set_up_registration(user, event):
        return None
    setup = setup_of(event)
    note = "" if setup and setup.opens_at else _("not offered yet")
    url = reverse("registrations:setup", args=[event.slug])
    return AdminLink(_("Registration set-up"), url, "cog", 24, note=note, group=Group.PEOPLE)
