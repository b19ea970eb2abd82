"""All reviews of an event as rows of texts, for a spreadsheet."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Event
from participants.models import User
from sessions.models import Criterion, Paper, PaperDecision, Review
from sessions.permissions import may_decide_on_papers

from .reading import with_scores


def export_reviews(event: Event, *, by: User) -> list[list[str]]:
    """The heading and a row for each review of each round, but for those of papers that `by` wrote.

    Raises PermissionDenied. That it was taken out is noted.
    """
    if not may_decide_on_papers(by, event):
        raise PermissionDenied
    criteria = list(Criterion.objects.filter(call__event=event))
    with timezone.override(event.tz):
        rows = [_heading(criteria), *_rows(event, criteria, by)]
    log(instance=event, action="sessions.export_reviews", user=by, data={"count": len(rows) - 1})
    return rows


def _heading(criteria: list[Criterion]) -> list[str]:
    first = [_("Paper"), _("Number"), _("Authors"), _("Stage"), _("Round"), _("Reviewer"), _("State")]
    return [
        *first,
        *(criterion.name for criterion in criteria),
        *(_("Advice"), _("To the author"), _("To the chair only"), _("Reason"), _("Sent"), _("Decision")),
    ]


def _rows(event: Event, criteria: list[Criterion], by: User) -> Iterator[list[str]]:
    own = Paper.objects.of_author(by).values("pk")  # type: ignore[attr-defined]
    found = with_scores(Review.objects.filter(paper__event=event).exclude(paper__in=own))
    found = found.select_related("paper", "reviewer__person").prefetch_related("paper__authors__person")
    decisions = {(row.paper_id, row.stage, row.round): row for row in PaperDecision.objects.filter(paper__event=event)}
    for review in found.order_by("paper__title", "paper", "stage", "round", "pk"):
        decision = decisions.get((review.paper_id, review.stage, review.round))
        yield _row(review, criteria, decision)


def _row(review: Review, criteria: list[Criterion], decision: Any) -> list[str]:
    paper, scores = review.paper, {score.criterion_id: str(score.value) for score in review.scores.all()}
    authors = ", ".join(author.person.name for author in paper.authors.all())
    sent = date_format(timezone.localtime(review.done_at), "Y-m-d H:i") if review.done_at else ""
    return [
        *(paper.title, str(paper.pk), authors, capfirst(review.get_stage_display()), str(review.round)),
        *(review.reviewer.person.name, capfirst(review.get_state_display())),
        *(scores.get(criterion.pk, "") for criterion in criteria),
        *(review.get_advice_display(), review.to_author, review.to_chair, review.note, sent),
        decision.get_outcome_display() if decision else "",
    ]
