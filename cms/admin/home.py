"""The home of the back office and its menu: events first, and nothing that an organiser has no use for."""

from typing import Any

from django.forms import Media
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from cms.models import Event, Role
from cms.permissions import is_secretariat, may_create_event

SHOWN = 8
#: Menu items of Wagtail that only the secretariat needs; "Pages" is what organisers reach through their events.
FOR_SECRETARIAT = {"explorer", "images", "documents", "reports", "settings", "help", "lists"}


class MyEventsPanel(Component):
    """The events of the user: those to come in order, then the last ones."""

    name = "my_events"
    order = 10
    template_name = "cms/admin/my_events.html"
    media = Media(css={"all": ["cms/admin.css"]})

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        user = parent_context["request"].user
        events = Event.objects.in_role(user, *Role.values).with_place().with_live_page()
        today = timezone.localdate()
        ahead = events.filter(end_date__gte=today).order_by("start_date")[:SHOWN]
        past = events.filter(end_date__lt=today).order_by("-start_date")[:SHOWN]
        return {"ahead": list(ahead), "past": list(past), "may_create": may_create_event(user)}


class SecretariatMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return is_secretariat(request.user)


def add_my_events(request, panels: list) -> None:
    panels.insert(0, MyEventsPanel())


def no_site_summary(request, items: list) -> None:
    items.clear()


def tidy_menu(request, items: list) -> None:
    if not is_secretariat(request.user):
        items[:] = [item for item in items if item.name not in FOR_SECRETARIAT]


def secretariat_item() -> MenuItem:
    return SecretariatMenuItem(_("Secretariat"), reverse("secretariat"), icon_name="group", order=900)
