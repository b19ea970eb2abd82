"""Taps that arrive at once."""

from uuid import uuid4

import pytest

from sessions.domain import brainstorming
from sessions.models import Card, Dot, Recommendation
from sessions.record.board import left_of
from tests.factories.participants import PersonFactory, RegistrationFactory
from tests.factories.sessions import SessionFactory
from tests.roles import make_user
from tests.sessions.record.test_race import at_once

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow]


@pytest.fixture
def person():
    return PersonFactory(user=make_user())


@pytest.fixture
def cards(person):
    session = SessionFactory()
    RegistrationFactory(event=session.event, person=person, status="approved")
    board = brainstorming.start_board(session, by=None, question="What?", minutes=5, votes=2)
    made = [Card.objects.create(board=board, person=person, key=uuid4(), text=f"{number}") for number in range(6)]
    brainstorming.set_voting(board, by=None, opens=True)
    return made


def taps(cards, person):
    return [lambda card=card: brainstorming.set_dot(card, by=person.user, person=person, on=True) for card in cards]


def test_nobody_has_a_dot_too_many(cards, person):
    assert at_once(*taps(cards, person)) == ["ValidationError"] * 4 + ["saved"] * 2
    assert Dot.objects.count() == 2


def test_without_counting_under_the_lock_there_are_too_many(cards, person, monkeypatch):
    """The control: everybody goes by the count that was read before anybody wrote."""
    read_by_all = left_of(cards[0].board, person)
    monkeypatch.setattr(brainstorming, "left_of", lambda *_: read_by_all)
    assert at_once(*taps(cards, person)) == ["saved"] * 6
    assert Dot.objects.count() == 6


def test_cards_become_one_recommendation_however_often_the_button_is_pressed(cards):
    press = lambda: brainstorming.record_cards(cards, by=None, kind="recommendation")
    assert at_once(press, press, press) == ["ValidationError"] * 2 + ["saved"]
    assert Recommendation.objects.count() == 1
