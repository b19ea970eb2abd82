"""Addresses that stand before Wagtail's own of the same name."""

from django.urls import path

from cms.admin import reports

urlpatterns = [
    path("reports/page-types-usage/", reports.page_types),
    path("reports/page-types-usage/results/", reports.page_types_results),
]
