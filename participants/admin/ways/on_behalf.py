"""Registering somebody from the back office: who is it, then the registration."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event
from participants.domain.on_behalf import find_people, register_on_behalf
from participants.models import Person, Registration, User
from participants.permissions import DESK
from participants.views.base import attempt

from .base import WaysView
from .forms import OnBehalfForm

MOST = 20


class OnBehalf(WaysView):
    """`q` is what is searched for; `person` with `q` chooses one of those found, `new` somebody who is not there."""

    roles = DESK
    title = gettext_lazy("Register somebody")
    template = "participants/admin/ways/on_behalf.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if "new" in request.GET or "person" in request.GET:
            person = self.chosen()
            return self.ask(person, self.form(person))
        said = request.GET.get("q", "")[:150]
        people = list(find_people(said, by=request.user).with_posts()[:MOST]) if said else []
        return self.show(q=said, found=self.lines(people))

    def post(self, request: HttpRequest) -> HttpResponse:
        person = self.chosen()
        form = self.form(person, request.POST)
        if not attempt(form, self.save, self.event, by=request.user):
            return self.ask(person, form)
        return redirect(self.back(form))

    def save(self, event: Event, *, by: User, data: dict[str, Any]) -> None:
        registration = register_on_behalf(event, by=by, data=data, person=self.chosen())
        messages.success(self.request, _("%(name)s is registered.") % {"name": registration.person})

    def chosen(self) -> Person | None:
        """Only from what the same search finds: an id alone opens nobody."""
        if "person" not in self.request.GET:
            return None
        people = find_people(self.request.GET.get("q", "")[:150], by=self.request.user)
        try:
            return get_object_or_404(people, uid=self.request.GET["person"])
        except (ValidationError, ValueError):
            raise Http404 from None

    def form(self, person: Person | None, data: Any = None) -> OnBehalfForm:
        said = self.request.GET.get("q", "")[:150].strip()
        initial: dict[str, Any] = {"protocol_rank": 100}
        if person is None:
            initial |= {"email": said} if "@" in said else {"name": said}
        elif held := person.post_on(self.event.start_date):
            initial |= {"institution": held.institution, "title": held.title}
        return OnBehalfForm(data, event=self.event, is_new=person is None, initial=initial)

    def ask(self, person: Person | None, form: OnBehalfForm) -> HttpResponse:
        return self.show(form=form, person=person, q=self.request.GET.get("q", ""))

    def back(self, form: OnBehalfForm) -> str:
        return self.url("on_behalf") if "another" in self.request.POST else self.registrations_url()

    def registrations_url(self) -> str:
        from django.urls import reverse

        return reverse("registrations:index", args=[self.event.slug])

    def lines(self, people: list[Person]) -> list[dict[str, Any]]:
        """With whoever is registered already marked."""
        rows = Registration.objects.filter(event=self.event, person__in=people).exclude(status="withdrawn")
        here = dict(rows.values_list("person", "pk"))
        day = self.event.start_date
        return [{"person": each, "post": each.post_on(day), "registration": here.get(each.pk)} for each in people]
