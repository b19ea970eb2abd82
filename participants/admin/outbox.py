"""The outbox of an event: letters that wait, one letter, and the question before any of them leaves."""

from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from cms.admin.dashboard import breadcrumbs
from cms.models import Role
from cms.numbers import key_of, keys_in
from participants.admin.base import OfEvent
from participants.admin.forms import LetterForm
from participants.admin.ticks import TickColumn
from participants.domain.outbox import TOLD_WHEN_SENT, change_letter, discard_letters, fail_lost_letters, send_letters
from participants.models import Letter
from participants.views.base import attempt
from participants.wording import LETTER_KINDS

NAMED = 50


def kinds() -> list[tuple[str, str]]:
    return [(kind, capfirst(str(label))) for kind, label in LETTER_KINDS.items()]


class LetterFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(choices=Letter.State.choices, label=gettext_lazy("State"))
    kind = django_filters.ChoiceFilter(choices=kinds, label=gettext_lazy("Kind"))

    class Meta:
        model = Letter
        fields: list[str] = []


class StateColumn(BaseColumn):
    cell_template_name = "participants/admin/letter_state_cell.html"


class ToColumn(TitleColumn):
    """The name, and the address below it."""

    cell_template_name = "participants/admin/letter_to_cell.html"


class OfOutbox(OfEvent):
    roles = (Role.ORGANISER,)

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"outbox:{name}", args=[self.event.slug, *args])

    @property
    def letters(self) -> QuerySet[Letter]:
        mine = {"kind__in": TOLD_WHEN_SENT, "person__user": self.request.user, "sent_at": None}
        return Letter.objects.filter(event=self.event).exclude(**mine).select_related("person__user")


class Outbox(OfOutbox, BaseListingView):
    template_name = "participants/admin/outbox.html"
    results_template_name = "participants/admin/outbox_results.html"
    page_title = gettext_lazy("Outbox")
    header_icon = "mail"
    verbose_name_plural = gettext_lazy("letters")
    filterset_class = LetterFilterSet
    is_searchable = True
    search_fields = ("person__name", "person__sort_name", "subject", "address")
    paginate_by = 25
    default_ordering = "-created_at"

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TickColumn("tick"),
            ToColumn("person", label=_("To"), sort_key="person__sort_name", get_url=self.url_of, width="30%"),
            Column("subject", label=_("Subject"), width="35%"),
            StateColumn("state", label=_("State"), sort_key="state"),
            DateColumn("created_at", label=_("Drafted"), sort_key="created_at"),
        ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        fail_lost_letters(self.event)
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Letter]:
        return self.letters

    def url_of(self, letter: Letter) -> str:
        return self.url("letter", letter.pk)

    def get_index_url(self) -> str:
        return self.url("index")

    def get_index_results_url(self) -> str:
        return self.url("index_results")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return breadcrumbs(self.event, self.get_page_title())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = self.letters.open()
        numbers = {"waiting": waiting.count(), "unreachable": waiting.without_address().count()}
        return super().get_context_data(**kwargs) | numbers | {"event": self.event, "confirm_url": self.url("confirm")}


class OutboxView(OfOutbox, View):
    template = ""

    def show(self, title: str, **context: Any) -> HttpResponse:
        crumbs = [*breadcrumbs(self.event), {"url": self.url("index"), "label": _("Outbox")}]
        frame = {"event": self.event, "header_title": title, "header_icon": "mail"}
        frame["breadcrumbs_items"] = [*crumbs, {"url": "", "label": title}]
        return render(self.request, self.template, frame | context)


class LetterView(OutboxView):
    """One letter as it will be, and the form to change it while it is not sent."""

    template = "participants/admin/letter.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        letter = self.find(pk)
        return self.show_letter(letter, LetterForm(letter=letter))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        letter = self.find(pk)
        form = LetterForm(request.POST, letter=letter)
        if not attempt(form, change_letter, letter, by=request.user):
            return self.show_letter(letter, form)
        messages.success(request, _("The letter is saved. It has not been sent."))
        return redirect(self.url("letter", pk))

    def find(self, pk: int) -> Letter:
        letter = get_object_or_404(self.letters.select_related("by", "sent_by"), pk=pk)
        letter.event = self.event
        return letter

    def show_letter(self, letter: Letter, form: LetterForm) -> HttpResponse:
        address = letter.address or letter.goes_to
        kind = LETTER_KINDS.get(letter.kind, letter.kind)
        return self.show(str(letter.person), letter=letter, form=form, address=address, kind=kind)


class Confirm(OutboxView):
    """Says how many letters go to whom, then sends or discards them: those ticked, or all that waited when it asked."""

    template = "participants/admin/outbox_confirm.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        chosen = list(self.chosen(request.GET))
        open_ones = [letter for letter in chosen if letter.is_open]
        ready = [letter for letter in open_ones if letter.goes_to] if self.is_sending else open_ones
        return self.show(
            _("Send letters") if self.is_sending else _("Discard letters"),
            is_sending=self.is_sending,
            ready=ready,
            named=ready[:NAMED],
            unnamed=max(0, len(ready) - NAMED),
            unreachable=[letter for letter in open_ones if letter not in ready],
            settled=len(chosen) - len(open_ones),
            upto=max((letter.pk for letter in chosen), default=0) if "all" in request.GET else None,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        ids = list(self.chosen(request.POST).values_list("pk", flat=True))
        if self.is_sending:
            count = len(send_letters(self.event, by=request.user, ids=ids))
            words = ngettext("%(count)s letter is on its way.", "%(count)s letters are on their way.", count)
        else:
            count = discard_letters(self.event, by=request.user, ids=ids)
            words = ngettext("%(count)s letter is discarded.", "%(count)s letters are discarded.", count)
        level = messages.success if count else messages.warning
        level(request, words % {"count": count} if count else _("Nothing was left to do: they were sent or discarded."))
        return redirect(self.url("index"))

    @property
    def is_sending(self) -> bool:
        action = self.request.POST.get("action") or self.request.GET.get("action")
        if action not in {"send", "discard"}:
            raise Http404
        return action == "send"

    def chosen(self, query: Any) -> QuerySet[Letter]:
        """Of all that wait, those up to the newest that the question named: what was drafted since is not meant."""
        if "all" in query:
            waiting = self.letters.open().order_by("person__sort_name", "pk")
            return waiting.filter(pk__lte=key_of(query["all"])) if query["all"] else waiting
        return self.letters.filter(pk__in=keys_in(query.getlist("id"))).order_by("person__sort_name", "pk")
