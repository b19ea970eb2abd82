"""Who reviews, by which criteria, and whom the papers are given to."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.models import Role
from cms.numbers import key_of, keys_in
from participants.models import Person
from sessions.admin.reviews.base import EventView, url
from sessions.domain.reviewing.assigning import assign_reviews, loads_of, propose_assignments, undecided
from sessions.domain.reviewing.reviewers import (
    add_reviewers,
    change_reviewer,
    remove_reviewer,
    save_criteria,
)
from sessions.forms.reviews import CriterionFormSet, ReviewerForm, ReviewersForm
from sessions.models import CallForPapers, Paper, Review, Reviewer
from sessions.permissions import anonymity_of


class Reviewers(EventView):
    title = gettext_lazy("Reviewers")
    template = "sessions/admin/review_reviewers.html"
    screen = "reviewers"

    def get(self, request: Any) -> HttpResponse:
        return self.list(self.form())

    def post(self, request: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.list(form)
        people = form.cleaned_data["people"]
        words = ngettext("%(count)d reviewer is added.", "%(count)d reviewers are added.", len(people))
        self.attempt(add_reviewers, self.event, people=people, done=words % {"count": len(people)})
        return redirect(url("reviewers", self.event))

    def form(self, data: Any = None) -> ReviewersForm:
        named = keys_in(data.getlist("people")) if data else []
        search = reverse("programme:people", args=[self.event.slug])
        return ReviewersForm(data, people=Person.objects.in_bulk(named), search_url=search)

    def list(self, form: ReviewersForm) -> HttpResponse:
        rows = Reviewer.objects.filter(event=self.event, is_active=True).select_related("person__user")
        rows = rows.prefetch_related("themes", "person__affiliations__organization").order_by("person__sort_name", "pk")
        loads, done, knowing = loads_of(self.event), self.done(), self.knowing()
        listed = [
            {
                "reviewer": each,
                "post": each.person.post_on(self.event.start_date),
                "load": loads[each.pk],
                "knows": each.person.user_id in knowing,
                "done": done.get(each.pk, 0),
                "address": each.person.user.email if each.person.user else each.person.email,
            }
            for each in rows
        ]
        return self.show(form=form, rows=listed, status=422 if form.errors else 200)

    def knowing(self) -> set[int | None]:
        """Accounts that learn who wrote although their reviews are to be blind: organisers read everything."""
        if anonymity_of(self.event.pk) != CallForPapers.Anonymity.BOTH:
            return set()
        return set(self.event.team.filter(role=Role.ORGANISER).values_list("user", flat=True))

    def done(self) -> dict[int, int]:
        rows = Review.objects.in_round().filter(paper__event=self.event, state=Review.State.DONE)
        counted: dict[int, int] = {}
        for reviewer in rows.values_list("reviewer", flat=True):
            counted[reviewer] = counted.get(reviewer, 0) + 1
        return counted


class ChangeReviewer(EventView):
    title = gettext_lazy("Reviewer")
    template = "sessions/admin/review_reviewer.html"

    def get(self, request: Any, pk: int) -> HttpResponse:
        reviewer = self.find(pk)
        return self.show(reviewer=reviewer, form=ReviewerForm(instance=reviewer))

    def post(self, request: Any, pk: int) -> HttpResponse:
        reviewer = self.find(pk)
        if "remove" in request.POST:
            self.attempt(remove_reviewer, reviewer, done=_("No longer a reviewer. What was written is kept."))
            return redirect(url("reviewers", self.event))
        form = ReviewerForm(request.POST, instance=reviewer)
        if not form.is_valid():
            return self.show(reviewer=reviewer, form=form, status=422)
        data = form.cleaned_data
        themes = data.get("themes", reviewer.themes.all())
        self.attempt(change_reviewer, reviewer, most=data["most"], themes=themes, done=_("The reviewer is saved."))
        return redirect(url("reviewers", self.event))

    def find(self, pk: int) -> Reviewer:
        rows = Reviewer.objects.filter(event=self.event).select_related("person", "event")
        reviewer = get_object_or_404(rows, pk=pk)
        self.title = reviewer.person.name
        return reviewer


class Criteria(EventView):
    """What belongs to the call for papers: without one there is nothing to score."""

    title = gettext_lazy("Criteria")
    template = "sessions/admin/review_criteria.html"
    screen = "criteria"

    def get(self, request: Any) -> HttpResponse:
        call = self.call()
        return self.show(call=call, formset=CriterionFormSet(instance=call) if call else None)

    def post(self, request: Any) -> HttpResponse:
        call = self.call()
        formset = CriterionFormSet(request.POST, instance=call or CallForPapers(event=self.event))
        if formset.is_valid():
            kept = {"criteria": formset.chosen(), "removed": formset.removed()}
            if self.attempt(save_criteria, self.event, done=_("The criteria are saved."), **kept):
                return redirect(url("criteria", self.event))
        return self.show(call=call, formset=formset if call else None, status=422)

    def call(self) -> CallForPapers | None:
        return CallForPapers.objects.filter(event=self.event).first()


class Propose(EventView):
    """Who might judge what is still without enough reviews; what is left ticked is asked for."""

    title = gettext_lazy("Assign")
    template = "sessions/admin/review_propose.html"
    screen = "propose"

    def get(self, request: Any) -> HttpResponse:
        proposals = propose_assignments(self.event, by=request.user)
        reviewers = Reviewer.objects.filter(event=self.event, is_active=True).exists()
        context = {"proposals": proposals, "has_reviewers": reviewers, "has_papers": undecided(self.event).exists()}
        return self.show(**context)

    def post(self, request: Any) -> HttpResponse:
        pairs = self.chosen(request.POST.getlist("pair"))
        if not pairs:
            messages.warning(request, _("Nothing was ticked."))
            return redirect(url("propose", self.event))
        words = ngettext("%(count)d review is asked for.", "%(count)d reviews are asked for.", len(pairs))
        done = f"{words % {'count': len(pairs)}} {_('The letters wait in the outbox.')}"
        self.attempt(assign_reviews, self.event, pairs=pairs, done=done)
        return redirect(url("index", self.event))

    def chosen(self, ticked: list[str]) -> list[tuple[Paper, Reviewer]]:
        """Pairs of this event; others are not found."""
        keys = [tuple(key_of(part) for part in value.split("-", 1)) for value in ticked[:1000]]
        papers = Paper.objects.filter(event=self.event).in_bulk([pair[0] for pair in keys])
        reviewers = Reviewer.objects.filter(event=self.event).in_bulk([pair[-1] for pair in keys])
        return [
            (papers[p], reviewers[r]) for p, r in (k for k in keys if len(k) == 2) if p in papers and r in reviewers
        ]
