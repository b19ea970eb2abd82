"""Two organisers with the same form before them."""

import pytest

from participants.domain.form_building import built_form, move_question, order, stamp_of
from tests.factories.participants import FormSectionFactory, QuestionFactory
from tests.participants.test_race import at_once

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow]


@pytest.fixture
def moves(event):
    """Each puts another question at the end."""
    section = FormSectionFactory(event=event)
    first, second, _third = (
        QuestionFactory(section=section, label=label, position=place) for place, label in enumerate(("A", "B", "C"))
    )
    seen = stamp_of(built_form(event))
    return [
        lambda q=question: move_question(q, by=None, section=section, place=9, seen=seen)
        for question in (first, second)
    ]


def labels(event) -> str:
    return "".join(question.label for section in built_form(event) for question in section.asked)


def test_of_two_who_move_at_once_the_second_is_told_and_nothing_is_lost(event, moves):
    assert at_once(moves) == sorted([str(order.STALE), "done"])
    assert labels(event) in {"BCA", "ACB"}


def test_without_the_stamp_both_would_move(event, moves, monkeypatch):
    """The control. Under the lock of the event the order is still one."""
    monkeypatch.setattr(order, "check_seen", lambda *_seen: None)
    assert at_once(moves) == ["done", "done"]
    assert labels(event) in {"CAB", "CBA"}
