"""One paper: its reviews, who else may judge it, and what was decided."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.numbers import key_of
from sessions.admin.reviews.base import EventView, url
from sessions.admin.reviews.index import row
from sessions.domain.reviewing.assigning import assign_reviews, loads_of, take_review_back
from sessions.domain.reviewing.conflicts import find_conflicts, set_conflict_aside, stopping, take_conflict_back
from sessions.domain.reviewing.deciding import may_be_undone, tell_without_letter, undo_decision
from sessions.domain.reviewing.reading import Summary, is_outdated, newest_file, summaries, with_scores
from sessions.forms.reviews import ReasonForm
from sessions.models import Paper, PaperDecision, Review, Reviewer

State = Review.State


class PaperReviews(EventView):
    title = gettext_lazy("Reviews of a paper")
    template = "sessions/admin/review_paper.html"

    def get(self, request: Any, pk: int) -> HttpResponse:
        paper = self.paper(pk)
        self.title = paper.title
        if not self.may_manage(paper):
            return self.show(paper=paper, is_own=True)
        (summary,) = summaries(self.event, [paper], user=request.user)
        reviewers, newest = self.reviewers(paper), newest_file(paper)
        context = {
            "row": row(summary),
            "summary": summary,
            "reviews": [review_row(review, summary, newest) for review in summary.reviews],
            "reviewers": [each for each in reviewers if not each["is_asked"]],
            "set_aside": [each for each in reviewers if each["is_set_aside"]],
            "earlier": earlier_rounds(paper),
            "may_undo": bool(summary.decision and may_be_undone(summary.decision)),
        }
        return self.show(paper=paper, **context)

    def reviewers(self, paper: Paper) -> list[dict[str, Any]]:
        """Whoever may be asked, those without a conflict and with the fewest papers first."""
        rows = list(Reviewer.objects.filter(event=self.event, is_active=True).select_related("person"))
        asked = Review.objects.standing().in_round().filter(paper=paper).values_list("reviewer", flat=True)
        asked_ids = set(asked)
        found = find_conflicts(self.event, [paper.pk], [each.person_id for each in rows])
        loads = loads_of(self.event)
        listed = []
        for each in rows:
            reasons = found.get((paper.pk, each.person_id), [])
            stops = stopping(reasons)
            listed.append(
                {
                    "reviewer": each,
                    "load": loads[each.pk],
                    "is_full": loads[each.pk] >= each.most,
                    "reasons": reasons,
                    "stops": stops,
                    "may_be_set_aside": bool(stops) and all(reason.may_be_set_aside for reason in stops),
                    "is_set_aside": any(reason.set_aside for reason in reasons),
                    "is_asked": each.pk in asked_ids,
                }
            )
        return sorted(listed, key=lambda one: (bool(one["stops"]), one["is_full"], one["load"], one["reviewer"].pk))


class PaperAction(EventView):
    """What is done on a paper's page: one address for each, by POST; what it says stands on the page afterwards."""

    http_method_names = ["post"]

    def post(self, request: Any, pk: int) -> HttpResponse:
        paper = self.paper(pk)
        self.act(paper)
        return redirect(url("paper", self.event, paper.pk))

    def act(self, paper: Paper) -> None:
        raise NotImplementedError

    def reviewer(self) -> Reviewer:
        rows = Reviewer.objects.filter(event=self.event).select_related("person")
        return get_object_or_404(rows, pk=key_of(self.request.POST.get("reviewer", "")))

    def decision(self, paper: Paper) -> PaperDecision:
        rows = PaperDecision.objects.filter(paper=paper).select_related("paper__event", "letter")
        return get_object_or_404(rows, pk=key_of(self.request.POST.get("decision", "")))


class Assign(PaperAction):
    def act(self, paper: Paper) -> None:
        reviewer = self.reviewer()
        done = _("%(person)s is asked. The letter waits in the outbox.") % {"person": reviewer.person.name}
        self.attempt(assign_reviews, self.event, pairs=[(paper, reviewer)], done=done)


class TakeBack(PaperAction):
    def act(self, paper: Paper) -> None:
        rows = Review.objects.filter(paper=paper).select_related("paper__event")
        review = get_object_or_404(rows, pk=key_of(self.request.POST.get("review", "")))
        self.attempt(take_review_back, review, done=_("The review is taken back: it counts for nothing."))


class SetAside(PaperAction):
    def act(self, paper: Paper) -> None:
        person, form = self.reviewer().person, ReasonForm(self.request.POST)
        note = form.cleaned_data["note"] if form.is_valid() else ""
        self.attempt(
            set_conflict_aside, paper, person, note=note, done=_("The conflict is set aside, with the reason.")
        )


class CountAgain(PaperAction):
    def act(self, paper: Paper) -> None:
        self.attempt(take_conflict_back, paper, self.reviewer().person, done=_("The conflict counts again."))


class Undo(PaperAction):
    def act(self, paper: Paper) -> None:
        done = _("The decision is taken back. Reviews can be written again.")
        self.attempt(undo_decision, self.decision(paper), done=done)


class Tell(PaperAction):
    def act(self, paper: Paper) -> None:
        self.attempt(tell_without_letter, self.decision(paper), done=_("The author sees the outcome on the site."))


def review_row(review: Review, summary: Summary, newest: datetime | None) -> dict[str, Any]:
    given = {score.criterion_id: score.value for score in review.scores.all()}
    reasons = summary.conflicts.get(review.reviewer.person_id, [])
    return {
        "review": review,
        "scores": [{"criterion": mean.criterion, "value": given.get(mean.criterion.pk)} for mean in summary.means],
        "reasons": reasons,
        "stops": stopping(reasons),
        "is_standing": review.state in {State.ASKED, State.DRAFT, State.DONE},
        "is_done": review.state == State.DONE,
        "is_outdated": is_outdated(review, newest),
    }


def earlier_rounds(paper: Paper) -> list[dict[str, Any]]:
    """What was written and decided before the round at hand, the newest first."""
    rows = with_scores(Review.objects.filter(paper=paper, state=State.DONE)).order_by("pk")
    decisions = {(row.stage, row.round): row for row in PaperDecision.objects.filter(paper=paper)}
    rounds: dict[tuple[str, int], list[Review]] = {}
    for review in rows:
        if (review.stage, review.round) != (paper.stage, paper.round):
            rounds.setdefault((review.stage, review.round), []).append(review)
    return [
        {
            "stage": Paper.Stage(stage).label,
            "number": number,
            "reviews": reviews,
            "decision": decisions.get((stage, number)),
        }
        for (stage, number), reviews in sorted(rounds.items(), reverse=True)
    ]
