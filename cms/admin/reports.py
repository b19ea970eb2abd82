"""Reports of Wagtail that list pages of all events, whoever reads them: they are for the secretariat."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView

from cms.permissions import is_secretariat

View = Callable[..., HttpResponse]


def for_secretariat(view: View) -> View:
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not is_secretariat(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return require_admin_access(guarded)


page_types = for_secretariat(PageTypesUsageReportView.as_view())
page_types_results = for_secretariat(PageTypesUsageReportView.as_view(results_only=True))
