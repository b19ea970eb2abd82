"""From the criteria to the decision: what the domain does, and what it refuses."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django_tasks_db.models import DBTaskResult

from cms.domain.team import grant_role
from cms.models import EventLogEntry, Role
from participants.domain.outbox import discard_letters, send_letters
from participants.models import Letter
from sessions.domain.calls import set_call
from sessions.domain.papers import submit_paper, withdraw_paper
from sessions.domain.reviewing.assigning import assign_reviews, propose_assignments, take_review_back
from sessions.domain.reviewing.deciding import decide_papers, tell_without_letter, undo_decision
from sessions.domain.reviewing.reading import summaries
from sessions.domain.reviewing.reviewers import (
    add_reviewers,
    change_reviewer,
    remove_reviewer,
    save_criteria,
)
from sessions.domain.reviewing.writing import decline_review, save_review, send_review
from sessions.models import CallForPapers, Criterion, Paper, PaperDecision, Review, Reviewer
from tests.factories.cms import ThemeFactory, published_event
from tests.factories.participants import PersonFactory
from tests.factories.record import CallFactory, PaperFactory
from tests.factories.reviews import CriterionFactory, ReviewerFactory, ReviewFactory
from tests.roles import make_user
from tests.sessions import hostile_files as files

pytestmark = pytest.mark.django_db
GOOD = {"advice": "accept", "to_author": "Clear.", "to_chair": "Take it."}


@pytest.fixture
def event():
    return published_event()


@pytest.fixture
def organiser(event):
    return make_user(Role.ORGANISER, event)


@pytest.fixture
def author():
    return PersonFactory(user=make_user(), name="Sina Leavasa")


@pytest.fixture
def paper(event, author):
    return PaperFactory(event=event, status="submitted", title="Trust", authors=[author], submitted_by=author.user)


@pytest.fixture
def reviewer(event):
    return ReviewerFactory(event=event)


@pytest.fixture
def review(paper, reviewer):
    return ReviewFactory(paper=paper, reviewer=reviewer)


@pytest.fixture
def criterion(event):
    return CriterionFactory(call=CallFactory(event=event))


@pytest.fixture
def work(mailoutbox):
    """Sends what waits in the queue, and gives the mail sent so far."""

    def run():
        for waiting in DBTaskResult.objects.ready().order_by("enqueued_at"):
            waiting.task.call(*waiting.args_kwargs["args"], **waiting.args_kwargs["kwargs"])
            waiting.delete()
        return mailoutbox

    return run


def user_of(review):
    return review.reviewer.person.user


def actions(event) -> list[str]:
    return list(
        EventLogEntry.objects.filter(event=event, action__startswith="sessions.")
        .order_by("pk")
        .values_list("action", flat=True)
    )


def refused(call, *args, **kwargs) -> dict | list:
    with pytest.raises(ValidationError) as refusal:
        call(*args, **kwargs)
    return refusal.value.message_dict if hasattr(refusal.value, "error_dict") else refusal.value.messages


# --- Reviewers, rules, criteria -----------------------------------------------------------------------------


def test_reviewers_come_and_go(event, organiser):
    person, theme = PersonFactory(), ThemeFactory()
    (reviewer,) = add_reviewers(event, by=organiser, people=[person])
    change_reviewer(reviewer, by=organiser, most=3, themes=[theme])
    assert (Reviewer.objects.get().most, list(reviewer.themes.all())) == (3, [theme])
    ReviewFactory(reviewer=reviewer, state="asked")
    remove_reviewer(reviewer, by=organiser)
    assert (Reviewer.objects.count(), Review.objects.count()) == (0, 0)
    assert actions(event) == ["sessions.add_reviewer", "sessions.change_reviewer", "sessions.remove_reviewer"]


def test_a_reviewer_who_wrote_stays_known_and_can_come_back(event, organiser, review):
    Review.objects.update(state="done")
    remove_reviewer(review.reviewer, by=organiser)
    assert Reviewer.objects.get().is_active is False
    add_reviewers(event, by=organiser, people=[review.reviewer.person])
    assert Reviewer.objects.get().is_active is True


def test_only_organisers_set_anything_up(event, reviewer):
    other = make_user(Role.ORGANISER, published_event())
    for by in (other, reviewer.person.user, make_user(Role.REVIEWER, event)):
        with pytest.raises(PermissionDenied):
            add_reviewers(event, by=by, people=[])
        with pytest.raises(PermissionDenied):
            save_criteria(event, by=by, criteria=[])
        with pytest.raises(PermissionDenied):
            propose_assignments(event, by=by)


def test_a_promise_to_reviewers_is_kept(event, organiser, review):
    set_call(event, by=organiser, data={"anonymity": "both"})
    assert list(refused(set_call, event, by=organiser, data={"anonymity": "none"})) == ["anonymity"]
    assert CallForPapers.objects.get().anonymity == "both"


def test_criteria_that_were_scored_keep_their_scale(event, organiser, criterion, review):
    send_review(review, by=user_of(review), data=GOOD, scores={criterion.pk: 4})
    criterion.most = 3
    assert "its scale stays" in refused(save_criteria, event, by=organiser, criteria=[criterion])[0]
    assert "it stays" in refused(save_criteria, event, by=organiser, criteria=[], removed=[criterion])[0]
    criterion = Criterion.objects.get()
    criterion.name, criterion.weight = "Rigour", 3
    save_criteria(event, by=organiser, criteria=[criterion, Criterion(name="Use", least=0, most=10)])
    assert list(Criterion.objects.values_list("name", "least", "most", "weight")) == [
        ("Rigour", 1, 5, 3),
        ("Use", 0, 10, 1),
    ]


@pytest.mark.parametrize(("least", "most"), [(5, 5), (6, 2), (1, 101)])
def test_a_scale_goes_up(event, organiser, least, most):
    CallFactory(event=event)
    refused(save_criteria, event, by=organiser, criteria=[Criterion(name="Use", least=least, most=most)])
    assert Criterion.objects.count() == 0


def test_criteria_need_a_call(event, organiser):
    assert refused(save_criteria, event, by=organiser, criteria=[]) == ["Set up the call for papers first."]


def test_a_criterion_of_another_event_is_refused(event, organiser):
    foreign = CriterionFactory()
    CallFactory(event=event)
    assert refused(save_criteria, event, by=organiser, criteria=[foreign]) == [
        "This criterion belongs to another event."
    ]


# --- Assigning ----------------------------------------------------------------------------------------------


def test_asking_drafts_one_letter_that_tells_no_title(event, organiser, paper, reviewer):
    second = PaperFactory(event=event, status="submitted")
    assign_reviews(event, by=organiser, pairs=[(paper, reviewer)])
    assign_reviews(event, by=organiser, pairs=[(second, reviewer), (paper, reviewer)])
    assert Review.objects.count() == 2
    (letter,) = Letter.objects.filter(state="draft")
    assert (letter.person, letter.kind) == (reviewer.person, "review")
    assert "2 papers" in letter.body
    assert not any(word in letter.body + letter.subject for word in ("Trust", "Sina Leavasa"))


def test_nobody_gets_more_papers_than_they_take(event, organiser, paper, reviewer):
    ReviewFactory(reviewer=reviewer)
    Reviewer.objects.update(most=1)
    assert refused(assign_reviews, event, by=organiser, pairs=[(paper, reviewer)]) == [
        f"{reviewer.person.name} takes 1 papers, and has as many."
    ]


@pytest.mark.parametrize("status", ["draft", "withdrawn", "published", "rejected"])
def test_only_what_waits_for_a_decision_is_given_out(event, organiser, paper, reviewer, status):
    Paper.objects.update(status=status)
    refused(assign_reviews, event, by=organiser, pairs=[(paper, reviewer)])
    assert Review.objects.count() == 0


def test_rows_of_another_event_are_refused(event, organiser, paper, reviewer):
    foreign_paper, foreign = PaperFactory(status="submitted"), ReviewerFactory()
    refused(assign_reviews, event, by=organiser, pairs=[(foreign_paper, reviewer)])
    refused(assign_reviews, event, by=organiser, pairs=[(paper, foreign)])
    assert Review.objects.count() == 0


def proposed(event, organiser) -> list[tuple]:
    return [(each.paper, each.reviewer, each.fits) for each in propose_assignments(event, by=organiser)]


def test_a_proposal_follows_themes_then_the_load(event, organiser):
    theme = ThemeFactory()
    event.themes.add(theme)
    CallFactory(event=event, reviews_each=1)
    about, other = (PaperFactory(event=event, status="submitted") for _ in range(2))
    about.themes.add(theme)
    plain, versed = (ReviewerFactory(event=event) for _ in range(2))
    versed.themes.add(theme)
    assert proposed(event, organiser) == [(about, versed, True), (other, plain, False)]


def test_who_judged_the_abstract_is_proposed_for_the_paper(event, organiser, paper):
    CallFactory(event=event, reviews_each=1)
    ReviewerFactory(event=event)
    former = ReviewFactory(paper=paper, stage="abstract", state="done", reviewer=ReviewerFactory(event=event))
    assert [(each.reviewer, each.knows) for each in propose_assignments(event, by=organiser)] == [
        (former.reviewer, True)
    ]


def test_a_proposal_never_has_a_conflict_and_respects_the_most(event, organiser, paper, author):
    ReviewerFactory(event=event, person=author)
    full = ReviewerFactory(event=event, most=1)
    ReviewFactory(reviewer=full)
    free = ReviewerFactory(event=event)
    assert [pair[:2] for pair in proposed(event, organiser) if pair[0] == paper] == [(paper, free)]


def test_who_declined_is_not_proposed_again(event, organiser, paper, review):
    decline_review(review, by=user_of(review), note="No time")
    assert proposed(event, organiser) == []
    assign_reviews(event, by=organiser, pairs=[(paper, review.reviewer)])
    assert Review.objects.get().state == "asked"


def test_organisers_leave_their_own_papers_to_others(event, paper, author, reviewer):
    ReviewFactory(paper=paper, reviewer=reviewer, state="done")
    grant_role(event, user=author.user, role=Role.ORGANISER, by=None)
    assert proposed(event, author.user) == []
    assert [(each.is_own, each.reviews) for each in summaries(event, [paper], user=author.user)] == [(True, [])]
    with pytest.raises(PermissionDenied):
        assign_reviews(event, by=author.user, pairs=[(paper, reviewer)])
    with pytest.raises(PermissionDenied):
        decide_papers(event, by=author.user, papers=[paper], outcome="accept")


def test_a_review_is_taken_back(event, organiser, review, criterion):
    send_review(review, by=user_of(review), data=GOOD, scores={criterion.pk: 4})
    take_review_back(review, by=organiser)
    (summary,) = summaries(event, [Paper.objects.get()], user=organiser)
    assert (Review.objects.get().state, summary.reviews, summary.share) == ("taken_back", [], None)
    assert not Paper.objects.files_open_to(user_of(review)).exists()


# --- Writing ------------------------------------------------------------------------------------------------


def test_a_draft_may_be_incomplete_and_a_review_may_not(review, criterion):
    user = user_of(review)
    save_review(review, by=user, data={"to_author": " Hm.\x00 "}, scores={})
    assert (Review.objects.get().state, Review.objects.get().to_author) == ("draft", "Hm.")
    assert refused(send_review, review, by=user, data={}, scores={}) == {
        f"score_{criterion.pk}": ["Give a score."],
        "advice": ["Say what you advise."],
    }
    send_review(review, by=user, data=GOOD, scores={criterion.pk: 4})
    assert Review.objects.get().state == "done"


@pytest.mark.parametrize("value", [0, 6, -1, 32768, 10**30])
def test_a_score_outside_the_scale_is_refused(review, criterion, value):
    errors = refused(send_review, review, by=user_of(review), data=GOOD, scores={criterion.pk: value})
    assert errors == {f"score_{criterion.pk}": ["The scale goes from 1 to 5."]}
    assert review.scores.count() == 0


def test_scores_for_criteria_of_others_are_ignored(review, criterion):
    foreign = CriterionFactory()
    send_review(review, by=user_of(review), data=GOOD, scores={criterion.pk: 4, foreign.pk: 3})
    assert list(review.scores.values_list("criterion", "value")) == [(criterion.pk, 4)]


def test_advice_that_there_is_not_is_refused(review):
    assert list(refused(send_review, review, by=user_of(review), data=GOOD | {"advice": "burn"}, scores={})) == [
        "advice"
    ]


def test_sending_twice_is_once_and_changes_are_kept_until_the_decision(event, organiser, paper, review, criterion):
    user = user_of(review)
    for value in (4, 4, 5):
        send_review(review, by=user, data=GOOD, scores={criterion.pk: value})
    assert (Review.objects.count(), list(review.scores.values_list("value", flat=True))) == (1, [5])
    assert actions(event) == ["sessions.send_review", "sessions.change_review"]
    decide_papers(event, by=organiser, papers=[paper], outcome="accept")
    closed = refused(send_review, review, by=user, data=GOOD, scores={criterion.pk: 1})
    assert closed == {"__all__": ["This review is closed: it can no longer be changed."]}


def test_nobody_writes_the_review_of_somebody_else(review, organiser, paper, author):
    colleague = ReviewFactory(paper=paper, reviewer=ReviewerFactory(event=paper.event))
    for by in (user_of(colleague), organiser, author.user, make_user()):
        with pytest.raises(PermissionDenied):
            send_review(review, by=by, data=GOOD, scores={})
        with pytest.raises(PermissionDenied):
            decline_review(review, by=by, note="No")


def test_declining_takes_a_reason_and_ends_the_reading(review, paper):
    user = user_of(review)
    assert refused(decline_review, review, by=user, note=" ") == {"note": ["Give the reason."]}
    assert Paper.objects.files_open_to(user).get() == paper
    decline_review(review, by=user, note="We share an office", has_conflict=True)
    assert not Paper.objects.files_open_to(user).exists()
    assert (paper.conflicts.get().note, paper.conflicts.get().is_set_aside) == ("We share an office", False)


def test_what_was_sent_is_not_declined(review):
    send_review(review, by=user_of(review), data=GOOD, scores={})
    assert refused(decline_review, review, by=user_of(review), note="Tired") == {
        "__all__": ["You have sent this review already."]
    }


# --- Means --------------------------------------------------------------------------------------------------


def test_means_count_by_weight_and_scales_alike(event, organiser, paper, criterion):
    use = CriterionFactory(call=criterion.call, least=0, most=10, weight=3)
    for first, second in ((5, 0), (3, 10)):
        review = ReviewFactory(paper=paper, reviewer=ReviewerFactory(event=event))
        send_review(review, by=user_of(review), data=GOOD, scores={criterion.pk: first, use.pk: second})
    ReviewFactory(paper=paper, reviewer=ReviewerFactory(event=event))
    (summary,) = summaries(event, [paper], user=organiser)
    assert [(mean.value, mean.count) for mean in summary.means] == [(4.0, 2), (5.0, 2)]
    assert summary.share == (1 * 75 + 3 * 50) / 4
    assert (summary.state, len(summary.done), len(summary.asked), summary.advice) == ("waiting", 2, 3, [("accept", 2)])


# --- Deciding -----------------------------------------------------------------------------------------------


def decide(event, organiser, paper, outcome="revise", **options) -> PaperDecision:
    (decision,) = decide_papers(event, by=organiser, papers=[paper], outcome=outcome, text="More data.", **options)
    return decision


def test_a_decision_waits_for_its_letter(event, organiser, paper, review, work):
    send_review(review, by=user_of(review), data=GOOD, scores={})
    decision = decide(event, organiser, paper)
    assert (decision.letter.person.name, decision.letter.state, decision.told_at) == ("Sina Leavasa", "draft", None)
    assert "More data." in decision.letter.body
    assert "Reviewer 1:\nClear." in decision.letter.body
    assert review.reviewer.person.name not in decision.letter.body
    assert "Take it." not in decision.letter.body
    assert Paper.objects.get().status == "submitted"
    send_letters(event, by=organiser, ids=[decision.letter_id])
    assert len(work()) == 1
    decision.refresh_from_db()
    assert (Paper.objects.get().status, decision.told_at is not None) == ("revise", True)


def test_a_decision_takes_effect_at_once_without_a_letter(event, organiser, paper):
    decision = decide(event, organiser, paper, "reject", by_letter=False)
    assert (Paper.objects.get().status, decision.letter, Letter.objects.count()) == ("rejected", None, 0)


def test_many_are_decided_at_once_or_none(event, organiser, paper):
    second, done = (PaperFactory(event=event, status=status) for status in ("submitted", "published"))
    refused(decide_papers, event, by=organiser, papers=[paper, second, done], outcome="accept")
    assert PaperDecision.objects.count() == 0
    assert len(decide_papers(event, by=organiser, papers=[paper, second], outcome="accept")) == 2


def test_nobody_is_turned_down_without_a_word(event, organiser, paper):
    assert refused(decide_papers, event, by=organiser, papers=[paper], outcome="reject", text=" \n") == {
        "text": ["Say why, for the author."]
    }


def test_a_paper_is_decided_once_in_a_round(event, organiser, paper):
    decide(event, organiser, paper)
    assert refused(decide_papers, event, by=organiser, papers=[paper], outcome="accept") == [
        "There is nothing to decide now: “Trust”."
    ]


def test_a_decision_is_taken_back_while_its_letter_waits(event, organiser, paper, work):
    decision = decide(event, organiser, paper)
    undo_decision(decision, by=organiser)
    assert (PaperDecision.objects.count(), Letter.objects.get().state) == (0, "discarded")
    again = decide(event, organiser, paper, "accept")
    send_letters(event, by=organiser, ids=[again.letter_id])
    assert refused(undo_decision, again, by=organiser) == ["The author has been told, or the letter is on its way."]
    work()
    refused(undo_decision, again, by=organiser)
    assert Paper.objects.get().status == "accepted"


def test_a_discarded_letter_leaves_the_choice(event, organiser, paper):
    decision = decide(event, organiser, paper)
    discard_letters(event, by=organiser, ids=[decision.letter_id])
    tell_without_letter(decision, by=organiser)
    assert Paper.objects.get().status == "revise"
    refused(tell_without_letter, decision, by=organiser)


def test_no_letter_leaves_about_a_paper_that_was_withdrawn(event, organiser, paper, author, work):
    decision = decide(event, organiser, paper)
    withdraw_paper(paper, by=author.user)
    send_letters(event, by=organiser, ids=[decision.letter_id])
    assert work() == []
    decision.letter.refresh_from_db()
    assert (decision.letter.state, decision.letter.note) == ("failed", "The author has withdrawn this paper.")


def test_a_paper_published_meanwhile_stays_so(event, organiser, paper, work):
    decision = decide(event, organiser, paper)
    Paper.objects.update(status="published")
    send_letters(event, by=organiser, ids=[decision.letter_id])
    work()
    assert Paper.objects.get().status == "published"


# --- Revise and send again ----------------------------------------------------------------------------------


def send_again(event, author) -> None:
    paper, data = Paper.objects.get(), {"title": "Trust", "abstract": "More data.", "language": "en"}
    submit_paper(event, by=author.user, data=data, upload=files.upload(files.pdf()), paper=paper)


def test_a_revised_paper_is_given_to_the_same_reviewers(event, organiser, paper, author, review):
    send_review(review, by=user_of(review), data=GOOD, scores={})
    ReviewFactory(paper=paper, reviewer=ReviewerFactory(event=event), state="declined")
    decide(event, organiser, paper, by_letter=False)
    send_again(event, author)
    paper.refresh_from_db()
    assert (paper.status, paper.round) == ("submitted", 2)
    assert list(Review.objects.filter(round=2).values_list("reviewer", "state")) == [(review.reviewer_id, "asked")]
    assert Letter.objects.filter(kind="review", state="draft", person=review.reviewer.person).count() == 1


def test_no_reviewer_is_asked_again_who_has_a_conflict_now(event, organiser, paper, author, review):
    send_review(review, by=user_of(review), data=GOOD, scores={})
    decide(event, organiser, paper, by_letter=False)
    paper.authors.create(person=review.reviewer.person, position=1)
    send_again(event, author)
    assert Review.objects.filter(round=2).count() == 0
