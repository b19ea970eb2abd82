"""All recommendations in the back office: what was captured, adopted, at which event, to whom, about what.

Like the record, it stands beside Wagtail's gate: the chair of one session need not have a role at the event.
"""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.roles import is_secretariat
from sessions.admin.record.base import for_recorders
from sessions.models import Recommendation
from sessions.permissions import records_something
from sessions.record.reading import operative_sentence
from sessions.register.asked import Asked
from sessions.register.data import as_csv, in_order
from sessions.register.search import IN_OFFICE

app_name = "register"
PER_PAGE = 30


@require_safe
@for_recorders
def index(request: HttpRequest) -> HttpResponse:
    asked = Asked(request, IN_OFFICE)
    found = asked.of(mine(request))
    page = Paginator(found.ids, PER_PAGE).get_page(request.GET.get("page"))
    context = asked.context(found) | {
        "page": page,
        "rows": [row_of(row) for row in in_order(list(page))],
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("register:index"), "label": _("Recommendations")},
        ],
        "header_title": _("Recommendations"),
        "header_icon": "clipboard-list",
    }
    return render(request, "sessions/admin/record/register.html", context)


@require_safe
@for_recorders
def export(request: HttpRequest) -> HttpResponseBase:
    return as_csv(Asked(request, IN_OFFICE).of(mine(request)).ids)


def mine(request: HttpRequest) -> QuerySet[Recommendation]:
    """Those whose record the visitor writes; all for the secretariat. Raises PermissionDenied where there is none."""
    if is_secretariat(request.user):
        return Recommendation.objects.all()
    if not records_something(request.user):
        raise PermissionDenied
    return Recommendation.objects.written_by(request.user)


def row_of(row: Recommendation) -> dict[str, object]:
    desk = reverse("record:desk", args=[row.event.slug, row.session_id]) if row.session_id else ""
    return {
        "recommendation": row,
        "sentence": operative_sentence(row),
        "url": f"{desk}#recommendation-{row.pk}" if desk else "",
        "themes": ", ".join(str(theme) for theme in row.themes.all()),
    }


urlpatterns = [path("", index, name="index"), path("export.csv", export, name="export")]
