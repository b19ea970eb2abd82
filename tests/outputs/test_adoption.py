"""Nothing that was recommended gets lost: dispositions, adoption, issuing, and who may."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from outputs.domain import adoption
from outputs.domain.assembling import accept_suggestions
from outputs.domain.dispositions import record_disposition
from outputs.domain.documents import create_output, save_output, set_state
from outputs.models import Job, Output
from outputs.record.board import open_rows, rows_of
from outputs.resolve import document_of
from outputs.tree import canonical
from sessions.models import Recommendation
from tests.factories.outputs import add_record, new_output, recorded_event
from tests.roles import make_user

pytestmark = pytest.mark.django_db


def adopted(output, by=None):
    accept_suggestions(output, by=None)
    return adoption.adopt_output(output, by=by)


def test_adoption_is_refused_with_the_list_while_one_recommendation_is_open():
    event = recorded_event(3)
    output = new_output(event)
    first, *_rest = event.recommendations.order_by("number")
    record_disposition(output, first, by=None, verdict="included")
    with pytest.raises(adoption.NotAllDisposed) as refused:
        adoption.adopt_output(output, by=None)
    assert [row.recommendation.number for row in refused.value.rows] == [2, 3]
    assert refused.value.messages == ["2 recommendations have no disposition, or changed since: numbers 2, 3."]
    assert Output.objects.get(pk=output.pk).state == "draft"


def test_adopting_freezes_text_and_digest():
    output = adopted(new_output())
    data = output.frozen.encode()
    document = canonical.loads(data)
    assert (output.state, output.sha256, document.state) == ("adopted", canonical.digest(data), "adopted")
    assert adoption.is_intact(output)
    assert "[" not in [p.inlines[0].text[0] for p in document.sections[-1].blocks]


def test_what_is_frozen_no_longer_follows_the_record():
    event = recorded_event(1)
    output = adopted(new_output(event))
    before = document_of(output)
    add_record(event, 2)
    event.recommendations.update(text="changed")
    assert document_of(Output.objects.get(pk=output.pk)) == before


def test_adopting_adopts_what_the_text_contains_and_keeps_where_it_stands():
    event = recorded_event(2)
    output = new_output(event)
    first, second = event.recommendations.order_by("number")
    record_disposition(output, first, by=None, verdict="included")
    record_disposition(output, second, by=None, verdict="deferred", reason="Next year.")
    adoption.adopt_output(output, by=None)
    statuses = event.recommendations.order_by("number").values_list("status", flat=True)
    clauses = output.dispositions.order_by("recommendation__number").values_list("clause", flat=True)
    assert (list(statuses), list(clauses)) == (["adopted", "captured"], [f"recommendation-{first.pk}", ""])


def test_adopting_asks_for_every_file_in_one_job():
    output = adopted(new_output())
    assert list(Job.objects.filter(output=output).values_list("format", "state")) == [("all", "queued")]


def test_a_recommendation_changed_since_is_open_again():
    event = recorded_event(1)
    output = new_output(event)
    accept_suggestions(output, by=None)
    assert open_rows(output) == []
    Recommendation.objects.update(revision=2, text="other words")
    assert [row.is_changed for row in open_rows(output)] == [True]
    with pytest.raises(adoption.NotAllDisposed):
        adoption.adopt_output(output, by=None)


def test_new_recommendations_are_offered_and_the_body_is_left_alone():
    event = recorded_event(1)
    output = new_output(event)
    before = Output.objects.get(pk=output.pk).body.get_prep_value()
    add_record(event, 2)
    assert [row.is_open for row in rows_of(output)] == [True, True]
    assert Output.objects.get(pk=output.pk).body.get_prep_value() == before


@pytest.mark.parametrize("verdict", ["deferred", "not_taken"])
def test_leaving_one_out_needs_a_reason(verdict):
    event = recorded_event(1)
    with pytest.raises(ValidationError) as refused:
        record_disposition(new_output(event), event.recommendations.get(), by=None, verdict=verdict, reason="  ")
    assert refused.value.message_dict == {"reason": ["Say why it is deferred or not taken."]}


def test_a_recommendation_of_another_event_is_refused():
    other = recorded_event(1).recommendations.get()
    with pytest.raises(ValidationError, match="another event"):
        record_disposition(new_output(), other, by=None, verdict="included")


def test_an_adopted_document_takes_no_changes():
    event = recorded_event(1)
    output = adopted(new_output(event))
    organiser = make_user("organiser", event)
    with pytest.raises(ValidationError, match="adopted"):
        record_disposition(output, event.recommendations.get(), by=None, verdict="merged")
    with pytest.raises(PermissionDenied):
        save_output(output, by=organiser, data={"title": "Other"})
    with pytest.raises(PermissionDenied):
        set_state(output, by=organiser, state="draft")
    with pytest.raises(PermissionDenied):
        adoption.adopt_output(output, by=organiser)


def test_a_document_without_a_recommendation_is_no_report():
    output = new_output(recorded_event(0))
    with pytest.raises(ValidationError) as refused:
        adoption.adopt_output(output, by=None)
    assert refused.value.messages == [
        "There is no recommendation.",
        "There is no numbered paragraph.",
        "The part “Attendance” is empty.",
        "The part “Summary of the sessions” is empty.",
        "The part “Recommendations” is empty.",
    ]


def test_issuing_follows_adoption_and_changes_no_text():
    output = new_output()
    with pytest.raises(ValidationError, match="Only an adopted"):
        adoption.issue_output(output, by=None)
    frozen = adopted(output).frozen
    issued = adoption.issue_output(output, by=None)
    assert (issued.state, issued.frozen) == ("issued", frozen)


def test_one_draft_of_a_kind_at_a_time_and_then_the_next_version():
    event = recorded_event(1)
    first = new_output(event)
    with pytest.raises(ValidationError, match="draft of this document already"):
        create_output(event, "final_report", by=None)
    adopted(first)
    assert create_output(event, "final_report", by=None).version == 2


@pytest.mark.parametrize(
    ("role", "writes", "adopts"),
    [("organiser", True, True), ("rapporteur", True, False), ("chair", False, False), ("secretariat", True, True),
     ("desk", False, False), (None, False, False)],
)  # fmt: skip
def test_who_may_write_and_who_may_adopt(role, writes, adopts):
    event = recorded_event(1)
    output = new_output(event)
    user = make_user(role, event)
    assert allowed(accept_suggestions, output, by=user) is writes
    accept_suggestions(output, by=None)
    assert allowed(adoption.adopt_output, output, by=user) is adopts


def test_an_organiser_of_another_event_may_nothing():
    output = new_output()
    stranger = make_user("organiser", recorded_event(0))
    assert not allowed(accept_suggestions, output, by=stranger)
    assert not allowed(create_output, output.event, "communique", by=stranger)


def allowed(act, *args, **options):
    try:
        act(*args, **options)
    except PermissionDenied:
        return False
    return True
