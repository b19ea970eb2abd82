"""The invitations of an event: the list, a new one, and what is done with several."""

from typing import Any

import django_filters
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from cms.admin.dashboard import breadcrumbs
from participants.admin.ticks import TickColumn
from participants.domain.invitations import invite, remind_invited, renew_invitations, revoke_invitations
from participants.models import Invitation
from participants.views.base import attempt

from .base import OfWays, WaysView, ask, ids_in, until_column
from .forms import ExpiryForm, InvitationForm

State = Invitation.State
EXPIRED = "expired"
STATES = [*State.choices, (EXPIRED, gettext_lazy("time is over"))]
PARENT = ("invitations", gettext_lazy("Invitations"))


class InvitationFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(choices=STATES, label=gettext_lazy("State"), method="in_state")

    class Meta:
        model = Invitation
        fields: list[str] = []

    def in_state(self, queryset: Any, name: str, value: str) -> Any:
        if value == EXPIRED:
            return queryset.expired()
        found = queryset.filter(state=value)
        return found.filter(expires_at__gte=timezone.now()) if value in {State.PREPARED, State.SENT} else found


class InvitedColumn(BaseColumn):
    """The name, and the address below it."""

    cell_template_name = "participants/admin/ways/invited_cell.html"


class StateColumn(BaseColumn):
    cell_template_name = "participants/admin/ways/invitation_state_cell.html"


class Invitations(OfWays, BaseListingView):
    template_name = "participants/admin/ways/invitations.html"
    results_template_name = "participants/admin/ways/invitations_results.html"
    page_title = gettext_lazy("Invitations")
    header_icon = "mail"
    verbose_name_plural = gettext_lazy("invitations")
    filterset_class = InvitationFilterSet
    is_searchable = True
    search_fields = ("name", "email", "note")
    paginate_by = 25
    default_ordering = "-created_at"

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TickColumn("tick"),
            InvitedColumn("name", label=_("Name"), sort_key="name"),
            Column("category", label=_("Category"), sort_key="category__position"),
            StateColumn("state", label=_("State"), sort_key="state"),
            until_column("expires_at", _("Valid until")),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [
            HeaderButton(_("Invite"), url=self.url("invite"), icon_name="plus"),
            HeaderButton(_("Invite from a list"), url=self.url("list", "invitations"), icon_name="upload"),
        ]

    def get_base_queryset(self) -> QuerySet[Invitation]:
        return Invitation.objects.filter(event=self.event, delegation=None).select_related("person", "category")

    def get_index_url(self) -> str:
        return self.url("invitations")

    def get_index_results_url(self) -> str:
        return self.url("invitations_results")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return breadcrumbs(self.event, self.get_page_title())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"event": self.event, "counts": counts_of(self.get_base_queryset()), "act_url": self.url("act")}
        return super().get_context_data(**kwargs) | context


def counts_of(invitations: QuerySet[Invitation]) -> list[dict[str, Any]]:
    """How many are in each state; those whose time is over are counted apart."""
    over = Q(state__in=[State.PREPARED, State.SENT], expires_at__lt=timezone.now())
    numbers = {state: Count("pk", filter=Q(state=state) & ~over) for state in State.values}
    found = invitations.order_by().aggregate(**numbers, expired=Count("pk", filter=over))
    return [{"state": state, "label": label, "count": found[state]} for state, label in STATES if found[state]]


class Invite(WaysView):
    title = gettext_lazy("Invite")
    template = "participants/admin/ways/form.html"
    icon = "mail"
    parent = PARENT

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=InvitationForm(event=self.event), submit=_("Invite"), help=self.help)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = InvitationForm(request.POST, event=self.event)
        if not attempt(form, invite, self.event, by=request.user):
            return self.show(form=form, submit=_("Invite"), help=self.help)
        messages.success(request, _("The letter waits in the outbox: nothing leaves before you press send there."))
        return redirect(self.url("invitations"))

    @property
    def help(self) -> str:
        return _("A letter with a link waits in the outbox. Nothing leaves before you press send there.")


class Act(WaysView):
    """Asks once, then reminds, renews or withdraws those chosen, or all who have not answered."""

    template = "participants/admin/ways/act.html"
    icon = "mail"
    parent = PARENT

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.ask(ExpiryForm(event=self.event))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ExpiryForm(request.POST, event=self.event)
        if self.action == "renew" and not form.is_valid():
            return self.ask(form)
        ids = [row.pk for row in self.chosen(request.POST)]
        try:
            done = len(self.do(ids, form))
        except ValidationError as refused:
            form.add_error(None, refused)
            return self.ask(form)
        level = messages.success if done else messages.warning
        level(request, self.praise(done))
        return redirect(self.url("invitations"))

    @property
    def action(self) -> str:
        action = ask(self.request)
        if action not in {"remind", "renew", "revoke"}:
            raise Http404
        return action

    def do(self, ids: list[int], form: ExpiryForm) -> list[Invitation]:
        if self.action == "renew":
            until = form.cleaned_data["expires_at"]
            return renew_invitations(self.event, by=self.request.user, ids=ids, expires_at=until)
        act = remind_invited if self.action == "remind" else revoke_invitations
        return act(self.event, by=self.request.user, ids=ids)

    def chosen(self, query: Any) -> QuerySet[Invitation]:
        """Those whom the action is for: whoever has answered needs no reminder."""
        rows = Invitation.objects.filter(event=self.event, delegation=None).select_related("person").order_by("name")
        rows = rows.unanswered() if "all" in query else rows.filter(pk__in=ids_in(query))
        if self.action == "remind":
            return rows.unanswered()
        return rows.exclude(state=State.ACCEPTED if self.action == "renew" else State.REVOKED)

    def ask(self, form: ExpiryForm) -> HttpResponse:
        query = self.request.POST or self.request.GET
        titles = {"remind": _("Remind"), "renew": _("Send again"), "revoke": _("Withdraw invitations")}
        self.title = titles[self.action]
        chosen = list(self.chosen(query))
        shown = form if self.action == "renew" else None
        return self.show(chosen=chosen, named=chosen[:50], form=shown, action=self.action, is_all="all" in query)

    def praise(self, number: int) -> str:
        words = {
            "remind": ngettext(
                "%(number)d reminder waits in the outbox.", "%(number)d reminders wait in the outbox.", number
            ),
            "renew": ngettext(
                "%(number)d letter waits in the outbox.", "%(number)d letters wait in the outbox.", number
            ),
            "revoke": ngettext("%(number)d invitation is withdrawn.", "%(number)d invitations are withdrawn.", number),
        }
        return words[self.action] % {"number": number} if number else _("Nothing was left to do.")
