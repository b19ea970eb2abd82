"""Two at once: of a decision and a review one wins, and nobody gets more papers than they take."""

import contextlib
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection

from sessions.domain.reviewing.assigning import assign_reviews
from sessions.domain.reviewing.deciding import decide_papers
from sessions.domain.reviewing.writing import send_review
from sessions.models import PaperDecision, Review, Reviewer
from tests.factories.cms import published_event
from tests.factories.record import PaperFactory
from tests.factories.reviews import ReviewerFactory, ReviewFactory

pytestmark = pytest.mark.django_db(transaction=True)
GOOD = {"advice": "accept", "to_author": "Clear.", "to_chair": ""}


def at_once(*calls) -> list[bool]:
    """Whether each of them was done; on SQLite one may find the database locked, which is a refusal as well."""
    barrier, done = Barrier(len(calls)), [False] * len(calls)

    def run(place, call):
        barrier.wait(timeout=20)
        with contextlib.suppress(ValidationError, OperationalError), contextlib.closing(connection):
            call()
            done[place] = True

    threads = [Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


def test_a_paper_is_decided_once_by_two_who_press_at_once():
    paper = PaperFactory(event=published_event(), status="submitted")
    outcomes = ("accept", "reject", "accept")
    calls = [
        lambda outcome=outcome: decide_papers(paper.event, by=None, papers=[paper], outcome=outcome, text="So.")
        for outcome in outcomes
    ]
    assert sum(at_once(*calls)) == 1
    assert PaperDecision.objects.count() == 1


def test_nobody_gets_more_papers_than_they_take_from_two_who_ask_at_once():
    reviewer = ReviewerFactory(event=published_event(), most=1)
    papers = PaperFactory.create_batch(3, event=reviewer.event, status="submitted")
    calls = [lambda paper=paper: assign_reviews(reviewer.event, by=None, pairs=[(paper, reviewer)]) for paper in papers]
    assert sum(at_once(*calls)) == 1
    assert (Review.objects.count(), Reviewer.objects.get().most) == (1, 1)


def test_a_review_sent_twice_at_once_is_one():
    review = ReviewFactory(reviewer=ReviewerFactory(event=published_event()))
    user = review.reviewer.person.user
    calls = [lambda: send_review(review, by=user, data=GOOD, scores={}) for _ in range(3)]
    assert any(at_once(*calls))
    assert (Review.objects.count(), Review.objects.get().state) == (1, "done")
