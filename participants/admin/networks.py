"""A network out of an event, in one step; and for the secretariat the list of all."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from cms.admin.links import AdminLink
from cms.models import Event
from cms.roles import is_secretariat
from participants.domain.networks.members import close_network, make_network, set_role
from participants.forms.networks import NewNetworkForm
from participants.models import Network, NetworkMember, Person, Registration
from participants.permissions import may_make_network
from participants.views.networks.base import attempt

from .ways.base import WaysView

#: A function under this hook takes an event and yields (key, label, queryset of people) for what people were in there,
#: such as a session.
HOOK = "attendance_of"
EVENT = "event"


def sources_of(event: Event) -> dict[str, tuple[str, Any]]:
    """What of the event a network can be made of: the words, and who was there."""
    there = Registration.objects.approved().filter(event=event)
    rows = there.filter(attended=True) if there.filter(attended=True).exists() else there
    found = {EVENT: (event.title, Person.objects.filter(pk__in=rows.values("person")))}
    for tell in hooks.get_hooks(HOOK):
        found |= {key: (label, people) for key, label, people in tell(event)}
    return found


class New(WaysView):
    title = gettext_lazy("A network out of this event")
    template = "participants/admin/networks/new.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.list(NewNetworkForm(sources=self.choices, initial={"source": EVENT}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NewNetworkForm(request.POST, sources=self.choices)
        if not form.is_valid():
            return self.list(form)
        words, people = sources_of(self.event)[form.cleaned_data["source"]]
        if chosen := form.cleaned_data["categories"]:
            here = Registration.objects.filter(event=self.event, category__in=chosen)
            people = people.filter(pk__in=here.values("person"))
        asked = list(people.exclude(user=request.user).select_related("user"))
        data = form.cleaned_data | {"origin": words, "events": [self.event]}
        made = attempt(form, make_network, by=request.user, data=data, born_from=self.event, people=asked)
        if made is None:
            return self.list(form)
        told = _("The network is there. %(count)d letters wait in the outbox: nobody is a member before saying yes.")
        messages.success(request, told % {"count": len(asked)})
        return redirect(made)

    @property
    def choices(self) -> list[tuple[str, str]]:
        counted = sources_of(self.event).items()
        return [(key, f"{words} ({people.count()})") for key, (words, people) in counted]

    def list(self, form: NewNetworkForm) -> HttpResponse:
        return self.show(form=form, networks=Network.objects.filter(born_from=self.event))


class All(View):
    """For the secretariat alone."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not is_secretariat(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        active = Q(members__state="active")
        size, moderators = (
            Count("members", filter=active),
            Count("members", filter=active & Q(members__role="moderator")),
        )
        networks = Network.objects.annotate(size=size, moderators=moderators).select_related("born_from")
        context = {"networks": networks, "header_title": _("Networks"), "header_icon": "group"}
        return render(request, "participants/admin/networks/all.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        network = get_object_or_404(Network, pk=request.POST.get("network") or 0)
        close_network(network, by=request.user, closed="close" in request.POST)
        messages.success(request, _("Done."))
        return redirect("networks:all")


class Moderator(All):
    """Who moderates a network that has nobody: one of its members."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        network = get_object_or_404(Network, pk=pk)
        members = network.members.filter(state="active").select_related("person")
        context = {"network": network, "members": members, "header_title": network.name, "header_icon": "group"}
        return render(request, "participants/admin/networks/moderator.html", context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        members = NetworkMember.objects.filter(network=pk, state="active").select_related("network", "person")
        member = get_object_or_404(members, pk=request.POST.get("member") or 0)
        set_role(member, by=request.user, role="moderator")
        messages.success(request, _("%(name)s moderates it now.") % {"name": member.person.name})
        return redirect("networks:all")


def network_link(event: Event, user: Any) -> AdminLink | None:
    if not may_make_network(user, event):
        return None
    return AdminLink(_("Network"), reverse("networks:new", args=[event.slug]), "group", 60)


class NetworksMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return is_secretariat(request.user)


class NetworkViewSet(ViewSet):
    name = "networks"
    icon = "group"
    add_to_admin_menu = False

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", All.as_view(), name="all"),
            path("<int:pk>/moderator/", Moderator.as_view(), name="moderator"),
            path("new/<slug:slug>/", New.as_view(), name="new"),
        ]
