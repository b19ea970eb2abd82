"""Opening, closing, places and categories of one event's registration."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event, Role
from participants.admin.base import EventView
from participants.admin.forms import SetupForm
from participants.domain.setup import set_up_registration, setup_of
from participants.models import RegistrationSetup, User
from participants.views.base import attempt


class Setup(EventView):
    roles = (Role.ORGANISER,)
    title = gettext_lazy("Registration set-up")
    template = "participants/admin/setup.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show_form(SetupForm(setup=self.current))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SetupForm(request.POST, setup=self.current)
        if not attempt(form, save, self.event, by=request.user):
            return self.show_form(form)
        messages.success(request, _("The set-up is saved."))
        warn_of_overbooking(request, RegistrationSetup.objects.get(pk=self.event.pk))
        return redirect(self.url("setup"))

    @property
    def current(self) -> RegistrationSetup:
        return setup_of(self.event) or RegistrationSetup(event=self.event)

    def show_form(self, form: SetupForm) -> HttpResponse:
        return self.show(form=form, setup=self.current)


def save(event: Event, *, by: User, data: dict[str, Any]) -> RegistrationSetup:
    return set_up_registration(event, by=by, data=data, categories=data["categories"], quotas=data["quotas"])


def warn_of_overbooking(request: HttpRequest, setup: RegistrationSetup) -> None:
    if setup.capacity is not None and setup.places_taken > setup.capacity:
        words = _("%(taken)s people hold a place, more than the %(capacity)s there are. Nobody was removed.")
        messages.warning(request, words % {"taken": setup.places_taken, "capacity": setup.capacity})
    rows = list(setup.category_places.select_related("category"))
    for row in rows:
        if row.places_taken > row.capacity:
            words = _("%(category)s: %(taken)s hold a place, more than the %(capacity)s there are. Nobody was removed.")
            told = {"category": row.category, "taken": row.places_taken, "capacity": row.capacity}
            messages.warning(request, words % told)
    total = sum(row.capacity for row in rows)
    if setup.capacity is not None and total > setup.capacity:
        words = _(
            "The categories have %(total)s places together, the event has %(capacity)s: who comes first gets them."
        )
        messages.info(request, words % {"total": total, "capacity": setup.capacity})
