"""The delegations of an event: the list, one with its nominations, and decisions about these."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.tables import BaseColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from cms.admin.dashboard import breadcrumbs
from cms.models import Event
from participants.admin.forms import ReasonForm
from participants.domain.delegations import (
    change_delegation,
    set_up_delegation,
    set_up_delegations,
    write_to_focal_points,
)
from participants.domain.nominations import confirm_nomination, decline_nomination
from participants.models import Delegation, Nomination, User
from participants.views.base import attempt

from .base import OfWays, WaysView, ask, ids_in, until_column
from .forms import DelegationForm, DelegationsForm

PARENT = ("delegations", gettext_lazy("Delegations"))


class DelegationTick(BaseColumn):
    header_template_name = "participants/admin/tick_header.html"
    cell_template_name = "participants/admin/ways/delegation_tick_cell.html"


class FocalColumn(BaseColumn):
    cell_template_name = "participants/admin/ways/focal_cell.html"


class SeatsColumn(BaseColumn):
    cell_template_name = "participants/admin/ways/seats_cell.html"


class Delegations(OfWays, BaseListingView):
    template_name = "participants/admin/ways/delegations.html"
    results_template_name = "participants/admin/ways/delegations_results.html"
    page_title = gettext_lazy("Delegations")
    header_icon = "globe"
    verbose_name_plural = gettext_lazy("delegations")
    is_searchable = True
    search_fields = ("country__name_en", "organization__name", "focal_name", "focal_email")
    paginate_by = 50
    default_ordering = "country__name_en"

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            DelegationTick("tick"),
            TitleColumn("name", label=_("Delegation"), get_url=self.url_of),
            FocalColumn("focal_name", label=_("Focal point")),
            SeatsColumn("taken", label=_("Nominated")),
            until_column("closes_at", _("Until")),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [
            HeaderButton(_("Add a delegation"), url=self.url("delegation_add"), icon_name="plus"),
            HeaderButton(_("For several countries"), url=self.url("delegations_add"), icon_name="globe"),
            HeaderButton(_("From a list"), url=self.url("list", "delegations"), icon_name="upload"),
        ]

    def get_base_queryset(self) -> QuerySet[Delegation]:
        rows = Delegation.objects.filter(event=self.event)
        return rows.select_related("country", "organization", "focal_point").with_counts()

    def url_of(self, delegation: Delegation) -> str:
        return self.url("delegation", delegation.pk)

    def get_index_url(self) -> str:
        return self.url("delegations")

    def get_index_results_url(self) -> str:
        return self.url("delegations_results")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return breadcrumbs(self.event, self.get_page_title())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = Nomination.objects.filter(delegation__event=self.event, state=Nomination.State.NOMINATED).count()
        context = {"event": self.event, "write_url": self.url("write"), "waiting": waiting}
        return super().get_context_data(**kwargs) | context


class DelegationAdd(WaysView):
    title = gettext_lazy("Add a delegation")
    template = "participants/admin/ways/form.html"
    icon = "globe"
    parent = PARENT
    form = DelegationForm

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=self.form(event=self.event), submit=_("Save"))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST, event=self.event)
        if not attempt(form, self.save, self.event, by=request.user):
            return self.show(form=form, submit=_("Save"))
        return redirect(self.url("delegations"))

    def save(self, event: Event, *, by: User, data: dict[str, Any]) -> None:
        made = set_up_delegation(event, by=by, data=data, categories=data["categories"])
        messages.success(self.request, _("%(name)s may be nominated for now.") % {"name": made.name})


class DelegationsAdd(DelegationAdd):
    title = gettext_lazy("Delegations of several countries")
    form = DelegationsForm

    def save(self, event: Event, *, by: User, data: dict[str, Any]) -> None:
        kept = {name: data[name] for name in ("quota", "closes_at", "note")}
        chosen, categories = list(data["countries"]), list(data["categories"])
        made = len(set_up_delegations(event, by=by, countries=chosen, data=kept, categories=categories))
        words = ngettext("%(count)d delegation was added.", "%(count)d delegations were added.", made)
        messages.success(self.request, words % {"count": made})


class WriteToFocalPoints(WaysView):
    """Drafts the letters to those chosen who have an address and have not taken the task."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect(self.url("delegations"))

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            done = len(write_to_focal_points(self.event, by=request.user, ids=ids_in(request.POST)))
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect(self.url("delegations"))
        words = ngettext("%(count)d letter waits in the outbox.", "%(count)d letters wait in the outbox.", done)
        none = _("Nobody of those chosen is to be written to: they have no address, or have taken the task.")
        (messages.success if done else messages.warning)(request, words % {"count": done} if done else none)
        return redirect(self.url("delegations"))


class DelegationView(WaysView):
    template = "participants/admin/ways/delegation.html"
    icon = "globe"
    parent = PARENT

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = self.find(pk)
        return self.show_delegation(found, DelegationForm(event=self.event, delegation=found))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = self.find(pk)
        form = DelegationForm(request.POST, event=self.event, delegation=found)
        if not attempt(form, self.save, found, by=request.user):
            return self.show_delegation(found, form)
        messages.success(request, _("The delegation is saved."))
        return redirect(self.url("delegation", pk))

    def save(self, found: Delegation, *, by: User, data: dict[str, Any]) -> None:
        change_delegation(found, by=by, data=data, categories=data["categories"])

    def find(self, pk: int) -> Delegation:
        rows = Delegation.objects.filter(event=self.event).select_related("country", "organization", "focal_point")
        found = get_object_or_404(rows, pk=pk)
        found.event = self.event
        return found

    def show_delegation(self, found: Delegation, form: DelegationForm) -> HttpResponse:
        self.title = found.name
        rows = list(found.nominations.select_related("category", "registration", "replaces"))
        standing = [row for row in rows if row.state in {"nominated", "confirmed"}]
        others = [row for row in rows if row not in standing]
        waiting = any(row.state == "nominated" for row in standing)
        return self.show(delegation=found, form=form, standing=standing, others=others, waiting=waiting)


class DecideNominations(DelegationView):
    """Asks once, then confirms or declines those chosen; what fails is named with its reason."""

    template = "participants/admin/ways/decide.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.ask(self.find(pk), ReasonForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        found, form = self.find(pk), ReasonForm(request.POST)
        if self.is_decline and not form.is_valid():
            return self.ask(found, form)
        done = [row for row in self.chosen(found, request.POST) if self.decide(row, form)]
        if done:
            words = ngettext("%(count)d nomination is decided.", "%(count)d nominations are decided.", len(done))
            messages.success(request, words % {"count": len(done)})
        return redirect(self.url("delegation", pk))

    @property
    def is_decline(self) -> bool:
        if ask(self.request) not in {"confirm", "decline"}:
            raise Http404
        return ask(self.request) == "decline"

    def chosen(self, found: Delegation, query: Any) -> list[Nomination]:
        rows = found.nominations.filter(pk__in=ids_in(query)[:100], state=Nomination.State.NOMINATED)
        rows = list(rows.select_related("category", "replaces"))
        for row in rows:
            row.delegation = found
        return rows

    def ask(self, found: Delegation, form: ReasonForm) -> HttpResponse:
        self.title = _("Decline") if self.is_decline else _("Confirm")
        chosen = self.chosen(found, self.request.POST or self.request.GET)
        shown = form if self.is_decline else None
        return self.show(delegation=found, chosen=chosen, form=shown, is_decline=self.is_decline)

    def decide(self, nomination: Nomination, form: ReasonForm) -> bool:
        try:
            if self.is_decline:
                decline_nomination(nomination, by=self.request.user, reason=form.cleaned_data["reason"])
            else:
                confirm_nomination(nomination, by=self.request.user)
        except ValidationError as refused:
            messages.error(self.request, f"{nomination.name}: {' '.join(refused.messages)}")
            return False
        return True
