"""What the screens of the review share: an event that the visitor may organise, in its own time zone.

Ids of another event are not found.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django_stubs_ext import StrOrPromise

from cms.admin.dashboard import breadcrumbs
from cms.models import Event, Role
from sessions.domain.reviewing.reading import papers_to_judge
from sessions.models import Paper
from sessions.permissions import may_manage_reviews

SCREENS = [
    ("index", gettext_lazy("Papers")),
    ("propose", gettext_lazy("Assign")),
    ("reviewers", gettext_lazy("Reviewers")),
    ("criteria", gettext_lazy("Criteria")),
]


def url(name: str, event: Event, *args: Any) -> str:
    return reverse(f"paper_reviews:{name}", args=[event.slug, *args])


class EventView(View):
    title: StrOrPromise = ""
    template = ""
    screen = ""
    request: Any

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.event = get_object_or_404(Event.objects.in_role(request.user, Role.ORGANISER), slug=kwargs.pop("slug"))
        with timezone.override(self.event.tz):
            return super().dispatch(request, *args, **kwargs)

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        screens = [
            {"url": url(name, self.event), "label": label, "current": name == self.screen} for name, label in SCREENS
        ]
        crumbs = [*breadcrumbs(self.event), {"url": url("index", self.event), "label": _("Reviews")}]
        crumbs += [] if self.screen == "index" else [{"url": "", "label": str(self.title)}]
        frame = {"event": self.event, "header_title": self.title, "header_icon": "form", "screens": screens}
        return render(self.request, self.template, frame | {"breadcrumbs_items": crumbs} | context, status=status)

    def attempt(self, change: Callable[..., Any], *args: Any, done: str = "", **kwargs: Any) -> bool:
        """What the domain refuses is said on the next page."""
        try:
            change(*args, by=self.request.user, **kwargs)
        except ValidationError as refusal:
            messages.error(self.request, " ".join(refusal.messages))
            return False
        if done:
            messages.success(self.request, done)
        return True

    def paper(self, pk: int) -> Paper:
        return get_object_or_404(papers_to_judge(self.event), pk=pk)

    def may_manage(self, paper: Paper) -> bool:
        """False for somebody's own paper, of which they read no review."""
        return may_manage_reviews(self.request.user, paper)
