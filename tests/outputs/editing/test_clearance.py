"""From hand to hand until a document is cleared."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import EventLogEntry
from outputs.clearance import owed_clearances, standing_of
from outputs.domain.adoption import adopt_output
from outputs.domain.assembling import accept_suggestions
from outputs.domain.clearance import NotCleared, hand_on
from outputs.models import ClearanceStep, Output
from participants.models import Letter
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
