"""Events in the back office: the list, the form, and the page of one event from which everything else is reached."""

from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import TabbedInterface
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.widgets.button import HeaderButton

from cms.admin import board, dashboard, history, set_up, team
from cms.admin.event_tabs import TABS
from cms.admin.forms import EventForm
from cms.admin.policies import EventPolicy
from cms.admin.viewsets import ScopedViewSet
from cms.domain.events import change_event, create_event
from cms.models import Event, EventKind
from cms.permissions import may_create_event
from cms.wording import date_range


class EventFilterSet(WagtailFilterSet):
    kind = django_filters.ModelChoiceFilter(queryset=EventKind.objects.all(), label=_("Kind"))
    year = django_filters.NumberFilter(field_name="start_date", lookup_expr="year", label=_("Year"))
    visibility = django_filters.ChoiceFilter(choices=Event.Visibility.choices, label=_("Visibility"))

    class Meta:
        model = Event
        fields: list[str] = []


class EventIndexView(IndexView):
    """The newest events first; the title leads to the event's own page."""

    page_title = _("Events")

    def get_base_queryset(self):
        return super().get_base_queryset().with_place().with_live_page()

    def get_edit_url(self, instance: Event) -> str:
        return reverse("events:dashboard", args=[instance.pk])

    def get_list_more_buttons(self, instance: Event) -> list:
        return []

    def get_list_buttons(self, instance: Event) -> list:
        return []

    def get_add_url(self) -> str:
        return reverse("events:choose")

    @property
    def can_add(self) -> bool:
        return may_create_event(self.request.user)


class SavesThroughDomain:
    """Hands the form's event to the domain; what the domain refuses comes back beside the field."""

    save: Any

    def form_valid(self, form):
        self.form = form
        try:
            return super().form_valid(form)
        except ValidationError as refused:
            form.add_error(None, refused)
            return self.form_invalid(form)

    def save_instance(self) -> Event:
        data = self.form.cleaned_data
        event = self.form.save(commit=False)
        lists = {"themes": data["themes"], "sdg_targets": data["sdg_targets"]}
        return type(self).save(event, by=self.request.user, **lists)

    def get_success_url(self) -> str:
        return reverse("events:dashboard", args=[self.object.pk])


class EventCreateView(SavesThroughDomain, CreateView):
    save = create_event


class EventEditView(SavesThroughDomain, EditView):
    save = change_event

    @property
    def header_buttons(self) -> list:
        url = reverse("events:dashboard", args=[self.object.pk])
        return [HeaderButton(_("To the event"), url=url, icon_name="arrow-left"), *super().header_buttons]


def dates(event: Event) -> str:
    return date_range(event.start_date, event.end_date)


def place(event: Event) -> str:
    return event.venue.place if event.venue else ""


def page_state(event: Event) -> str:
    return _("published") if event.has_live_page else _("not published")


class EventViewSet(ScopedViewSet):
    model = Event
    policy = EventPolicy()
    name = "events"
    icon = "calendar-alt"
    menu_label = _("Events")
    menu_order = 100
    add_to_admin_menu = True
    index_view_class = EventIndexView
    add_view_class = EventCreateView
    edit_view_class = EventEditView
    filterset_class = EventFilterSet
    search_fields = ["title", "short_title", "slug", "venue__city"]
    list_per_page = 30
    ordering = "-start_date"
    list_display = [
        "title",
        Column("kind", label=_("Kind"), accessor="kind.name", sort_key="kind__name"),
        Column("dates", label=_("Dates"), accessor=dates, sort_key="start_date"),
        Column("place", label=_("Place"), accessor=place),
        Column("state", label=_("Page"), accessor=page_state),
    ]
    edit_handler = TabbedInterface(TABS, base_form_class=EventForm)

    def get_urlpatterns(self) -> list:
        return [
            *super().get_urlpatterns(),
            path("choose/", set_up.choose, name="choose"),
            path("set-up/", set_up.set_up, name="set_up"),
            path("<int:pk>/", dashboard.show, name="dashboard"),
            path("<int:pk>/readiness/", board.show, name="readiness"),
            path("<int:pk>/template/", set_up.keep, name="keep"),
            path("<int:pk>/page/", dashboard.add_page, name="add_page"),
            path("<int:pk>/cancelled/", dashboard.set_cancelled, name="set_cancelled"),
            path("<int:pk>/log/", history.EventLog.as_view(), name="log"),
            path("<int:pk>/log/results/", history.EventLog.as_view(results_only=True), name="log_results"),
            path("<int:pk>/team/", team.show, name="team"),
            path("<int:pk>/team/<int:member>/remove/", team.remove, name="remove_member"),
            path("<int:pk>/team/<int:member>/reader/", team.reader, name="reader"),
        ]
