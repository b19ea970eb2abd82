"""Decisions about many registrations: asked once, then made one by one; what fails is named with its reason."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy, ngettext

from participants.domain.decisions import approve_registration, decline_registration, reset_decision
from participants.models import Registration

from .base import DeskScreen, group_of, members
from .forms import FrequentReasonForm

AT_ONCE = 100
FREQUENT = 6
OWN = "reason-"
TITLES = {
    "approve": gettext_lazy("Approve"),
    "decline": gettext_lazy("Decline"),
    "reset": gettext_lazy("Back to waiting"),
}


class Decide(DeskScreen):
    template = "participants/admin/desk/decide.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        group = members(group_of(request.GET), self.roster)
        return self.ask(self.form(None), self.named(group), group.count())

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = self.named(members(group_of(request.POST), self.roster))
        form, reasons = self.form(request.POST), self.own_reasons(chosen)
        if self.action == "decline" and len(reasons) < len(chosen) and not form.is_valid():
            return self.ask(form, chosen, len(chosen), reasons)
        common = form.cleaned_data.get("reason", "") if form.is_valid() else ""
        done = [each for each in chosen if self.decide(each, reasons.get(each.pk, common))]
        if done:
            messages.success(request, praise(self.action, len(done)))
        return redirect(self.url("index"))

    @property
    def action(self) -> str:
        action = self.request.POST.get("action") or self.request.GET.get("action")
        if action not in TITLES:
            raise Http404
        return action

    def form(self, data: Any) -> FrequentReasonForm:
        return FrequentReasonForm(data, frequent=frequent_reasons(self.registrations))

    def named(self, group: Any) -> list[Registration]:
        rows = list(group.select_related("person__user", "category")[:AT_ONCE])
        for registration in rows:
            registration.event = self.event
        return rows

    def own_reasons(self, chosen: list[Registration]) -> dict[int, str]:
        """What was written to single ones, by their id."""
        typed = {each.pk: self.request.POST.get(f"{OWN}{each.pk}", "").strip() for each in chosen}
        return {pk: text for pk, text in typed.items() if text}

    def ask(self, form: FrequentReasonForm, chosen: list[Registration], number: int, own: Any = None) -> HttpResponse:
        self.title = TITLES[self.action]
        is_decline = self.action == "decline"
        rows = [{"registration": each, "own": (own or {}).get(each.pk, "")} for each in chosen]
        return self.show(
            form=form if is_decline else None,
            rows=rows,
            action=self.action,
            is_decline=is_decline,
            question=question(self.action, len(chosen)),
            later=max(0, number - len(chosen)),
        )

    def decide(self, registration: Registration, reason: str) -> bool:
        return decided(self.request, self.action, registration, reason)


def decided(request: HttpRequest, action: str, registration: Registration, reason: str) -> bool:
    """Whether it was done; where not, a message says why."""
    by: Any = request.user
    try:
        if action == "decline":
            decline_registration(registration, by=by, reason=reason)
        else:
            {"approve": approve_registration, "reset": reset_decision}[action](registration, by=by)
    except ValidationError as refused:
        messages.error(request, f"{registration.person}: {' '.join(refused.messages)}")
        return False
    return True


def frequent_reasons(registrations: Any) -> list[str]:
    """Those given at this event, the most frequent first."""
    given = registrations.filter(status=Registration.Status.DECLINED).exclude(reason="").order_by()
    counted = given.values("reason").annotate(times=Count("pk"), last=Max("decided_at")).order_by("-times", "-last")
    return [row["reason"] for row in counted[:FREQUENT]]


def question(action: str, number: int) -> str:
    words = {
        "approve": ngettext("Approve this registration?", "Approve these %(number)s registrations?", number),
        "decline": ngettext("Decline this registration?", "Decline these %(number)s registrations?", number),
        "reset": ngettext(
            "Take the decision about this registration back?",
            "Take the decisions about these %(number)s registrations back?",
            number,
        ),
    }
    return words[action] % {"number": number}


def praise(action: str, number: int) -> str:
    words = {
        "approve": ngettext("%(number)s registration approved.", "%(number)s registrations approved.", number),
        "decline": ngettext("%(number)s registration declined.", "%(number)s registrations declined.", number),
        "reset": ngettext("%(number)s registration waits again.", "%(number)s registrations wait again.", number),
    }
    return words[action] % {"number": number}
