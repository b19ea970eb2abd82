"""What the screens of the working programme share: an event that the visitor may organise, in its own time zone.

Ids of another event are not found.
"""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from django_stubs_ext import StrOrPromise

from cms.admin.dashboard import breadcrumbs
from cms.admin.policies import EventRolePolicy
from cms.models import Event
from sessions.admin.programme.screens import screens_of
from sessions.models import Session

policy = EventRolePolicy(Session)

OVERVIEW = "sessions/admin/overview.html"


def url(name: str, event: Event, *args: Any) -> str:
    return reverse(f"programme:{name}", args=[event.slug, *args])


class EventView(View):
    """A view of one event in the back office, in its time zone; `screen` names it where it is one of SCREENS."""

    title: StrOrPromise = ""
    template = ""
    screen = ""
    request: Any

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        events = Event.objects.in_role(request.user, *policy.writers).with_place()
        self.event = get_object_or_404(events, slug=kwargs.pop("slug"))
        with timezone.override(self.event.tz):
            return super().dispatch(request, *args, **kwargs)

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        frame = {"event": self.event, "header_title": self.title, "header_icon": "calendar"}
        frame |= {"breadcrumbs_items": self.breadcrumbs(), "screens": screens_of(self.event, self.screen)}
        return render(self.request, self.template, frame | context, status=status)

    def breadcrumbs(self) -> list[dict[str, str]]:
        programme = {"url": url("index", self.event), "label": _("Programme")}
        is_below = self.template != OVERVIEW
        return [*breadcrumbs(self.event), *([programme] if is_below else []), {"url": "", "label": str(self.title)}]

    def session(self, pk: int) -> Session:
        return get_object_or_404(Session.objects.filter(event=self.event), pk=pk)
