import pytest

from cms.numbers import LARGEST, key_of, keys_in, whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("007", 7), (12, 12), (str(LARGEST), LARGEST)]
    + [(bad, None) for bad in ("", "-1", "+1", "1.0", " 1", "²", "٣", "1\0", None, str(LARGEST + 1), "9" * 5000)],
)
def test_whole_numbers_are_those_in_plain_digits_that_a_database_keeps(text, number):
    assert whole_number(text) == number


def test_the_largest_may_be_said():
    assert [whole_number(text, most=10) for text in ("10", "11", "9")] == [10, None, 9]


def test_what_can_be_no_key_is_passed_over():
    assert (key_of("x"), keys_in(["3", "0", "x", "9" * 5000, "1"])) == (0, [3, 1])
