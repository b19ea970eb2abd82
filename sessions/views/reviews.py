"""A reviewer's papers and what they write about them; and what authors are shown of it once a decision is told."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms import files
from cms.inspection.run import names_in
from sessions import permissions
from sessions.domain.file_names import neutral_name
from sessions.domain.reviewing.letters import comments_of, name_of
from sessions.domain.reviewing.reading import is_outdated, newest_file, told_of
from sessions.domain.reviewing.writing import decline_review, is_open, save_review, send_review
from sessions.forms.reviews import DeclineForm, ReviewForm
from sessions.models import CallForPapers, Criterion, Paper, PaperDecision, PaperVersion, Review

State = Review.State
BADGES = {State.DONE: "success", State.DECLINED: "warning", State.DRAFT: "info"}


@login_required
@require_safe
def my_reviews(request: HttpRequest) -> HttpResponse:
    rows = rows_of(request.user)
    groups = [row for row in rows if row["is_open"]], [row for row in rows if not row["is_open"]]
    return render(request, "sessions/reviews/list.html", {"open": groups[0], "past": groups[1]})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    may_write = is_open(found)
    criteria = list(Criterion.objects.filter(call__event=found.paper.event_id))
    form = ReviewForm(request.POST or None, review=found, criteria=criteria)
    if request.method == "POST" and form.is_valid() and _write(request, found, form):
        return redirect("sessions:my_reviews" if "send" in request.POST else request.path)
    context = _context(found) | {"form": form, "may_write": may_write, "scores": _scores(found, criteria)}
    with timezone.override(found.paper.event.tz):
        return render(request, "sessions/reviews/review.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    if not is_open(found) or found.state == State.DONE:
        return redirect("sessions:review", found.pk)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        has_conflict = form.cleaned_data["why"] == "conflict"
        try:
            decline_review(found, by=request.user, note=form.cleaned_data["note"], has_conflict=has_conflict)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("Thank you for telling us: somebody else will be asked."))
            return redirect("sessions:my_reviews")
    context = {"form": form, "review": found, "paper": found.paper}
    return render(request, "sessions/reviews/decline.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def file(request: HttpRequest, pk: int, version: int) -> HttpResponseBase:
    """A file in force of the paper in the round that is asked for, under a name that says nothing."""
    found = _own(request, pk)
    wanted = next((each for each in _files(found) if each.pk == version), None)
    if wanted is None:
        raise Http404
    return files.send(wanted.file, name=neutral_name(wanted), media_type=wanted.media_type, public=False)


def rows_of(user: Any) -> list[dict[str, Any]]:
    """What is asked of `user`, and what was; the newest first. Two statements."""
    rows = list(Review.objects.of_reviewer(user).order_by("-asked_at", "-pk"))
    decided = _decided(rows)
    return [_row(each, decided) for each in rows]


def tell_names(request: HttpRequest, version: PaperVersion) -> None:
    """Warns an author whose reviewers are not to learn who wrote: programs write names into files by themselves."""
    if permissions.anonymity_of(version.paper.event_id) != CallForPapers.Anonymity.BOTH:
        return
    with version.file.open() as kept:
        names = ", ".join(names_in(kept))
    if names:
        words = _(
            "Reviewers are not to learn who wrote this paper, but the properties of the file name %(names)s. "
            "Remove them in your word processor and send the file again."
        )
        messages.warning(request, words % {"names": names[:200]})


def outcomes_of(paper: Paper, user: Any) -> list[dict[str, Any]]:
    """For the paper's page: what was decided in each round, as its authors were told, with what reviewers wrote.

    Empty for anybody but its authors and those who manage its review.
    """
    if not (permissions.is_author(user, paper) or permissions.may_manage_reviews(user, paper)):
        return []
    is_known = permissions.may_know_reviewers(user, paper)
    return [
        {
            "decision": decision,
            "comments": [
                {"reviewer": name_of(place, each.reviewer, is_known=is_known), "text": each.to_author}
                for place, each in comments_of(paper, decision.stage, decision.round)
            ],
        }
        for decision in reversed(told_of(paper))
    ]


def _own(request: HttpRequest, pk: int) -> Review:
    return get_object_or_404(Review.objects.of_reviewer(request.user), pk=pk)


def _decided(rows: list[Review]) -> set[tuple[int, str, int]]:
    papers = {each.paper_id for each in rows}
    found = PaperDecision.objects.filter(paper__in=papers) if papers else PaperDecision.objects.none()
    return set(found.values_list("paper", "stage", "round"))


def _row(review: Review, decided: set[tuple[int, str, int]]) -> dict[str, Any]:
    paper = review.paper
    is_now = (paper.stage, paper.round) == (review.stage, review.round) and paper.status == Paper.Status.SUBMITTED
    is_closed = (paper.pk, review.stage, review.round) in decided
    return {
        "review": review,
        "paper": paper,
        "event": paper.event,
        "until": deadline_of(review),
        "badge": {"kind": BADGES.get(State(review.state), ""), "label": review.get_state_display()},
        "is_open": is_now and not is_closed and review.state != State.DECLINED,
        "url": reverse("sessions:review", args=[review.pk]),
    }


def deadline_of(review: Review) -> Any:
    call = getattr(review.paper.event, "call", None)
    return call.review_deadline if call else None


def _context(review: Review) -> dict[str, Any]:
    paper = review.paper
    earlier = Review.objects.filter(reviewer=review.reviewer_id, paper=paper, state=State.DONE)
    return {
        "review": review,
        "paper": paper,
        "event": paper.event,
        "until": deadline_of(review),
        "authors": _authors(review),
        "files": [_file(review, version) for version in _files(review)],
        "earlier": earlier.exclude(pk=review.pk).order_by("stage", "round"),
        "badge": _row(review, set())["badge"],
        "is_outdated": is_outdated(review, newest_file(paper)),
        "is_seen": permissions.anonymity_of(paper.event_id) == CallForPapers.Anonymity.NONE,
    }


def _authors(review: Review) -> list[str]:
    """Empty where the reviewer may not know them."""
    if not permissions.may_know_authors(review.reviewer.person.user, review.paper):
        return []
    return [author.person.name for author in review.paper.authors.named().select_related("person")]


def _files(review: Review) -> list[PaperVersion]:
    """The newest of each kind and language, as long as the paper is in the round at hand."""
    paper = review.paper
    if review.state == State.DECLINED or (paper.stage, paper.round) != (review.stage, review.round):
        return []
    return paper.files_in_force()


def _file(review: Review, version: PaperVersion) -> dict[str, Any]:
    return {
        "name": neutral_name(version),
        "kind": version.get_kind_display(),
        "language": version.get_language_display(),
        "size": version.size,
        "url": reverse("sessions:review_file", args=[review.pk, version.pk]),
    }


def _scores(review: Review, criteria: list[Criterion]) -> list[dict[str, Any]]:
    given = {score.criterion_id: score.value for score in review.scores.all()}
    return [{"criterion": each, "value": given.get(each.pk)} for each in criteria]


def _write(request: HttpRequest, review: Review, form: ReviewForm) -> bool:
    write = send_review if "send" in request.POST else save_review
    try:
        write(review, by=request.user, data=form.cleaned_data, scores=form.scores())
    except ValidationError as refusal:
        errors = refusal.error_dict if hasattr(refusal, "error_dict") else {None: refusal}
        for field, reasons in errors.items():
            form.add_error(field if field in form.fields else None, reasons)
        return False
    sent = "send" in request.POST
    messages.success(
        request, _("Thank you: your review is sent.") if sent else _("Your draft is saved. It is not sent.")
    )
    return True
