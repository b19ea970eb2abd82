"""What becomes of papers after a round of review, and how their authors learn of it."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain.changes import differences, words_of
from cms.models import Event
from participants.domain.outbox import OPEN
from participants.domain.text import check_fields, many_lines
from participants.models import Letter, User
from sessions.models import Advice, Paper, PaperDecision
from sessions.permissions import may_manage_reviews

from .assigning import undecided
from .letters import draft_decision

STATUS = {
    Advice.ACCEPT: Paper.Status.ACCEPTED,
    Advice.REVISE: Paper.Status.REVISE,
    Advice.REJECT: Paper.Status.REJECTED,
}


def decide_papers(
    event: Event, *, by: User | None, papers: Iterable[Paper], outcome: str, text: str = "", by_letter: bool = True
) -> list[PaperDecision]:
    """The same outcome (a value of Advice) and `text` for each paper, all or nothing; reviews are closed by it.

    `by_letter`: a letter is drafted into the outbox, and authors see the outcome, and the paper its new status, when
    somebody has sent it. Otherwise at once, and no letter is written. Raises PermissionDenied; ValidationError where a
    paper is not to be decided now, and for turning papers down or asking for a revision without a word why.
    """
    wanted = [paper.pk for paper in papers]
    text = many_lines(text)
    if outcome not in Advice.values:
        raise ValidationError({"outcome": _("Choose one of the outcomes.")})
    if outcome != Advice.ACCEPT and not text:
        raise ValidationError({"text": _("Say why, for the author.")})
    with transaction.atomic():
        locked = _locked(event, wanted)
        _check(event, by, wanted, locked)
        return [_decide(paper, by, outcome, text, by_letter=by_letter) for paper in locked]


def undo_decision(decision: PaperDecision, *, by: User) -> None:
    """Takes back what no author has been told; the letter that waits is discarded, and reviews are open again.

    Raises PermissionDenied, ValidationError once the letter is on its way.
    """
    if not may_manage_reviews(by, decision.paper):
        raise PermissionDenied
    with transaction.atomic():
        kept = _locked_decision(decision)
        if kept is None or kept.told_at or not _may_be_undone(kept.letter):
            raise ValidationError(_("The author has been told, or the letter is on its way."))
        data = {"title": kept.paper.title, "outcome": kept.outcome}
        _discard(kept, _("The decision was taken back."))
        kept.delete()
        log(instance=decision.paper, action="sessions.undo_decision", user=by, data=data)


def tell_without_letter(decision: PaperDecision, *, by: User) -> PaperDecision:
    """The outcome shows now; the letter that waited is discarded. Raises as `undo_decision`."""
    if not may_manage_reviews(by, decision.paper):
        raise PermissionDenied
    with transaction.atomic():
        kept = _locked_decision(decision)
        if kept is None or kept.told_at or not _may_be_undone(kept.letter):
            raise ValidationError(_("The author has been told, or the letter is on its way."))
        note = _("The author was told on the site.")
        _discard(kept, note)
        _take_effect(kept, by)
    return kept


def tell(letter: Letter) -> None:
    """A letter with a decision has left: the decision takes effect."""
    decision = PaperDecision.objects.filter(letter=letter, told_at=None).select_related("paper__event").first()
    if decision is not None:
        with transaction.atomic():
            decision.paper = (
                Paper.objects.select_for_update(of=("self",)).select_related("event").get(pk=decision.paper_id)
            )
            _take_effect(decision, letter.sent_by)


def may_be_undone(decision: PaperDecision) -> bool:
    """Needs the letter."""
    return decision.told_at is None and _may_be_undone(decision.letter)


def _may_be_undone(letter: Letter | None) -> bool:
    return letter is None or letter.state not in {Letter.State.SENDING, Letter.State.SENT}


def _locked(event: Event, ids: Iterable[int]) -> list[Paper]:
    rows = Paper.objects.filter(event=event, pk__in=list(ids)).order_by("pk")
    return list(rows.select_for_update(of=("self",)).select_related("event"))


def _locked_decision(decision: PaperDecision) -> PaperDecision | None:
    Paper.objects.select_for_update().get(pk=decision.paper_id)
    rows = PaperDecision.objects.filter(pk=decision.pk).select_related("paper__event")
    kept = rows.first()
    if kept and kept.letter_id:
        kept.letter = Letter.objects.select_for_update().get(pk=kept.letter_id)
    return kept


def _discard(decision: PaperDecision, note: str) -> None:
    if decision.letter_id:
        unsent = Letter.objects.filter(pk=decision.letter_id, state__in=OPEN)
        unsent.update(state=Letter.State.DISCARDED, note=note)


def _check(event: Event, by: User | None, wanted: list[int], papers: list[Paper]) -> None:
    if not wanted:
        raise ValidationError(_("Choose at least one paper."))
    if len(papers) < len(set(wanted)):
        raise ValidationError(_("Some of these are no longer there. Look at the list again."))
    if by is not None and not all(may_manage_reviews(by, paper) for paper in papers):
        raise PermissionDenied
    ready = set(undecided(event).filter(pk__in=wanted).values_list("pk", flat=True))
    late = [paper.title for paper in papers if paper.pk not in ready]
    if late:
        raise ValidationError(_("There is nothing to decide now: “%(title)s”.") % {"title": late[0]})


def _decide(paper: Paper, by: User | None, outcome: str, text: str, *, by_letter: bool) -> PaperDecision:
    facts = {"stage": paper.stage, "round": paper.round, "outcome": outcome, "text": text}
    decision = PaperDecision(paper=paper, by=by, **facts)
    check_fields(decision, exclude=["paper", "by", "letter"])
    decision.save()
    log(instance=paper, action="sessions.decide_paper", user=by, data={"outcome": outcome, "round": paper.round})
    if by_letter:
        decision.letter = draft_decision(decision, by=by)
        decision.save(update_fields=["letter"])
    else:
        _take_effect(decision, by)
    return decision


def _take_effect(decision: PaperDecision, by: User | None) -> None:
    """A paper that has gone on meanwhile, such as one that was published, stays where it is."""
    paper = decision.paper
    decision.told_at = timezone.now()
    decision.save(update_fields=["told_at"])
    is_there = (paper.stage, paper.round) == (decision.stage, decision.round)
    if paper.status != Paper.Status.SUBMITTED or not is_there:
        return
    before = words_of(paper, "status", event=paper.event)
    paper.status = STATUS[Advice(decision.outcome)]
    paper.save(update_fields=["status", "updated_at"])
    data = {"outcome": decision.outcome, "changes": differences(before, words_of(paper, "status", event=paper.event))}
    log(instance=paper, action="sessions.tell_decision", user=by, data=data)
