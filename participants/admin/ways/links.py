from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.admin.links import AdminLink, Group
from cms.models import Event
from participants.models import Delegation, Invitation, Nomination
from participants.permissions import may_invite


def invitations_link(event: Event, user: Any) -> AdminLink | None:
    """With the number of those invited; who has not answered is told."""
    if not may_invite(user, event):
        return None
    open_ones = Count("pk", filter=Q(state=Invitation.State.SENT, expires_at__gte=timezone.now()))
    numbers = Invitation.objects.filter(event=event, delegation=None).aggregate(all=Count("pk"), open=open_ones)
    note = ngettext("%(count)s has not answered", "%(count)s have not answered", numbers["open"])
    url = reverse("ways:invitations", args=[event.slug])
    note = note % {"count": numbers["open"]} if numbers["open"] else ""
    return AdminLink(_("Invitations"), url, "mail", 27, numbers["all"], note, Group.PEOPLE)


def delegations_link(event: Event, user: Any) -> AdminLink | None:
    """With the number of delegations; nominations that wait are told."""
    if not may_invite(user, event):
        return None
    waiting = Nomination.objects.filter(delegation__event=event, state=Nomination.State.NOMINATED).count()
    note = ngettext("%(count)s waits for confirmation", "%(count)s wait for confirmation", waiting)
    url, count = reverse("ways:delegations", args=[event.slug]), Delegation.objects.filter(event=event).count()
    note = note % {"count": waiting} if waiting else ""
    return AdminLink(_("Delegations"), url, "globe", 28, count, note, Group.PEOPLE)
