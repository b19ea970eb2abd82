import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from participants.domain.privacy.consents import (
    LIST,
    current_consents,
    purpose_of,
    record_consent,
    withdraw_consent,
)
from participants.domain.registration import change_registration, register_person
from participants.models import Answer, Consent, RegistrationSetup
from tests.factories.participants import AnswerFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db

WORDS = "My name may stand on the list of participants"


@pytest.fixture
def registered(event, person, answers):
    return register_person(event, person=person, by=person.user, data=answers)


def ledger(person):
    return list(person.consents.order_by("pk").values_list("purpose", "text", "is_given", "way"))


def test_the_ledger_keeps_words_way_and_each_change(event, person, registered, desk, answers):
    change_registration(registered, by=person.user, data={"title": "Chief"})
    change_registration(registered, by=desk, data={"list_consent": False})
    assert ledger(person) == [(LIST, WORDS, True, "form"), (LIST, WORDS, False, "desk")]
    assert [one.is_given for one in current_consents(person)] == [False]
    assert {one.digest for one in person.consents.all()} == {person.consents.first().digest}


def test_who_does_not_agree_is_not_in_the_ledger(event, person, answers):
    register_person(event, person=person, by=person.user, data=answers | {"list_consent": False})
    assert ledger(person) == []


def test_a_row_is_never_changed(person, registered):
    with pytest.raises(TypeError):
        person.consents.get().save()


def test_taking_back_leaves_the_list_even_after_the_deadline(client, event, person, registered):
    RegistrationSetup.objects.update(opens_at="2014-01-01T00:00Z", closes_at="2014-01-02T00:00Z")
    with pytest.raises(ValidationError):  # the control: the form is closed
        change_registration(registered, by=person.user, data={"list_consent": False})
    client.force_login(person.user)
    url = reverse("participants:consent_withdraw", args=[person.consents.get().pk])
    assertContains(client.get(url), "Take this consent back?")
    assertRedirects(client.post(url), reverse("participants:data"))
    registered.refresh_from_db()
    assert (registered.list_consent, registered.consented_at) == (False, None)
    assert ledger(person)[-1] == (LIST, WORDS, False, "data")
    assertContains(client.post(url, follow=True), "This consent does not stand any more.")
    assert Consent.objects.count() == 2


def test_the_answer_to_a_consent_question_goes_with_it(person, registered):
    answer, other = AnswerFactory.create_batch(2, registration=registered)
    purpose = purpose_of(answer.question)
    given = record_consent(person, registered.event, purpose=purpose, text="Photos", given=True, by=person.user)
    withdraw_consent(given, by=person.user)
    assert list(Answer.objects.all()) == [other]


@pytest.mark.parametrize("pk", [0, 10**18])
def test_consents_of_others_do_not_exist(client, registered, pk):
    stranger = PersonFactory(user=UserFactory())
    client.force_login(stranger.user)
    for number in (pk, Consent.objects.get().pk):
        url = reverse("participants:consent_withdraw", args=[number])
        assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)
    with pytest.raises(PermissionDenied):
        withdraw_consent(Consent.objects.get(), by=stranger.user)
    assert Consent.objects.count() == 1
