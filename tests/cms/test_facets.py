"""What a search found is counted by facet; rows that no count needs are not read."""

import pytest

from cms.facets import narrow
from cms.models import Theme
from tests.factories.cms import ThemeFactory

pytestmark = pytest.mark.django_db
FACETS = ("kind", "year", "word")
ROWS = [
    "kind:a year:1 word:x",
    "kind:a year:2 word:x",
    "kind:b year:1 word:x",
    "kind:b year:2",
    "kind:ab year:1 word:y",
]


@pytest.fixture
def rows():
    """The name of a theme stands for the codes of a row."""
    for codes in ROWS:
        ThemeFactory(name=codes)
    return Theme.objects.filter(name__in=ROWS).order_by("pk")


def test_each_facet_is_counted_without_its_own_choice(rows, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = narrow(rows, "name", {"kind": "a", "year": "1"}, FACETS, "name")
    assert found.ids == ROWS[:1]
    counts = {facet: dict(counter) for facet, counter in found.counts.items()}
    assert counts == {"kind": {"a": 1, "b": 1, "ab": 1}, "year": {"1": 1, "2": 1}, "word": {"x": 1}}


def test_with_one_choice_all_its_values_are_counted(rows):
    found = narrow(rows, "name", {"kind": "b", "foreign": "z"}, FACETS, "name")
    assert (found.ids, dict(found.counts["kind"])) == (ROWS[2:4], {"a": 2, "b": 2, "ab": 1})


def test_nothing_is_counted_of_rows_that_lack_two_of_what_is_chosen(rows):
    chosen = {"kind": "b", "year": "2", "word": "y"}
    found = narrow(rows, "name", chosen, FACETS, "name")
    assert found.ids == []
    assert {facet: dict(counter) for facet, counter in found.counts.items()} == {"kind": {}, "year": {}, "word": {}}
