"""What a document took over of its sessions and of the events inside its event."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outputs.domain import assembling
from outputs.record.rollup import levels_of
from tests.factories.outputs import new_output, recorded_event
from tests.outputs.record.test_board import inner_event

pytestmark = pytest.mark.django_db


def told(output):
    """For each level: number, verdict, number and place of the clause it stands in."""
    return {
        level.label: [
            (fate.recommendation.number, fate.verdict, fate.clause and fate.clause.number, fate.place)
            for fate in level.fates
        ]
        for level in levels_of(output)
    }


def test_each_level_shows_what_was_taken_over_and_what_not():
    event = recorded_event(3)
    inner = inner_event(event, 2)
    output = new_output(event)
    first, _second, third = event.recommendations.order_by("number").values_list("pk", flat=True)
    theirs, left = inner.recommendations.order_by("number").values_list("pk", flat=True)
    assembling.take_up(output, [third], by=None)
    assembling.merge(output, [first, theirs], by=None, data={"text": "publish both"})
    assembling.leave_out(output, [left], by=None, verdict="not_taken", reason="Said before.")
    assert told(output) == {
        str(event.sessions.get(number="1")): [(1, "merged", 5, 2)],
        str(event.sessions.get(number="2")): [(2, "open", None, 0)],
        str(event.sessions.get(number="3")): [(3, "included", 3, 1)],
        inner.title: [(1, "merged", 5, 2), (2, "not_taken", None, 0)],
    }


def test_what_was_never_forwarded_is_told_and_counted():
    event = recorded_event(1)
    inner = inner_event(event)
    levels = levels_of(new_output(event))
    assert [(level.label, level.is_event, level.counts["stayed"]) for level in levels] == [
        (str(event.sessions.get()), False, 0),
        (inner.title, True, 1),
    ]


def test_it_costs_the_same_for_two_and_twenty():
    def queries(count):
        event = recorded_event(count)
        inner_event(event, count)
        output = new_output(event)
        assembling.accept_suggestions(output, by=None)
        with CaptureQueriesContext(connection) as captured:
            told(output)
        return len(captured)

    assert queries(2) == queries(20)
