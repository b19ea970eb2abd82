"""The registrations of one event in the back office: the list, one registration, and decisions about many."""

from typing import Any

import django_filters
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log

from cms.admin.dashboard import breadcrumbs
from participants.admin.answers import answered
from participants.admin.base import EventView, OfEvent
from participants.admin.forms import DeskForm, ReasonForm
from participants.countries import country_choices
from participants.domain.decisions import approve_registration, decline_registration, mark_attended
from participants.domain.registration import change_registration
from participants.domain.setup import setup_of
from participants.models import ParticipantCategory, Registration
from participants.permissions import may_read_needs, may_set_up_registration
from participants.views.base import attempt

AT_ONCE = 100
FROM_DATABASE = 2**63


class RegistrationFilterSet(WagtailFilterSet):
    status = django_filters.ChoiceFilter(choices=Registration.Status.choices, label=gettext_lazy("Status"))
    category = django_filters.ModelChoiceFilter(
        queryset=ParticipantCategory.objects.all(), label=gettext_lazy("Category")
    )
    country = django_filters.ChoiceFilter(
        field_name="person__country", choices=country_choices, label=gettext_lazy("Country")
    )

    class Meta:
        model = Registration
        fields: list[str] = []


class TickColumn(BaseColumn):
    """A box that belongs to the form below the list, so that choosing works without scripts."""

    header_template_name = "participants/admin/tick_header.html"
    cell_template_name = "participants/admin/tick_cell.html"


class NameColumn(TitleColumn):
    """The name, and the institution below it."""

    cell_template_name = "participants/admin/name_cell.html"


class RegistrationIndex(OfEvent, BaseListingView):
    template_name = "participants/admin/registrations.html"
    results_template_name = "wagtailadmin/generic/index_results.html"
    page_title = gettext_lazy("Registrations")
    header_icon = "group"
    verbose_name_plural = gettext_lazy("registrations")
    filterset_class = RegistrationFilterSet
    is_searchable = True
    search_fields = ("person__name", "person__sort_name", "person__other_names__name", "institution", "person__email")
    paginate_by = 25
    default_ordering = "-submitted_at"

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TickColumn("tick"),
            NameColumn("person", label=_("Name"), sort_key="person__sort_name", get_url=self.url_of, width="40%"),
            Column("person.country.name", label=_("Country"), sort_key="person__country__name_en"),
            Column("category", label=_("Category"), sort_key="category__position"),
            Column("get_status_display", label=_("Status"), sort_key="status"),
            DateColumn("submitted_at", label=_("Sent"), sort_key="submitted_at"),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not may_set_up_registration(self.request.user, self.event):
            return []
        form = reverse("builder:index", args=[self.event.slug])
        return [
            HeaderButton(_("Set-up"), url=self.url("setup"), icon_name="cog"),
            HeaderButton(_("Form"), url=form, icon_name="form"),
        ]

    def get_base_queryset(self) -> Any:
        return self.registrations.select_related("person__country", "category")

    def search_queryset(self, queryset: Any) -> Any:
        found = super().search_queryset(queryset)
        return found.distinct() if self.is_searching else found

    def url_of(self, registration: Registration) -> str:
        return self.url("show", registration.pk)

    def get_index_url(self) -> str:
        return self.url("index")

    def get_index_results_url(self) -> str:
        return self.url("index_results")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return breadcrumbs(self.event, self.get_page_title())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        setup = setup_of(self.event)
        decide = {"decide_url": self.url("decide"), "event": self.event, "setup": setup}
        return super().get_context_data(**kwargs) | decide


class RegistrationView(EventView):
    """One registration with all that stands in it. Reading contact and needs is logged."""

    template = "participants/admin/registration.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show_registration(self.find(pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        registration = self.find(pk)
        form = DeskForm(request.POST, registration=registration)
        if not attempt(form, change_registration, registration, by=request.user):
            return self.show_registration(registration, form)
        messages.success(request, _("The registration is saved."))
        return redirect(self.url("show", pk))

    def find(self, pk: int) -> Registration:
        rows = self.registrations.select_related("person__country", "person__user", "category", "decided_by")
        registration = get_object_or_404(rows, pk=pk)
        registration.event = self.event
        return registration

    def show_registration(self, registration: Registration, form: DeskForm | None = None) -> HttpResponse:
        self.title = str(registration.person)
        if may_read_needs(self.request.user, self.event):
            log(instance=registration, action="participants.read_private", user=self.request.user)
        form = form or DeskForm(registration=registration)
        answers = answered(registration, self.request.user)
        return self.show(registration=registration, form=form, setup=setup_of(self.event), **answers)


class Attendance(RegistrationView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect(self.url("show", pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            mark_attended(self.find(pk), by=request.user, attended=request.POST.get("attended") == "yes")
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        return redirect(self.url("show", pk))


class Decide(EventView):
    """Asks once, then approves or declines each of the chosen registrations; what fails is named with its reason."""

    template = "participants/admin/decide.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.ask(ReasonForm(), self.chosen(request.GET))

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen, form = self.chosen(request.POST), ReasonForm(request.POST)
        if self.is_decline and not form.is_valid():
            return self.ask(form, chosen)
        done = [registration for registration in chosen if self.decide(registration, form)]
        if done:
            messages.success(request, self.praise(len(done)))
        return redirect(self.url("index"))

    @property
    def is_decline(self) -> bool:
        action = self.request.POST.get("action") or self.request.GET.get("action")
        if action not in {"approve", "decline"}:
            raise Http404
        return action == "decline"

    def chosen(self, query: Any) -> list[Registration]:
        wanted = [int(pk) for pk in query.getlist("id") if pk.isdecimal() and int(pk) < FROM_DATABASE]
        rows = self.registrations.filter(pk__in=wanted[:AT_ONCE]).select_related("person__user", "category")
        for registration in rows:
            registration.event = self.event
        return list(rows)

    def ask(self, form: ReasonForm, chosen: list[Registration]) -> HttpResponse:
        self.title = _("Decline") if self.is_decline else _("Approve")
        return self.show(form=form if self.is_decline else None, chosen=chosen, is_decline=self.is_decline)

    def decide(self, registration: Registration, form: ReasonForm) -> bool:
        try:
            if self.is_decline:
                decline_registration(registration, by=self.request.user, reason=form.cleaned_data["reason"])
            else:
                approve_registration(registration, by=self.request.user)
        except ValidationError as refused:
            messages.error(self.request, f"{registration.person}: {' '.join(refused.messages)}")
            return False
        return True

    def praise(self, number: int) -> str:
        if self.is_decline:
            words = ngettext("%(number)s registration declined.", "%(number)s registrations declined.", number)
        else:
            words = ngettext("%(number)s registration approved.", "%(number)s registrations approved.", number)
        return words % {"number": number}
