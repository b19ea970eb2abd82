"""The page of one event in the back office: its facts, its pages, and where each part of the work is done."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from cms import overview
from cms.admin import family, links
from cms.domain.events import cancel_event, restore_event
from cms.domain.pages import create_event_page
from cms.lists import lists_of
from cms.models import Event, Role
from cms.permissions import may_edit_event
from cms.readiness import Stage, stages_of


def event_of_team(request: HttpRequest, pk: int) -> Event:
    """The event, for anybody in its team; 404 for everybody else."""
    return get_object_or_404(Event.objects.in_role(request.user, *Role.values).with_place(), pk=pk)


def event_of_organiser(request: HttpRequest, pk: int) -> Event:
    return get_object_or_404(Event.objects.in_role(request.user, Role.ORGANISER).with_place(), pk=pk)


def breadcrumbs(event: Event, *last: str) -> list[dict[str, str]]:
    """From the back office's home to a page of `event`; the view sets of other apps may use it, too."""
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    here = {"url": reverse("events:dashboard", args=[event.pk]), "label": event.name}
    return [home, {"url": reverse("events:index"), "label": _("Events")}, here, *({"label": text} for text in last)]


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_of_team(request, pk)
    may_edit = may_edit_event(request.user, event)
    stages = stages_of(event) if may_edit and not event.is_over else []
    return render(
        request,
        "cms/admin/dashboard.html",
        {
            "event": event,
            "breadcrumbs_items": breadcrumbs(event),
            "header_title": event.name,
            "facts": overview.facts(event, lists_of(event).organizers),
            "missing": [check.label for stage in stages[:1] for check in stage.open],
            "pages": _pages(event, request),
            "groups": links.grouped([*_readiness(event, stages), *links.of(event, request.user)]),
            "family": family.of(event, request.user),
            "may_edit": may_edit,
        },
    )


@require_POST
def add_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes the event's page, unless it has one, and opens it."""
    event = event_of_organiser(request, pk)
    page = event.pages.first() or create_event_page(event, by=request.user)
    return redirect("wagtailadmin_pages:edit", page.pk)


@require_POST
def set_cancelled(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_of_organiser(request, pk)
    if request.POST.get("cancelled") == "yes":
        cancel_event(event, by=request.user)
        messages.success(request, _("The event is marked as cancelled."))
    else:
        restore_event(event, by=request.user)
        messages.success(request, _("The event takes place."))
    return redirect("events:dashboard", event.pk)


def _pages(event: Event, request: HttpRequest) -> list[dict]:
    pages = event.pages.select_related("locale", "content_type").order_by("locale__language_code")
    return [{"page": page, "may": page.permissions_for_user(request.user)} for page in pages]


def _readiness(event: Event, stages: list[Stage]) -> Iterator[links.AdminLink]:
    """How much is open, and how much of it late."""
    if not stages:
        return
    missing = sum(len(stage.open) for stage in stages)
    late = sum(len(stage.open) for stage in stages if stage.is_overdue)
    note = ngettext("%(count)d is overdue", "%(count)d are overdue", late) % {"count": late} if late else ""
    url = reverse("events:readiness", args=[event.pk])
    yield links.AdminLink(_("Readiness"), url, "list-ul", 10, missing, note)
