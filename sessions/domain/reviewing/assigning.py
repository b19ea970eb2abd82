"""Whom a paper is given to: by hand, by a proposal, and again after it was revised."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Event
from participants.models import User
from sessions.models import CallForPapers, Paper, PaperDecision, Review, Reviewer
from sessions.permissions import may_decide_on_papers, may_manage_reviews

from .conflicts import Conflicts, find_conflicts, stopping
from .letters import draft_requests

State = Review.State
REVIEWS_EACH = 2


@dataclass(frozen=True, slots=True)
class Proposal:
    """`knows` where the reviewer judged the paper, or its abstract, before; `fits` where their themes are among the
    paper's; `load` is how many papers they then have.
    """

    paper: Paper
    reviewer: Reviewer
    knows: bool
    fits: bool
    load: int


def undecided(event: Event) -> QuerySet[Paper]:
    """The papers that wait for a decision in the round they are in."""
    decided = PaperDecision.objects.filter(paper__event=event, stage=F("paper__stage"), round=F("paper__round"))
    return Paper.objects.filter(event=event, status=Paper.Status.SUBMITTED).exclude(pk__in=decided.values("paper"))


def loads_of(event: Event) -> Counter[int]:
    """How many papers each reviewer of `event` has to judge in the round they are in, by the reviewer's id."""
    rows = Review.objects.standing().in_round().filter(paper__event=event)
    return Counter(rows.values_list("reviewer", flat=True))


def reviews_each(event: Event) -> int:
    return CallForPapers.objects.filter(event=event).values_list("reviews_each", flat=True).first() or REVIEWS_EACH


def propose_assignments(event: Event, *, by: User) -> list[Proposal]:
    """Who might judge what is still without enough reviews; nothing is written. Raises PermissionDenied.

    Papers with the fewest possible reviewers are served first; of these those who know the paper, then those whose
    themes fit, then those with the least to do, measured by what they take. Never one with a conflict, nor one who has
    declined the paper. Papers of `by` are left to others.
    """
    if not may_decide_on_papers(by, event):
        raise PermissionDenied
    papers = list(_open_to(by, event).prefetch_related("themes").order_by("pk"))
    reviewers = list(_active(event).prefetch_related("themes"))
    taken = _taken(papers)
    found = find_conflicts(event, [paper.pk for paper in papers], [each.person_id for each in reviewers])
    possible = {paper.pk: [r for r in reviewers if _is_free(paper, r, taken, found)] for paper in papers}
    loads, wanted, known = loads_of(event), reviews_each(event), _known(papers)
    proposals: list[Proposal] = []
    for paper in sorted(papers, key=lambda paper: (len(possible[paper.pk]), paper.pk)):
        missing = wanted - taken[paper.pk].total()
        proposals += _choose(paper, possible[paper.pk], missing, loads, known[paper.pk])
    return proposals


def assign_reviews(event: Event, *, by: User | None, pairs: Iterable[tuple[Paper, Reviewer]]) -> list[Review]:
    """Asks each reviewer for the paper, all or nothing; whom it was asked already is left out.

    One letter for each of them is drafted into the outbox. Raises PermissionDenied; ValidationError for a conflict that
    was not set aside, a reviewer who has as many papers as they take, and a paper that is not to be judged now.
    """
    wanted = list(dict.fromkeys((paper.pk, reviewer.pk) for paper, reviewer in pairs))
    with transaction.atomic():
        papers = {row.pk: row for row in _locked(event, [paper for paper, _reviewer in wanted])}
        people = {row.pk: row for row in _active(event, [reviewer for _paper, reviewer in wanted], lock=True)}
        if len(papers) < len({p for p, _r in wanted}) or len(people) < len({r for _p, r in wanted}):
            raise ValidationError(_("Some of these are no longer there. Look at the list again."))
        if by is not None and not all(may_manage_reviews(by, paper) for paper in papers.values()):
            raise PermissionDenied
        chosen = [(papers[paper], people[reviewer]) for paper, reviewer in wanted]
        _check_open(event, papers.values())
        made = _ask(event, by, [pair for pair in chosen if not _is_asked(*pair)])
        if made:
            draft_requests(event, by=by, people=[review.reviewer.person for review in made])
    return made


def take_review_back(review: Review, *, by: User) -> None:
    """It counts for nothing any more, and its reviewer no longer reads the paper; what was written is kept.

    Raises PermissionDenied, ValidationError once the round is decided.
    """
    if not may_manage_reviews(by, review.paper):
        raise PermissionDenied
    with transaction.atomic():
        paper = Paper.objects.select_for_update().get(pk=review.paper_id)
        kept = Review.objects.select_related("reviewer__person").get(pk=review.pk)
        if is_decided(paper, kept.stage, kept.round):
            raise ValidationError(_("This round is decided."))
        if kept.state == State.ASKED:
            kept.delete()
        else:
            Review.objects.filter(pk=kept.pk).update(state=State.TAKEN_BACK)
        data = {"person": kept.reviewer.person.name}
        log(instance=paper, action="sessions.take_review_back", user=by, data=data)


def is_decided(paper: Paper, stage: str, number: int) -> bool:
    """Whether something was decided in that round, told or not."""
    return PaperDecision.objects.filter(paper=paper, stage=stage, round=number).exists()


def ask_reviewers_again(paper: Paper, *, by: User | None) -> None:
    """A revised paper has begun its next round: it is given to those who judged it before and have no conflict now.

    To be called inside the transaction that sends it, with the paper locked. Letters to them wait in the outbox.
    """
    earlier = Review.objects.filter(paper=paper, stage=paper.stage, round=paper.round - 1, state=State.DONE)
    reviewers = [row.reviewer for row in earlier.select_related("reviewer__person") if row.reviewer.is_active]
    found = find_conflicts(paper.event, [paper.pk], [reviewer.person_id for reviewer in reviewers])
    free = [reviewer for reviewer in reviewers if not stopping(found.get((paper.pk, reviewer.person_id), []))]
    facts = {"paper": paper, "stage": paper.stage, "round": paper.round}
    Review.objects.bulk_create(Review(reviewer=reviewer, **facts) for reviewer in free)
    if free:
        draft_requests(paper.event, by=None, people=[reviewer.person for reviewer in free])
        log(instance=paper, action="sessions.ask_reviewers_again", user=by, data={"round": paper.round})


def _open_to(by: User, event: Event) -> QuerySet[Paper]:
    return undecided(event).exclude(pk__in=Paper.objects.of_author(by).values("pk"))


def _active(event: Event, ids: Collection[int] | None = None, *, lock: bool = False) -> QuerySet[Reviewer]:
    rows = Reviewer.objects.filter(event=event, is_active=True).select_related("person__user").order_by("pk")
    rows = rows if ids is None else rows.filter(pk__in=ids)
    return rows.select_for_update(of=("self",)) if lock else rows


def _locked(event: Event, ids: Iterable[int]) -> QuerySet[Paper]:
    rows = Paper.objects.filter(event=event, pk__in=list(ids)).order_by("pk")
    return rows.select_for_update(of=("self",)).select_related("event")


def _taken(papers: Sequence[Paper]) -> dict[int, Counter[int]]:
    """By paper, the reviewers whom it is given to; with 0 those who have declined it or from whom it was taken back."""
    taken: dict[int, Counter[int]] = defaultdict(Counter)
    rows = Review.objects.in_round().filter(paper__in=papers)
    for paper, reviewer, state in rows.values_list("paper", "reviewer", "state"):
        taken[paper][reviewer] = int(state not in {State.DECLINED, State.TAKEN_BACK})
    return taken


def _known(papers: Sequence[Paper]) -> dict[int, set[int]]:
    """By paper, those who judged it in an earlier round or stage."""
    known: dict[int, set[int]] = defaultdict(set)
    rows = Review.objects.filter(paper__in=papers, state=State.DONE).values_list("paper", "reviewer")
    for paper, reviewer in rows:
        known[paper].add(reviewer)
    return known


def _is_free(paper: Paper, reviewer: Reviewer, taken: dict[int, Counter[int]], found: Conflicts) -> bool:
    return reviewer.pk not in taken[paper.pk] and not stopping(found.get((paper.pk, reviewer.person_id), []))


def _choose(
    paper: Paper, possible: list[Reviewer], missing: int, loads: Counter[int], known: Collection[int]
) -> list[Proposal]:
    themes = {theme.pk for theme in paper.themes.all()}

    def rank(each: Reviewer) -> tuple[bool, bool, float, int]:
        return each.pk not in known, not _fits(each, themes), loads[each.pk] / each.most, each.pk

    chosen: list[Proposal] = []
    for reviewer in sorted(possible, key=rank):
        if len(chosen) < missing and loads[reviewer.pk] < reviewer.most:
            loads[reviewer.pk] += 1
            knows, fits = reviewer.pk in known, _fits(reviewer, themes)
            chosen.append(Proposal(paper, reviewer, knows, fits, loads[reviewer.pk]))
    return chosen


def _fits(reviewer: Reviewer, themes: set[int]) -> bool:
    return any(theme.pk in themes for theme in reviewer.themes.all())


def _check_open(event: Event, papers: Iterable[Paper]) -> None:
    ready = set(undecided(event).values_list("pk", flat=True))
    for paper in papers:
        if paper.pk not in ready:
            raise ValidationError(_("“%(title)s” is not to be judged now.") % {"title": paper.title})


def _is_asked(paper: Paper, reviewer: Reviewer) -> bool:
    rows = Review.objects.standing().filter(paper=paper, reviewer=reviewer, stage=paper.stage, round=paper.round)
    return rows.exists()


def _ask(event: Event, by: User | None, pairs: Sequence[tuple[Paper, Reviewer]]) -> list[Review]:
    papers, people = [paper.pk for paper, _r in pairs], [reviewer.person_id for _p, reviewer in pairs]
    found, loads = find_conflicts(event, papers, people), loads_of(event)
    made = []
    for paper, reviewer in pairs:
        _check_pair(paper, reviewer, found, loads)
        loads[reviewer.pk] += 1
        made.append(_ask_for(paper, reviewer, by))
    return made


def _check_pair(paper: Paper, reviewer: Reviewer, found: Conflicts, loads: Counter[int]) -> None:
    said = {"person": reviewer.person.name, "title": paper.title, "count": reviewer.most}
    if reasons := stopping(found.get((paper.pk, reviewer.person_id), [])):
        said |= {"reason": reasons[0].words}
        raise ValidationError(_("%(person)s has a conflict with “%(title)s”: %(reason)s.") % said)
    if loads[reviewer.pk] >= reviewer.most:
        raise ValidationError(_("%(person)s takes %(count)d papers, and has as many.") % said)


def _ask_for(paper: Paper, reviewer: Reviewer, by: User | None) -> Review:
    """Who declined, or from whom it was taken back, is asked anew."""
    values = {"state": State.ASKED, "note": "", "asked_by": by, "done_at": None}
    review, _is_new = Review.objects.update_or_create(
        paper=paper, reviewer=reviewer, stage=paper.stage, round=paper.round, defaults=values
    )
    log(instance=paper, action="sessions.assign_review", user=by, data={"person": reviewer.person.name})
    return review
