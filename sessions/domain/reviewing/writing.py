"""What a reviewer writes: a draft, the review, or why there will be none."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from participants.domain.text import check_fields, many_lines, one_line
from participants.models import User
from sessions.models import Criterion, Paper, Review, Score
from sessions.permissions import may_write_review

from .assigning import is_decided
from .conflicts import declare_conflict

State = Review.State
FIELDS = ("advice", "to_author", "to_chair")
SCORE = "score_%d"
#: By the id of a criterion.
Scores = Mapping[int, int | None]


def save_review(review: Review, *, by: User, data: Mapping[str, Any], scores: Scores) -> Review:
    """Keeps what is written so far, for the reviewer alone; what was sent stays sent, with the new words.

    `data` holds FIELDS, `scores` values by the id of their criterion, None for one not given yet. Raises
    PermissionDenied; ValidationError by field (`score_7` for criterion 7), and where the time for it is over.
    """
    return _write(review, by, lambda row: _keep(row, by, data, scores, is_sent=row.state == State.DONE))


def send_review(review: Review, *, by: User, data: Mapping[str, Any], scores: Scores) -> Review:
    """As `save_review`, and gives it to the organisers; it may be changed until they decide. Sending twice is once.

    Raises as `save_review`, also where a score or the advice is missing.
    """
    return _write(review, by, lambda row: _keep(row, by, data, scores, is_sent=True))


def decline_review(review: Review, *, by: User, note: str, has_conflict: bool = False) -> Review:
    """The reviewer does not judge this paper, and reads it no more. A conflict is kept for the rounds to come.

    Raises PermissionDenied; ValidationError without a reason, and where the review was sent already or comes too late.
    """
    note = one_line(note)
    if not note:
        raise ValidationError({"note": _("Give the reason.")})
    return _write(review, by, lambda row: _decline(row, by, note, has_conflict=has_conflict))


def is_open(review: Review) -> bool:
    """Whether it may be written: asked for, in the round the paper is in, with nothing decided. Needs the paper."""
    paper = review.paper
    return (
        review.state in {State.ASKED, State.DRAFT, State.DONE}
        and (paper.stage, paper.round) == (review.stage, review.round)
        and paper.status == Paper.Status.SUBMITTED
        and not is_decided(paper, review.stage, review.round)
    )


def _write(review: Review, by: User, change: Callable[[Review], None]) -> Review:
    """One at a time for each paper, so that nothing is written while it is being decided."""
    if not may_write_review(by, review):
        raise PermissionDenied
    with transaction.atomic():
        Paper.objects.select_for_update().get(pk=review.paper_id)
        kept = Review.objects.select_related("paper__event", "reviewer__person").get(pk=review.pk)
        if not is_open(kept):
            raise ValidationError({NON_FIELD_ERRORS: _("This review is closed: it can no longer be changed.")})
        change(kept)
    return kept


def _keep(review: Review, by: User, data: Mapping[str, Any], scores: Scores, *, is_sent: bool) -> None:
    criteria = list(Criterion.objects.filter(call__event=review.paper.event_id))
    before = _content(review)
    review.advice = data.get("advice", "")
    review.to_author, review.to_chair = (many_lines(data.get(name, "")) for name in ("to_author", "to_chair"))
    _check(review, criteria, scores, is_sent=is_sent)
    is_new = is_sent and review.state != State.DONE
    review.state = State.DONE if is_sent else State.DRAFT
    review.done_at = (review.done_at or timezone.now()) if is_sent else None
    review.save(update_fields=[*FIELDS, "state", "done_at", "updated_at"])
    _keep_scores(review, criteria, scores)
    if is_new or (is_sent and _content(review) != before):
        action = "sessions.send_review" if is_new else "sessions.change_review"
        log(instance=review.paper, action=action, user=by, data={"round": review.round})


def _content(review: Review) -> tuple[list[str], list[tuple[int, int]]]:
    scores = review.scores.order_by("criterion").values_list("criterion", "value")
    return [getattr(review, name) for name in FIELDS], list(scores)


def _check(review: Review, criteria: list[Criterion], scores: Scores, *, is_sent: bool) -> None:
    errors: dict[str, list[Any]] = {}
    try:
        check_fields(review, exclude=["paper", "reviewer", "asked_by"])
    except ValidationError as refused:
        errors = refused.error_dict
    for criterion in criteria:
        if wrong := _wrong(criterion, scores.get(criterion.pk), is_sent=is_sent):
            errors[SCORE % criterion.pk] = [wrong]
    if is_sent and not review.advice:
        errors["advice"] = [_("Say what you advise.")]
    if errors:
        raise ValidationError(errors)


def _wrong(criterion: Criterion, value: int | None, *, is_sent: bool) -> str:
    if value is None:
        return _("Give a score.") if is_sent else ""
    if not criterion.least <= value <= criterion.most:
        said = {"least": criterion.least, "most": criterion.most}
        return _("The scale goes from %(least)d to %(most)d.") % said
    return ""


def _keep_scores(review: Review, criteria: list[Criterion], scores: Scores) -> None:
    review.scores.all().delete()
    given = [(criterion, scores.get(criterion.pk)) for criterion in criteria]
    Score.objects.bulk_create(
        Score(review=review, criterion=criterion, value=value) for criterion, value in given if value is not None
    )


def _decline(review: Review, by: User, note: str, *, has_conflict: bool) -> None:
    if review.state == State.DONE:
        raise ValidationError({NON_FIELD_ERRORS: _("You have sent this review already.")})
    if has_conflict:
        declare_conflict(review.paper, review.reviewer.person, by=by, note=note)
    review.state, review.note = State.DECLINED, note
    check_fields(review, exclude=["paper", "reviewer", "asked_by"])
    review.save(update_fields=["state", "note", "updated_at"])
    action = "sessions.declare_conflict" if has_conflict else "sessions.decline_review"
    log(instance=review.paper, action=action, user=by, data={"reason": note})
