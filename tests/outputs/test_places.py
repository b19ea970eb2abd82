"""What the home page shows of adopted documents."""

import pytest
from django.test import RequestFactory

from outputs.models import Output
from outputs.places import recent_outcomes
from tests.factories.cms import publish
from tests.factories.outputs import new_output, recorded_event

pytestmark = pytest.mark.django_db


def adopted(**fields) -> Output:
    event = recorded_event(1, **fields)
    publish(event)
    output = new_output(event)
    Output.objects.filter(pk=output.pk).update(state="adopted", frozen="{}")
    return output


def shown() -> list[int]:
    section = recent_outcomes(RequestFactory().get("/"))
    return [output.pk for output in section.context["outputs"]] if section else []


def test_home_shows_what_was_adopted_last_at_listed_events():
    first, second = adopted(), adopted()
    adopted(visibility="private")
    adopted(visibility="unlisted")
    publish(new_output(recorded_event(1)).event)  # a draft
    assert shown() == [second.pk, first.pk]


def test_home_has_no_section_before_something_is_adopted():
    assert shown() == []


def test_home_reads_its_outcomes_in_one_query(django_assert_num_queries):
    for _ in range(4):
        adopted()
    with django_assert_num_queries(1):
        assert len(shown()) == 3
