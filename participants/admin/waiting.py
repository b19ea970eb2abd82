"""The waiting list of one event in the back office: in its order, with what is offered to whom and until when."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.admin.links import AdminLink, Group
from cms.models import Event
from participants.admin.base import EventView
from participants.domain.setup import setup_of
from participants.domain.waiting import offer_next_place, settle
from participants.models import CategoryPlaces, Registration
from participants.permissions import may_manage_registrations

Status = Registration.Status
PER_PAGE = 50


class WaitingList(EventView):
    title = gettext_lazy("Waiting list")
    template = "participants/admin/waiting.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        setup = setup_of(self.event)
        quotas = CategoryPlaces.objects.filter(setup=setup).select_related("category") if setup else []
        waiting = self.rows(Status.WAITING).order_by("waiting_since", "pk")
        page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("p"))
        offered = self.rows(Status.OFFERED).order_by("offer_expires_at")
        return self.show(setup=setup, quotas=quotas, offered=offered, page=page)

    def rows(self, status: str) -> Any:
        return self.registrations.filter(status=status).select_related("person", "category")


class OfferNextPlace(EventView):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        registration = get_object_or_404(self.registrations.select_related("person"), pk=pk)
        registration.event = self.event
        try:
            settle(self.event)
            offer_next_place(registration, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, said_of(registration))
        return redirect(self.url("waiting"))


def said_of(registration: Registration) -> str:
    if registration.status == Status.OFFERED:
        words = _("A place is held for %(person)s, who gets a letter.")
    else:
        words = _("%(person)s is first in line and is offered the next place that becomes free.")
    return words % {"person": registration.person}


def waiting_link(event: Event, user: Any) -> AdminLink | None:
    """Where somebody waits or is offered a place, or the event may fill up."""
    if not may_manage_registrations(user, event):
        return None
    rows = event.registrations.filter(status__in=[Status.WAITING, Status.OFFERED]).values_list("status", flat=True)
    statuses = list(rows)
    setup = setup_of(event)
    if not statuses and (setup is None or not setup.has_waiting_list or setup.capacity is None):
        return None
    offered = statuses.count(Status.OFFERED)
    note = ngettext("%(count)s place is offered", "%(count)s places are offered", offered) % {"count": offered}
    url, waiting = reverse("registrations:waiting", args=[event.slug]), statuses.count(Status.WAITING)
    return AdminLink(_("Waiting list"), url, "list-ol", 31, waiting, note if offered else "", Group.PEOPLE)
