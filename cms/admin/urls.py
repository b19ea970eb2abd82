"""Addresses that stand before Wagtail's own of the same path."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.chooser import SearchView as ChooserSearchView
from wagtail.admin.viewsets.pages import page_viewset_registry

from cms.admin import reports
from cms.search_words import words_of


def with_plain_words(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wagtail's search of pages fails on quotation marks (SQLite) and on hundreds of words."""

    def searching(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        query = request.GET.copy()
        if "q" in query:
            query["q"] = " ".join(words_of(query["q"]))
        request.GET = query
        return view(request, *args, **kwargs)

    return require_admin_access(searching)


urlpatterns = [
    path("choose-page/search/", with_plain_words(ChooserSearchView.as_view())),
    path("pages/search/", with_plain_words(page_viewset_registry.as_view("search", is_base_page=True))),
    path("pages/search/results/", with_plain_words(page_viewset_registry.as_view("search_results", is_base_page=True))),
    path("reports/page-types-usage/", reports.page_types),
    path("reports/page-types-usage/results/", reports.page_types_results),
]
