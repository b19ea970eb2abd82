"""What the views of one event's ways in share."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views import View
from wagtail.admin.ui.tables import Column

from cms.admin.dashboard import breadcrumbs
from cms.models import Role
from cms.numbers import keys_in
from participants.admin.base import OfEvent


class OfWays(OfEvent):
    roles = (Role.ORGANISER,)

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"ways:{name}", args=[self.event.slug, *args])


class WaysView(OfWays, View):
    """`parent` is the name and the label of the screen above, for the breadcrumbs."""

    template = ""
    title: Any = ""
    icon = "group"
    parent: tuple[str, Any] | None = None

    def show(self, **context: Any) -> HttpResponse:
        crumbs = breadcrumbs(self.event)
        if self.parent:
            crumbs.append({"url": self.url(self.parent[0]), "label": self.parent[1]})
        frame = {
            "event": self.event,
            "header_title": self.title,
            "header_icon": self.icon,
            "breadcrumbs_items": [*crumbs, {"url": "", "label": self.title}],
        }
        return render(self.request, self.template, frame | context)


def until_column(name: str, label: str) -> Column:
    """A moment to come, in the zone of the event; Wagtail's own column tells how long ago it was."""

    def in_words(row: Any) -> str:
        return date_format(localtime(getattr(row, name)), "j F Y, H:i")

    return Column(name, label=label, sort_key=name, accessor=in_words)


def ids_in(query: Any) -> list[int]:
    """The numbers under `id` that can be keys."""
    return keys_in(query.getlist("id"))


def ask(request: HttpRequest) -> str:
    """The action that a form names, by POST or in the address."""
    return request.POST.get("action") or request.GET.get("action") or ""
