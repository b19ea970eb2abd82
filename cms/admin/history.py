"""The history of an event: who changed what, the newest first."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import BaseListingView

from cms.admin.dashboard import breadcrumbs, event_of_organiser
from cms.models import Event, EventLogEntry

SYSTEM = "0"
LONG = 160
#: What the log calls those things that are no fields of what was changed. Each app adds its own.
LABELS: dict[str, Any] = {
    "objectives": _("objectives"),
    "organizers": _("organizers"),
    "contacts": _("contacts"),
    "role": _("role"),
    "reads_needs": _("reads needs and other sensitive answers"),
}


class LogFilterSet(WagtailFilterSet):
    user = django_filters.ChoiceFilter(label=_("Person"), method="by_user", empty_label=_("All"))
    content_type = django_filters.ChoiceFilter(label=_("Kind"), empty_label=_("All"))
    timestamp = django_filters.DateFromToRangeFilter(label=_("Period"), widget=DateRangePickerWidget)

    class Meta:
        model = EventLogEntry
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = self.queryset.order_by("user_name").values_list("user_id", "user_name").distinct()
        self.filters["user"].extra["choices"] = [(pk or SYSTEM, name or _("system")) for pk, name in people]
        kinds = self.queryset.order_by().values_list("content_type_id", flat=True).distinct()
        self.filters["content_type"].extra["choices"] = sorted((pk, kind_of(pk)) for pk in kinds if pk)

    def by_user(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(user=None) if value == SYSTEM else queryset.filter(user=value)


def moment_of(entry: EventLogEntry) -> str:
    return date_format(timezone.localtime(entry.timestamp), "j F Y, H:i")


class WhatColumn(Column):
    """What was done to which thing, and each change with old and new."""

    cell_template_name = "cms/admin/log_cell.html"

    def get_cell_context_data(self, instance: EventLogEntry, parent_context: Any) -> dict[str, Any]:
        shown = {"thing": "" if is_event(instance) else instance.label, "changes": changes_of(instance)}
        return super().get_cell_context_data(instance, parent_context) | shown


class EventLog(BaseListingView):
    template_name = "cms/admin/log.html"
    results_template_name = "cms/admin/log_results.html"
    page_title = _("History of this event")
    header_icon = "history"
    verbose_name_plural = _("entries")
    filterset_class = LogFilterSet
    is_searchable = True
    search_fields = ("words",)
    paginate_by = 50
    default_ordering = "-timestamp"
    columns = [
        Column("timestamp", label=_("When"), accessor=moment_of, width="16%"),
        Column("user_display_name", label=_("Who"), width="15%"),
        WhatColumn("message", label=_("What")),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.event = event_of_organiser(request, kwargs.pop("pk"))
        with timezone.override(self.event.tz):
            response = super().dispatch(request, *args, **kwargs)
            return response.render() if hasattr(response, "render") else response

    def get_base_queryset(self) -> QuerySet:
        return EventLogEntry.objects.shown_to(self.request.user).filter(event=self.event).order_by("-timestamp", "-pk")

    def get_filterset_kwargs(self) -> dict[str, Any]:
        """The filters offer who stands in this history, and nobody else."""
        return super().get_filterset_kwargs() | {"queryset": self.get_base_queryset()}

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return queryset

    def get_index_url(self) -> str:
        return self.url("log")

    def get_index_results_url(self) -> str:
        return self.url("log_results")

    def url(self, name: str) -> str:
        return reverse(f"events:{name}", args=[self.event.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return breadcrumbs(self.event, self.get_page_title())


def is_event(entry: EventLogEntry) -> bool:
    return entry.content_type_id == ContentType.objects.get_for_model(Event).pk


def kind_of(content_type_id: int | None) -> str:
    """The name of the model; empty where it is gone. Content types are cached."""
    model = ContentType.objects.get_for_id(content_type_id).model_class() if content_type_id else None
    return capfirst(str(model._meta.verbose_name)) if model else ""


def changes_of(entry: EventLogEntry) -> Iterator[dict[str, Any]]:
    model = ContentType.objects.get_for_id(entry.content_type_id).model_class() if entry.content_type_id else None
    return changes_in_words(model, entry.changes)


def changes_in_words(model: Any, changes: Mapping[str, Sequence[str | None]]) -> Iterator[dict[str, Any]]:
    """For `cms/admin/changes.html`."""
    for name, (old, new) in changes.items():
        is_long = max(len(old or ""), len(new or "")) > LONG
        yield {"label": label_of(model, name), "old": old, "new": new, "long": is_long, "hidden": old is new is None}


def label_of(model: Any, name: str) -> str:
    try:
        field = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        field = None
    return capfirst(str(LABELS.get(name) or getattr(field, "verbose_name", None) or name))
