"""What the views of one event's registrations share: they start from an event whose desk or organiser is asking."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from cms.admin.dashboard import breadcrumbs
from cms.models import Event
from participants.models import Registration
from participants.permissions import DESK


class OfEvent:
    """Finds `self.event` among those where the user holds one of `roles`, and works in its time zone."""

    roles: tuple[str, ...] = DESK

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        events = Event.objects.in_role(request.user, *self.roles).with_place().select_related("registration_setup")
        self.event = get_object_or_404(events, slug=kwargs.pop("slug"))
        self.registrations = Registration.objects.filter(event=self.event)
        with timezone.override(self.event.tz):
            response = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
            return response.render() if hasattr(response, "render") else response

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"registrations:{name}", args=[self.event.slug, *args])


class EventView(OfEvent, View):
    title = ""
    template = ""

    def show(self, **context: Any) -> HttpResponse:
        crumbs = breadcrumbs(self.event)
        crumbs.append({"url": self.url("index"), "label": _("Registrations")})
        frame = {
            "event": self.event,
            "header_title": self.title,
            "header_icon": "group",
            "breadcrumbs_items": [*crumbs, {"url": "", "label": self.title}],
        }
        return render(self.request, self.template, frame | context)
