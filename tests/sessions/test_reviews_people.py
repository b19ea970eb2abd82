"""Reviewers who are two records, or ask to be forgotten."""

import pytest

from cms.models import Role
from participants.domain.merging import merge_people, undo_merge
from participants.domain.privacy.erasure import erase_person
from sessions.domain.reviewing.conflicts import conflicts_of
from sessions.models import Conflict, Review, Reviewer, Score
from tests.factories.cms import ThemeFactory, published_event
from tests.factories.participants import PersonFactory
from tests.factories.record import CallFactory, PaperFactory
from tests.factories.reviews import CriterionFactory, ReviewerFactory, ReviewFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db


def test_two_reviewers_of_one_event_become_one_and_two_again():
    event, themes = published_event(), ThemeFactory.create_batch(2)
    kept, gone = (ReviewerFactory(event=event, person=PersonFactory()) for _ in range(2))
    for reviewer in (kept, gone):
        reviewer.themes.set(themes)
    shared, alone = (PaperFactory(event=event, status="submitted") for _ in range(2))
    criterion = CriterionFactory(call=CallFactory(event=event))
    ReviewFactory(reviewer=kept, paper=shared, state="declined")
    done = ReviewFactory(reviewer=gone, paper=shared, state="done", to_author="Clear.")
    Score.objects.create(review=done, criterion=criterion, value=4)
    ReviewFactory(reviewer=gone, paper=alone)
    Conflict.objects.create(paper=alone, person=kept.person, is_set_aside=True)
    Conflict.objects.create(paper=alone, person=gone.person, note="Cousins")
    merge = merge_people(kept.person, gone.person, by=None, take={})
    reviewer = Reviewer.objects.get()
    assert (reviewer.person, set(reviewer.themes.all())) == (kept.person, set(themes))
    assert sorted(reviewer.reviews.values_list("paper", "state")) == [(shared.pk, "done"), (alone.pk, "asked")]
    assert (Score.objects.get().review, Conflict.objects.get().note) == (done, "Cousins")
    undo_merge(merge, by=None)
    counts = {reviewer.person: reviewer.reviews.count() for reviewer in Reviewer.objects.all()}
    assert (counts, Conflict.objects.count()) == ({kept.person: 1, gone.person: 2}, 2)


def test_a_reviewer_merged_with_an_author_has_a_conflict():
    event, author = published_event(), PersonFactory()
    paper = PaperFactory(event=event, status="submitted", authors=[author])
    review = ReviewFactory(paper=paper, reviewer=ReviewerFactory(event=event, person=PersonFactory()))
    merge_people(author, review.reviewer.person, by=None, take={})
    review.refresh_from_db()
    assert [each.key for each in conflicts_of(paper, review.reviewer.person)] == ["self"]


def test_an_erased_reviewer_leaves_what_was_sent_without_the_name():
    event = published_event()
    person = PersonFactory(name="Reviewercanary One", user=make_user(email="reviewercanary@example.org"))
    reviewer = ReviewerFactory(event=event, person=person)
    done = ReviewFactory(reviewer=reviewer, state="done", to_author="Clear, says Reviewercanary One.")
    ReviewFactory(reviewer=reviewer)
    ReviewFactory(reviewer=reviewer, state="declined", note="My daughter wrote it")
    Conflict.objects.create(paper=done.paper, person=person, note="My daughter wrote it")
    erase_person(person, by=make_user(Role.SECRETARIAT))
    left = list(Review.objects.order_by("pk").values_list("state", "note"))
    assert (left, Conflict.objects.count()) == ([("done", ""), ("declined", "")], 0)
    reviewer.refresh_from_db()
    done.refresh_from_db()
    assert ("canary" in f"{reviewer} {done.to_author}", reviewer.is_active) == (False, False)
