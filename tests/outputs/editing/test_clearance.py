"""From hand to hand until a document is cleared."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import EventLogEntry
from outputs.domain.adoption import adopt_output
from outputs.domain.assembling import accept_suggestions, place, put_back, undo
from outputs.domain.clearance import NotCleared, hand_on
from outputs.domain.dispositions import record_disposition
from outputs.editing.clearance import owed_clearances, standing_of
from outputs.models import ClearanceStep, LastReading, Output
from participants.models import Letter
from sessions.models import Recommendation
from tests.factories.outputs import new_output, recorded_event
from tests.factories.participants import PersonFactory
from tests.outputs.test_views import admin_url
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def steps():
    for position, role in enumerate(("rapporteur", "chair", "secretariat"), 1):
        ClearanceStep.objects.create(position=position, role=role)


@pytest.fixture
def chair(event):
    return PersonFactory(user=make_user("chair", event)).user


@pytest.fixture
def secretariat():
    return PersonFactory(user=make_user("secretariat")).user


def fresh(output):
    return Output.objects.get(pk=output.pk)


def where(output):
    standing = standing_of(fresh(output))
    return standing.role, fresh(output).state


def url_of(output):
    return reverse("outputs:clearance", args=[output.pk])


def test_the_way_through_all_hands(event, output, rapporteur, chair, secretariat):
    assert where(output) == ("rapporteur", "draft")
    hand_on(output, by=rapporteur, act="submit", note="Please look at chapter two.")
    assert where(output) == ("chair", "for_comments")
    hand_on(output, by=chair, act="approve")
    assert where(output) == ("secretariat", "for_comments")
    hand_on(output, by=secretariat, act="approve")
    assert where(output) == ("", "final_draft")
    letters = Letter.objects.filter(event=event, kind="clearance").order_by("pk")
    assert [(letter.person.user, letter.state) for letter in letters] == [(chair, "draft"), (secretariat, "draft")]
    assert "Please look at chapter two." in letters[0].body
    assert url_of(output) in letters[0].body
    said = [entry.data for entry in EventLogEntry.objects.filter(action="outputs.hand_on").order_by("pk")]
    assert [(one["act"], one["holder"]) for one in said] == [
        ("submitted", "chair"),
        ("approved", "secretariat"),
        ("approved", "nobody: cleared"),
    ]


def test_sending_back_needs_a_reason(output, rapporteur, chair):
    hand_on(output, by=rapporteur, act="submit")
    with pytest.raises(ValidationError) as refused:
        hand_on(output, by=chair, act="send_back")
    assert refused.value.message_dict == {"note": ["Say what is to be changed."]}
    hand_on(output, by=chair, act="send_back", note="Too long.")
    assert where(output) == ("rapporteur", "draft")


def test_only_whoever_has_it_hands_it_on(output, rapporteur, chair):
    with pytest.raises(PermissionDenied):
        hand_on(output, by=chair, act="submit")
    hand_on(output, by=rapporteur, act="submit")
    with pytest.raises(PermissionDenied):
        hand_on(output, by=rapporteur, act="approve")
    with pytest.raises(ValidationError):
        hand_on(output, by=chair, act="submit")


def test_a_text_changed_after_it_was_cleared_is_looked_at_again(output, secretariat):
    for act in ("submit", "approve", "approve"):
        hand_on(output, by=secretariat, act=act)
    fresh(output).save_revision()
    standing = standing_of(fresh(output))
    assert (standing.role, standing.is_changed) == ("secretariat", True)


def cleared(event, secretariat, hands=3):
    """A document with one recommendation, decided on, that `hands` have cleared."""
    output = new_output(event)
    accept_suggestions(output, by=None)
    for act in ("submit", "approve", "approve")[:hands]:
        hand_on(output, by=secretariat, act=act)
    return output


def defer(output):
    recommendation = Recommendation.objects.get(event=output.event)
    record_disposition(output, recommendation, by=None, verdict="deferred", reason="Too early.")


def put_back_first(output):
    put_back(output, Recommendation.objects.get(event=output.event).pk, by=None)


def reword_in_the_record(output):
    Recommendation.objects.filter(event=output.event).update(text="Other words", revision=F("revision") + 1)


def keep_the_words(output):
    LastReading.objects.filter(output=output).update(pinned={"entry:1": "As it was"})


def arrange(output):
    place(output, Recommendation.objects.get(event=output.event).pk, by=None, heading="First of all")


def nothing(output):
    """The control."""


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (nothing, ("", False)),
        *(
            (one, ("secretariat", True))
            for one in (defer, put_back_first, reword_in_the_record, keep_the_words, arrange)
        ),
    ],
)
def test_a_decision_changed_after_it_was_cleared_is_looked_at_again(event, secretariat, change, expected):
    output = cleared(event, secretariat)
    change(output)
    standing = standing_of(fresh(output))
    assert (standing.role, standing.is_changed) == expected


def test_an_act_on_the_board_that_was_undone_leaves_it_cleared(event, secretariat):
    output = cleared(event, secretariat)
    put_back_first(output)
    undo(output, by=None)
    assert standing_of(fresh(output)).is_cleared


def test_who_has_it_next_is_told_of_a_decision_changed_since(event, secretariat):
    output = cleared(event, secretariat, hands=2)
    defer(output)
    client = Client()
    client.force_login(secretariat)
    assert (standing_of(fresh(output)).role, standing_of(fresh(output)).is_changed) == ("secretariat", True)
    assert "was changed since it was handed on." in client.get(url_of(output)).content.decode()


def test_what_was_decided_anew_is_asked_of_who_cleared_it(event, secretariat):
    output = cleared(event, secretariat)
    assert list(owed_clearances(person=secretariat.person, event=None)) == []
    defer(output)
    (owed,) = owed_clearances(person=secretariat.person, event=None)
    assert owed.url == url_of(output)


def test_a_kind_may_have_steps_of_its_own_and_none_asks_nothing(output):
    ClearanceStep.objects.create(kind="final_report", position=1, role="organiser")
    assert [step.role for step in standing_of(output).steps] == ["organiser"]
    ClearanceStep.objects.all().delete()
    assert standing_of(output) is None


def test_adoption_asks_for_clearance_unless_the_secretariat_says_why(event, organiser, secretariat):
    output = new_output(event)
    accept_suggestions(output, by=None)
    with pytest.raises(NotCleared):
        adopt_output(output, by=organiser, override="I say so")
    adopted = adopt_output(output, by=secretariat, override="The Bureau met before.")
    entry = EventLogEntry.objects.get(action="outputs.adopt")
    assert (adopted.state, entry.data["reason"]) == ("adopted", "The Bureau met before.")


def test_the_page_of_adoption_says_who_has_it(event, organiser):
    output, client = new_output(event), Client()
    client.force_login(organiser)
    accept_suggestions(output, by=None)
    assert "It is not cleared yet: rapporteur has it." in client.get(admin_url("adopt", output)).content.decode()


@pytest.mark.parametrize("hands", [0, 3])
def test_nobody_has_what_is_adopted(event, secretariat, hands):
    output, client = cleared(event, secretariat, hands=hands), Client()
    client.force_login(secretariat)
    adopt_output(output, by=secretariat, override="The Bureau met before.")
    page = client.get(admin_url("work", output)).content.decode()
    said = ["has it now" in page, "adopted without being cleared" in page, "It is cleared." in page]
    assert said == [False, hands == 0, hands == 3]


def test_whoever_has_it_reads_and_clears_it_on_the_site(output, rapporteur, chair):
    client = Client()
    client.force_login(chair)
    assert client.get(url_of(output)).status_code == 404
    hand_on(output, by=rapporteur, act="submit")
    page = client.get(url_of(output))
    assert [label for _act, label in page.context["acts"]] == ["Approve", "Send it back"]
    assert "First." in page.content.decode()
    refused = client.post(url_of(output), {"act": "send_back", "note": " "})
    assert refused.context["form"].errors == {"note": ["Say what is to be changed."]}
    client.post(url_of(output), {"act": "approve", "note": ""})
    assert where(output)[0] == "secretariat"
    assert client.get(url_of(output)).status_code == 404


def test_it_is_asked_of_those_who_have_it(event, output, rapporteur, chair, secretariat):
    assert list(owed_clearances(person=chair.person, event=None)) == []
    hand_on(output, by=rapporteur, act="submit")
    (owed,) = owed_clearances(person=chair.person, event=None)
    assert (owed.title, owed.url, owed.event) == (f"Clear “{output.title}”", url_of(output), event)
    assert [one.person for one in owed_clearances(person=None, event=event)] == [chair.person.pk]
    assert list(owed_clearances(person=secretariat.person, event=None)) == []


def test_what_is_asked_costs_the_same_for_two_and_twenty(secretariat):
    def queries(count):
        for _number in range(count):
            hand_on(new_output(recorded_event(0)), by=secretariat, act="submit")
        person = type(secretariat).objects.get(pk=secretariat.pk).person
        with CaptureQueriesContext(connection) as captured:
            list(owed_clearances(person=person, event=None))
        return len(captured)

    assert queries(2) == queries(20)
