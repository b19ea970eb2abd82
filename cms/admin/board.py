"""The readiness board of one event."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.admin.dashboard import breadcrumbs, event_of_organiser
from cms.readiness import stages_of


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_of_organiser(request, pk)
    title = _("Readiness")
    context = {"event": event, "stages": stages_of(event), "header_title": title, "header_icon": "list-ul"}
    return render(request, "cms/admin/readiness.html", context | {"breadcrumbs_items": breadcrumbs(event, title)})
