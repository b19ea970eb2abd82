"""The desk registers somebody; whom it may look up is what its events show it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from participants.domain.on_behalf import find_people, register_on_behalf
from participants.models import Person, Registration
from tests.factories.participants import PersonFactory, RegistrationFactory, UserFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(event):
    return RegistrationFactory(event=event, person__name="Ana Lim").person


@pytest.fixture
def elsewhere():
    return RegistrationFactory(person=PersonFactory(user=UserFactory(email="ana@example.org"), name="Ana Roe")).person


@pytest.mark.parametrize(
    ("role", "text", "expected"),
    [
        ("desk", "ana", ["here"]),
        ("desk", "ANA@example.org", ["elsewhere"]),
        ("desk", "@example.org", []),
        ("desk", "a", []),
        ("desk", "%", []),
        ("organiser", "ana", ["here"]),
        ("rapporteur", "ana", []),
        ("secretariat", "ana", ["elsewhere", "here"]),
    ],
)
def test_who_finds_whom(event, here, elsewhere, role, text, expected):
    people = {here: "here", elsewhere: "elsewhere"}
    assert sorted(people[each] for each in find_people(text, by=make_user(role, event))) == expected


def test_a_known_address_leads_to_its_record(event, desk, elsewhere, category):
    data = {"name": "Somebody", "email": "ana@example.org", "country": None, "category": category}
    registration = register_on_behalf(event, by=desk, data=data)
    assert (registration.person, registration.person.name, registration.way_in) == (elsewhere, "Ana Roe", "desk")


def test_nobody_else_registers_somebody(event, category):
    with pytest.raises(PermissionDenied):
        register_on_behalf(event, by=make_user("rapporteur", event), data={"name": "Bo", "category": category})


@pytest.fixture
def page(client, event, desk):
    client.force_login(desk)
    return reverse("ways:on_behalf", args=[event.slug])


def test_from_the_search_to_the_registration(client, event, page, category, elsewhere):
    found = client.get(page, {"q": "ana@example.org"})
    assertContains(found, "Ana Roe")
    address = f"{page}?q=ana@example.org&person={elsewhere.uid}"
    assertContains(client.post(address, {}), "This field is required.")
    client.post(address, {"category": category.pk, "protocol_rank": 100, "institution": "Ministry"})
    assert Registration.objects.get(event=event).person == elsewhere
    assertContains(client.get(page, {"q": "ana@example.org"}), "registered already")


def test_somebody_new_is_entered(client, event, page, category):
    assertContains(client.get(page, {"q": "Bo Tan"}), "Nobody was found.")
    data = {"name": "Bo Tan", "email": "bo@example.org", "country": "KE", "category": category.pk, "protocol_rank": 5}
    assertRedirects(client.post(f"{page}?new=&q=x", data), reverse("registrations:index", args=[event.slug]))
    person = Person.objects.get(email="bo@example.org")
    assert (person.name, person.country_id, person.registrations.get().protocol_rank) == ("Bo Tan", "KE", 5)


@pytest.mark.parametrize("q", ["", "ana", "Ana Roe"])
def test_an_id_that_the_search_does_not_find_opens_nobody(client, page, elsewhere, category, q):
    address = f"{page}?q={q}&person={elsewhere.uid}"
    assert client.get(address).status_code == 404
    assert client.post(address, {"category": category.pk, "protocol_rank": 1}).status_code == 404
    assert client.get(f"{page}?q=ana&person=nonsense").status_code == 404


@pytest.mark.parametrize("number", [2, 20])
def test_statements_of_the_search_do_not_grow(client, event, page, number, django_assert_max_num_queries):
    RegistrationFactory.create_batch(number, event=event)
    client.get(page, {"q": "noor"})
    with django_assert_max_num_queries(16):
        client.get(page, {"q": "noor"})
