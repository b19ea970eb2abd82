"""Decisions about many, the queue, and taking a decision back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from cms.domain.team import set_reader
from participants.domain.decisions import decline_registration, reset_decision
from participants.models import Registration, RegistrationSetup
from tests.factories.cms import EventFactory
from tests.factories.participants import RegistrationFactory
from tests.participants.conftest import statuses
from tests.roles import make_user

from .conftest import answer, named, sensitive

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(event):
    return [
        named(event, name, status="submitted", submitted_at=f"2014-01-0{day}T00:00Z")
        for day, name in enumerate(("Ana", "Bo", "Cy"), 1)
    ]


def decided(registrations):
    return list(
        Registration.objects.filter(pk__in=[r.pk for r in registrations]).order_by("pk").values_list("status", "reason")
    )


def test_one_reason_for_all_and_own_words_for_one(client, organiser, address, three, letters):
    ids = {"action": "decline", "id": [each.pk for each in three]}
    page = client.post(address("decide"), ids | {f"reason-{three[1].pk}": "You spoke last year."})
    assertContains(page, "Say why")
    assertContains(page, "You spoke last year.")
    client.post(address("decide"), ids | {"reason": "Too many.", f"reason-{three[1].pk}": "You spoke last year."})
    assert decided(three) == [
        ("declined", "Too many."),
        ("declined", "You spoke last year."),
        ("declined", "Too many."),
    ]
    assert ["You spoke last year." in mail.body for mail in letters()] == [False, True, False]


def test_reasons_given_before_are_offered_the_most_frequent_first(client, organiser, address, event, three):
    for reason, times in (("Rare", 1), ("Usual", 2)):
        RegistrationFactory.create_batch(times, event=event, status="declined", reason=reason)
    RegistrationFactory(status="declined", reason="Elsewhere")
    page = client.get(address("decide"), {"action": "decline", "id": three[0].pk})
    assert [label for value, label in page.context["form"]["frequent"].field.choices if value] == ["Usual", "Rare"]
    client.post(address("decide"), {"action": "decline", "id": three[0].pk, "frequent": "Usual", "reason": ""})
    refused = client.post(address("decide"), {"action": "decline", "id": three[1].pk, "frequent": "Invented"})
    assert refused.status_code == 200
    assert decided(three) == [("declined", "Usual"), ("submitted", ""), ("submitted", "")]


def test_all_of_a_filter_are_decided_and_nobody_elsewhere(client, organiser, address, event, three, elsewhere):
    named(event, "Dee", status="waiting")
    asked = client.get(address("decide"), {"action": "approve", "whom": "all", "status": "submitted"})
    assertContains(asked, "Approve these 3 registrations?")
    ids = [each.pk for each in three] + [elsewhere["registration"].pk]
    client.post(address("decide"), {"action": "approve", "id": ids})
    assert sorted(statuses()) == ["approved"] * 3 + ["submitted", "waiting"]


def test_a_decision_is_taken_back(event, desk, letters):
    ana = named(event, "Ana", status="approved")
    decline_registration(ana, by=desk, reason="Full")
    reset_decision(ana, by=desk)
    assert reset_decision(ana, by=desk).status == "submitted"
    ana.refresh_from_db()
    assert (ana.status, ana.reason, ana.decided_by, ana.decided_at) == ("submitted", "", None, None)
    assert RegistrationSetup.objects.get(event=event).places_taken == 1
    assert [mail.subject.partition(":")[0] for mail in letters()] == [
        "Your registration could not be accepted",
        "Your registration is looked at again",
    ]


def test_what_cannot_be_taken_back_says_why(event, desk):
    withdrawn, declined = named(event, "Ana", status="withdrawn"), named(event, "Bo", status="declined")
    RegistrationSetup.objects.filter(event=event).update(capacity=1, places_taken=1)
    for registration in (withdrawn, declined):
        with pytest.raises(ValidationError):
            reset_decision(registration, by=desk)
    for user in (make_user("rapporteur", event), make_user("organiser", EventFactory())):
        with pytest.raises(PermissionDenied):
            reset_decision(declined, by=user)
    assert sorted(statuses()) == ["declined", "withdrawn"]


def test_queue_shows_one_after_the_other_and_undoes(client, organiser, address, three):
    ana, bo, cy = three
    shown = [
        client.get(address("review"), {"after": after}).context["registration"] for after in ("", ana.pk, bo.pk, cy.pk)
    ]
    assert shown == [ana, bo, cy, ana]
    answered = client.post(address("review"), {"id": ana.pk, "action": "approve"})
    assertRedirects(answered, f"{address('review')}?after={ana.pk}&done={ana.pk}")
    page = client.get(answered["Location"])
    assert (page.context["registration"], page.context["done"]) == (bo, ana)
    client.post(address("review"), {"id": ana.pk, "action": "reset"})
    refused = client.post(address("review"), {"id": bo.pk, "action": "decline", "reason": ""})
    assert (refused.context["registration"], list(refused.context["form"].errors)) == (bo, ["reason"])
    client.post(address("review"), {"id": bo.pk, "action": "decline", "reason": "Late"})
    assert decided(three) == [("submitted", ""), ("declined", "Late"), ("submitted", "")]


def test_queue_tells_what_matters_to_those_who_may_know(client, organiser, address, event, three, question, elsewhere):
    answer(three[0], question, "French")
    own = EventFactory(title="Where we met")
    make_user("organiser", own)
    RegistrationFactory(event=elsewhere["event"], person=three[0].person)
    page = client.get(address("review"))
    assertContains(page, "French")
    assertNotContains(page, elsewhere["event"].title)
    sensitive(question)
    assertNotContains(client.get(address("review")), "French")
    set_reader(organiser.team_roles.get(), by=None, reads_needs=True)
    assertContains(client.get(address("review")), "French")


@pytest.mark.parametrize("wanted", ["", "0", "x", "9" * 30])
def test_ids_that_are_none_are_not_found(client, organiser, address, three, elsewhere, wanted):
    assert client.post(address("review"), {"id": wanted, "action": "approve"}).status_code == 404
    assert client.post(address("review"), {"id": elsewhere["registration"].pk, "action": "approve"}).status_code == 404
    assert client.get(address("review"), {"after": wanted}).status_code == 200
    client.post(address("review"), {"id": three[0].pk, "action": "__class__"})
    assert set(statuses()) == {"submitted"}


def test_an_empty_queue_says_so(client, organiser, address):
    assertContains(client.get(address("review")), "Nobody waits for a decision.")


@pytest.mark.parametrize("number", [2, 20])
def test_statements_of_queue_and_question_do_not_grow(
    client, organiser, address, event, number, django_assert_max_num_queries
):
    ids = [each.pk for each in RegistrationFactory.create_batch(number, event=event, status="submitted")]
    client.get(address("review"))
    with django_assert_max_num_queries(22):
        client.get(address("review"))
    with django_assert_max_num_queries(13):
        client.get(address("decide"), {"action": "decline", "id": ids})
