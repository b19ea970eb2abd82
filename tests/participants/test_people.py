from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import ModelLogEntry

from participants.domain import people
from participants.models import Affiliation, Person, User
from tests.factories.cms import OrganizationFactory
from tests.factories.participants import AffiliationFactory, PersonFactory, UserFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db


def test_an_account_without_a_record_gets_one():
    user = UserFactory(first_name="Noor Adeyemi", last_name="")
    person = people.person_of(user)
    assert (person.name, person.email, person.user) == ("Noor Adeyemi", user.email, user)
    assert people.person_of(User.objects.get()) == person == Person.objects.get()


def test_a_record_is_claimed_through_a_verified_address():
    entered = PersonFactory(email="noor@example.org", name="Noor A. Adeyemi")
    assert people.person_of(UserFactory(email="Noor@Example.org")) == entered
    assert ModelLogEntry.objects.get(action="participants.claim").object_id == str(entered.pk)


def test_an_address_that_is_not_verified_claims_nothing():
    entered = PersonFactory(email="noor@example.org")
    assert people.person_of(UserFactory(email="noor@example.org", verified=False)) != entered
    entered.refresh_from_db()
    assert entered.user is None


def test_somebody_elses_record_is_not_claimed():
    taken = PersonFactory(user=UserFactory(email="first@example.org"), email="noor@example.org")
    assert people.person_of(UserFactory(email="noor@example.org")) != taken


def test_of_two_records_the_older_is_claimed():
    older, _newer = PersonFactory.create_batch(2, email="noor@example.org")
    assert people.person_of(UserFactory(email="noor@example.org")) == older


def test_a_second_verified_address_claims_nothing_more(person):
    entered = PersonFactory(email="second@example.org")
    EmailAddress.objects.create(user=person.user, email="second@example.org", verified=True)
    assert people.person_of(User.objects.get(pk=person.user.pk)) == person
    entered.refresh_from_db()
    assert entered.user is None


def test_accounts_that_differ_by_case_or_width_are_twins():
    UserFactory(email="noor@example.org")
    for twin in ("NOOR@example.org", "ｎｏｏｒ@example.org", "noor@EXAMPLE.org "):
        with pytest.raises(ValidationError):
            User.objects.create_user(twin)
        assert User.objects.get_by_natural_key(twin).email == "noor@example.org"


def test_changing_ones_profile(person):
    people.change_profile(
        person, by=person.user, data={"name": "Noor\nAbeo", "biography": "One.\r\nTwo.", "user": None}
    )
    person.refresh_from_db()
    assert (person.name, person.sort_name, person.biography) == ("Noor Abeo", "Noor Abeo", "One.\nTwo.")
    assert person.user is not None
    assert ModelLogEntry.objects.get().data == {"fields": ["biography", "name"]}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "x" * 151),
        ("name", " \t"),
        ("honorific", "x" * 41),
        ("biography", "x" * 3001),
        ("spoken_name", "x" * 151),
    ],
)
def test_a_profile_is_refused_by_its_field(person, field, value):
    with pytest.raises(ValidationError) as refused:
        people.change_profile(person, by=person.user, data={field: value})
    assert list(refused.value.message_dict) == [field]


def test_ones_own_address_is_not_changed_through_the_profile(person):
    people.change_profile(person, by=person.user, data={"email": "other@example.org"})
    person.refresh_from_db()
    assert person.email == person.user.email


@pytest.mark.parametrize("role", ["organiser", "desk", "rapporteur", None])
def test_nobody_else_changes_a_profile(event, person, role):
    stranger, post = make_user(role, event), AffiliationFactory(person=person)
    for attempt in (
        lambda: people.change_profile(person, by=stranger, data={"name": "Changed"}),
        lambda: people.add_post(person, by=stranger, data={"title": "Chief"}),
        lambda: people.change_post(post, by=stranger, data={"title": "Chief"}),
        lambda: people.remove_post(post, by=stranger),
        lambda: people.add_person(by=stranger, data={"name": "New"}),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_posts_are_added_changed_and_removed(person):
    data = {"organization_name": "Institute", "title": "Researcher", "start": date(2010, 1, 1), "end": None}
    post = people.add_post(person, by=person.user, data=data)
    people.change_post(post, by=person.user, data={"end": date(2012, 12, 31)})
    assert list(Affiliation.objects.values_list("person", "title", "start", "end")) == [
        (person.pk, "Researcher", date(2010, 1, 1), date(2012, 12, 31))
    ]
    people.remove_post(post, by=person.user)
    assert not Affiliation.objects.exists()


def test_a_post_that_ends_before_it_begins_is_refused(person):
    with pytest.raises(ValidationError) as refused:
        people.add_post(person, by=person.user, data={"start": date(2012, 1, 1), "end": date(2011, 1, 1)})
    assert refused.value.message_dict == {"end": ["The post ends before it begins."]}


def test_another_institution_by_name_leaves_the_linked_one(person):
    post = AffiliationFactory(person=person, organization=OrganizationFactory(name="Institute A"), organization_name="")
    people.change_post(post, by=person.user, data={"organization_name": "Institute A", "title": "Chief"})
    assert (post.institution, post.organization is None) == ("Institute A", False)
    people.change_post(post, by=person.user, data={"organization_name": "Institute B"})
    assert (post.institution, post.organization) == ("Institute B", None)
