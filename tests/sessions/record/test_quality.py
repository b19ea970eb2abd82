from datetime import date

import pytest

from sessions.record.quality import judge

GOOD = {"verb": "urges", "text": "to publish the budgets of all schools", "is_addressed": True}
GOOD |= {"indicator": "share of budgets published", "due": date(2027, 6, 30)}


def test_what_can_be_followed_up_has_nothing_to_be_advised():
    found = judge(**GOOD)
    assert (found.points, found.advice) == (5, [])


@pytest.mark.parametrize(
    ("change", "advice"),
    [
        ({"is_addressed": False}, "Say who is to act."),
        ({"verb": "notes"}, "“Notes” asks for nothing; choose a verb that does."),
        ({"due": None}, "Say by when."),
        ({"indicator": ""}, "Say by what one will know that it is done."),
        ({"text": "to act"}, "Say what is to be done, in a sentence."),
        ({"text": "word " * 61}, "61 words: perhaps these are two recommendations."),
    ],
)
def test_each_thing_that_is_missing_is_named(change, advice):
    found = judge(**GOOD | change)
    assert (found.points, found.advice) == (4, [advice])
