"""What the reviews of papers say together: means, advice, and how far they are."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max, Prefetch, QuerySet
from django.utils.translation import gettext as _

from cms.models import Event
from sessions.models import Advice, Criterion, Paper, PaperDecision, Review, Score

from .assigning import reviews_each
from .conflicts import Conflicts, Found, find_conflicts, stopping

State = Review.State
#: What the list is divided into, by how far a paper has come.
WAITING, READY, DECIDED, TOLD = "waiting", "ready", "decided", "told"


@dataclass(frozen=True, slots=True)
class Mean:
    """Of the scores given for a criterion; `value` is None where none was."""

    criterion: Criterion
    value: float | None
    count: int


@dataclass(slots=True)
class Summary:
    """A paper with the reviews of the round it is in. `share` is the weighted mean of all scores, of 100."""

    paper: Paper
    reviews: list[Review]
    means: list[Mean]
    share: float | None
    decision: PaperDecision | None
    wanted: int
    conflicts: dict[int, list[Found]] = field(default_factory=dict)
    is_own: bool = False

    @property
    def done(self) -> list[Review]:
        return [review for review in self.reviews if review.state == State.DONE]

    @property
    def asked(self) -> list[Review]:
        return [review for review in self.reviews if review.state in {State.ASKED, State.DRAFT, State.DONE}]

    @property
    def declined(self) -> list[Review]:
        return [review for review in self.reviews if review.state == State.DECLINED]

    @property
    def missing(self) -> int:
        """How many more should be asked."""
        return max(0, self.wanted - len(self.asked))

    @property
    def advice(self) -> list[tuple[str, int]]:
        given = Counter(review.advice for review in self.done)
        return [(str(label), given[value]) for value, label in Advice.choices if given[value]]

    @property
    def has_conflict(self) -> bool:
        return any(stopping(self.conflicts.get(review.reviewer.person_id, [])) for review in self.asked)

    @property
    def state(self) -> str:
        """One of WAITING, READY, DECIDED, TOLD; empty for what is not judged at all."""
        if self.decision:
            return TOLD if self.decision.told_at else DECIDED
        if self.paper.status != Paper.Status.SUBMITTED:
            return ""
        is_ready = len(self.done) == len(self.asked) and not self.missing
        return READY if is_ready else WAITING


def papers_to_judge(event: Event) -> QuerySet[Paper]:
    """Those sent in, whatever became of them; with what a list says of them."""
    papers = Paper.objects.filter(event=event).exclude(status__in=[Paper.Status.DRAFT, Paper.Status.WITHDRAWN])
    return papers.for_lists().prefetch_related("themes")  # type: ignore[attr-defined]


def summaries(event: Event, papers: Iterable[Paper], *, user: Any) -> list[Summary]:
    """In the order of `papers`, in a number of statements that does not grow. Of those that `user` wrote nothing is
    told but that they are there."""
    papers = list(papers)
    own = _own(papers, user)
    reviews = reviews_of([paper.pk for paper in papers if paper.pk not in own])
    decisions = _decisions(papers)
    criteria = list(Criterion.objects.filter(call__event=event))
    wanted = reviews_each(event)
    pairs = {(pk, review.reviewer.person_id) for pk, group in reviews.items() for review in group}
    people = {person for _pk, person in pairs}
    found = find_conflicts(event, [paper.pk for paper in papers], people, pairs=pairs) if people else {}
    return [
        _summary(each, reviews[each.pk], decisions.get(each.pk), criteria, wanted, found, is_own=each.pk in own)
        for each in papers
    ]


def reviews_of(papers: Iterable[int]) -> dict[int, list[Review]]:
    """Those of the round each paper is in, with reviewers and scores; without what was taken back."""
    found: dict[int, list[Review]] = defaultdict(list)
    rows = Review.objects.in_round().filter(paper__in=list(papers)).exclude(state=State.TAKEN_BACK)
    for review in with_scores(rows).order_by("pk"):
        found[review.paper_id].append(review)
    return found


def with_scores(reviews: QuerySet[Review]) -> QuerySet[Review]:
    scores = Score.objects.select_related("criterion").order_by("criterion__position", "criterion")
    return reviews.select_related("reviewer__person").prefetch_related(Prefetch("scores", scores))


def means_of(criteria: Sequence[Criterion], reviews: Iterable[Review]) -> list[Mean]:
    given: dict[int, list[int]] = defaultdict(list)
    for review in reviews:
        for score in review.scores.all():
            given[score.criterion_id].append(score.value)
    return [Mean(each, _mean(given[each.pk]), len(given[each.pk])) for each in criteria]


def share_of(means: Iterable[Mean]) -> float | None:
    """Each mean as a part of its scale, so that scales of different length count alike, by their weights."""
    counted = [(mean.value, mean.criterion) for mean in means if mean.value is not None and mean.criterion.weight]
    total = sum(each.weight for _value, each in counted)
    if not total:
        return None
    parts = (each.weight * (value - each.least) / (each.most - each.least) for value, each in counted)
    return 100 * sum(parts) / total


def is_outdated(review: Review, newest: datetime | None) -> bool:
    """Whether a file has come since the review was sent; `newest` is when the last one came."""
    return review.state == State.DONE and bool(newest and review.done_at and newest > review.done_at)


def newest_file(paper: Paper) -> datetime | None:
    found: datetime | None = paper.versions.aggregate(at=Max("uploaded_at"))["at"]
    return found


def told_of(paper: Paper) -> list[PaperDecision]:
    """What authors have been told, oldest first."""
    return list(PaperDecision.objects.filter(paper=paper, told_at__isnull=False).order_by("pk"))


def state_words(state: str) -> str:
    return {
        WAITING: _("waits for reviews"),
        READY: _("ready to decide"),
        DECIDED: _("decided, not told"),
        TOLD: _("decided and told"),
    }.get(state, "")


def _own(papers: Sequence[Paper], user: Any) -> set[int]:
    return set(Paper.objects.of_author(user).filter(pk__in=[p.pk for p in papers]).values_list("pk", flat=True))  # type: ignore[attr-defined]


def _decisions(papers: Sequence[Paper]) -> dict[int, PaperDecision]:
    rounds = {paper.pk: (paper.stage, paper.round) for paper in papers}
    rows = PaperDecision.objects.filter(paper__in=list(rounds)).select_related("letter")
    return {row.paper_id: row for row in rows if (row.stage, row.round) == rounds[row.paper_id]}


def _summary(
    paper: Paper,
    reviews: list[Review],
    decision: PaperDecision | None,
    criteria: list[Criterion],
    wanted: int,
    found: Conflicts,
    *,
    is_own: bool,
) -> Summary:
    means = means_of(criteria, [review for review in reviews if review.state == State.DONE])
    conflicts = {person: reasons for (pk, person), reasons in found.items() if pk == paper.pk}
    visible = None if is_own and decision and not decision.told_at else decision
    return Summary(paper, reviews, means, share_of(means), visible, wanted, conflicts, is_own)


def _mean(values: Sequence[int]) -> float | None:
    return sum(values) / len(values) if values else None
