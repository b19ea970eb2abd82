"""The registrations that wait for a decision, one after the other, the oldest first."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from cms.numbers import key_of
from participants.domain.setup import setup_of
from participants.models import Registration
from participants.permissions import may_read_needs

from .base import DeskScreen
from .decide import decided, frequent_reasons, praise
from .facts import answers_of, earlier_of
from .forms import FrequentReasonForm

ACTIONS = ("approve", "decline", "reset")
Status = Registration.Status


class Review(DeskScreen):
    """`after` in the address is whom the last screen showed; `done` whose decision may be taken back."""

    title = gettext_lazy("Review")
    template = "participants/admin/desk/review.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.ask(self.current(key_of(request.GET.get("after", ""))))

    def post(self, request: HttpRequest) -> HttpResponse:
        wanted = key_of(request.POST.get("id", ""))
        rows = self.registrations.select_related("person__user", "person__country", "category")
        registration = get_object_or_404(rows, pk=wanted)
        registration.event = self.event
        action = request.POST.get("action", "")
        form = self.form(request.POST)
        if action == "decline" and not form.is_valid():
            return self.ask(registration, form)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        if action in ACTIONS and decided(request, action, registration, reason):
            messages.success(request, f"{registration.person}: {praise(action, 1)}")
            return redirect(self.address(after=before(registration) if action == "reset" else wanted, done=wanted))
        return redirect(self.address(after=wanted))

    @property
    def waiting(self) -> QuerySet[Registration]:
        rows = self.registrations.filter(status=Status.SUBMITTED)
        return rows.select_related("person__user", "person__country", "category").order_by("submitted_at", "pk")

    def current(self, after: int) -> Registration | None:
        """The next behind `after`, and from the end again the first."""
        last = self.registrations.filter(pk=after).first()
        found = None
        if last:
            later = Q(submitted_at__gt=last.submitted_at) | Q(submitted_at=last.submitted_at, pk__gt=last.pk)
            found = self.waiting.filter(later).first()
        return found or self.waiting.first()

    def form(self, data: Any) -> FrequentReasonForm:
        return FrequentReasonForm(data, frequent=frequent_reasons(self.registrations))

    def address(self, *, after: int, done: int = 0) -> str:
        return f"{self.url('review')}?after={after}" + (f"&done={done}" if done else "")

    def ask(self, registration: Registration | None, form: FrequentReasonForm | None = None) -> HttpResponse:
        facts: dict[str, Any] = {}
        if registration:
            registration.event = self.event
            facts = self.facts(registration)
        return self.show(
            registration=registration,
            form=form or self.form(None),
            waiting=self.waiting.count(),
            done=self.done(),
            setup=setup_of(self.event),
            **facts,
        )

    def facts(self, registration: Registration) -> dict[str, Any]:
        may_read = may_read_needs(self.request.user, self.event)
        if may_read:
            log(instance=registration, action="participants.read_private", user=self.request.user)
        return {
            "answers": answers_of(registration, with_sensitive=may_read),
            "earlier": earlier_of(registration, self.request.user),
            "notes": registration.notes.select_related("by"),
            "tags": registration.tags.all(),
            "may_read_needs": may_read,
        }

    def done(self) -> Registration | None:
        """Whose decision may be taken back from here."""
        wanted = key_of(self.request.GET.get("done", ""))
        decided_ones = self.registrations.filter(pk=wanted, status__in=[Status.APPROVED, Status.DECLINED])
        return decided_ones.select_related("person").first() if wanted else None


def before(registration: Registration) -> int:
    """So that the screen shows the same registration once more."""
    earlier = Registration.objects.filter(event=registration.event, submitted_at__lt=registration.submitted_at)
    found = earlier.order_by("-submitted_at", "-pk").values_list("pk", flat=True).first()
    return found or 0
