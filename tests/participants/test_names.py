import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from participants.domain import names, people
from participants.models import Affiliation, Person, PersonName
from tests.factories.cms import OrganizationFactory
from tests.factories.participants import AffiliationFactory, PersonFactory, PersonNameFactory, UserFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(client, person):
    client.force_login(person.user)
    return client


@pytest.fixture
def office(client):
    client.force_login(make_user("secretariat"))
    return client


def test_a_person_has_one_name_and_many_spellings(own, person):
    own.post("/me/names/add/", {"name": "نور\nأديمي", "language": "ar"})
    row = PersonName.objects.get()
    assert (row.person, row.name, row.language, row.folded) == (person, "نور أديمي", "ar", "nwr adymy")
    assertContains(own.get("/me/"), 'lang="ar">نور أديمي</a>', html=False)
    assertRedirects(own.post(f"/me/names/{row.pk}/", {"name": "Нур Адеми", "language": ""}), "/me/")
    row.refresh_from_db()
    assert (row.name, row.folded) == ("Нур Адеми", "nur ademi")
    assertContains(own.get(f"/me/names/{row.pk}/remove/"), "Нур Адеми")
    own.post(f"/me/names/{row.pk}/remove/")
    assert not PersonName.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": " \t"}, "name"),
        ({"name": "x" * 151}, "name"),
        ({"name": "a\0b"}, "name"),
        ({"name": "Noor", "language": "klingon"}, "language"),
        ({"name": "Noor Adeyemi of the test"}, "name"),
    ],
)
def test_a_name_is_refused_beside_its_field(own, person, typed, field):
    Person.objects.filter(pk=person.pk).update(name="Noor Adeyemi of the test")
    page = own.post("/me/names/add/", typed)
    assert list(page.context["form"].errors) == [field]
    assert not PersonName.objects.exists()


def test_twenty_names_are_enough(person):
    for number in range(names.MOST):
        names.add_name(person, by=person.user, data={"name": f"Noor {number}"})
    with pytest.raises(ValidationError, match="20 names already"):
        names.add_name(Person.objects.get(pk=person.pk), by=person.user, data={"name": "One more"})


@pytest.mark.parametrize("pk", ["0", str(10**30), "mine"])
def test_names_of_others_are_not_found(own, pk):
    theirs = PersonNameFactory()
    for each in (pk, theirs.pk):
        assert [own.get(f"/me/names/{each}/{more}").status_code for more in ("", "remove/")] == [404, 404]
    with pytest.raises(PermissionDenied):
        names.remove_name(theirs, by=make_user())


def test_a_post_has_a_rank_and_a_known_institution(own, person):
    known = OrganizationFactory(name="Ministry of Invented Affairs", acronym="MIA")
    assertContains(own.get("/me/posts/add/"), '<option value="Ministry of Invented Affairs">')
    typed = {"rank": "Minister", "title": "Head", "unit": "Cabinet", "start": "2020-01-01"}
    for name in ("ministry of invented affairs", "mia"):
        own.post("/me/posts/add/", typed | {"organization_name": name})
    assert [str(post) for post in Affiliation.objects.all()] == [
        "Minister, Head, Cabinet, Ministry of Invented Affairs"
    ] * 2
    own.post("/me/posts/add/", typed | {"organization_name": "Unknown Institute"})
    found = Affiliation.objects.order_by("pk").values_list("organization", "organization_name")
    assert list(found)[1:] == [(known.pk, "mia"), (None, "Unknown Institute")]


@pytest.mark.parametrize(
    "typed",
    ["Zoë Adéyemi", "zoe adeyemi", "ADEYEMI Zoe", "زوي", "zwy", "Зоя", "zoya", "institute zoe", "Adeyemi MINISTRY"],
)
def test_every_spelling_finds_a_person_in_the_back_office(office, typed):
    person = PersonFactory(name="Zoë Adéyemi")
    PersonNameFactory(person=person, name="زوي أديمي")
    PersonNameFactory(person=person, name="Зоя Адееми", language="ru")
    AffiliationFactory(person=person)
    AffiliationFactory(person=person, organization=OrganizationFactory(name="Institute A"), organization_name="")
    PersonFactory(name="Somebody Else")
    page = office.get(reverse("people:index"), {"q": typed})
    assert [found.name for found in page.context["object_list"]] == ["Zoë Adéyemi"]


@pytest.mark.parametrize("typed", ["(((", "% _", "x" * 8000, " ".join(["noor"] * 500), "'\"\\"])
def test_any_search_for_people_is_answered(office, typed):
    assert office.get(reverse("people:index"), {"q": typed}).status_code == 200


def test_people_made_at_once_are_found_as_well():
    Person.objects.bulk_create([Person(name="Noor Ñandú", sort_name="Noor")])
    assert Person.objects.called("nandu").count() == 1


def test_the_secretariat_keeps_names_and_posts(office):
    person = PersonFactory()
    add = reverse("people:part_add", args=[person.pk, "names"])
    assertRedirects(office.post(add, {"name": "نور", "language": "ar"}), reverse("people:edit", args=[person.pk]))
    post = {"rank": "Ambassador", "title": "Envoy", "organization_name": "Ministry", "start": "2020-01-01"}
    office.post(reverse("people:part_add", args=[person.pk, "posts"]), post)
    page = office.get(reverse("people:edit", args=[person.pk]))
    assertContains(page, "نور")
    assertContains(page, "Ambassador, Envoy, Ministry")
    row = person.affiliations.get()
    change = reverse("people:part_change", args=[person.pk, "posts", row.pk])
    refused = office.post(change, post | {"end": "2019-01-01"})
    assertContains(refused, "The post ends before it begins.")
    office.post(change, post | {"end": "2021-01-01"})
    row.refresh_from_db()
    assert str(row.end) == "2021-01-01"
    office.post(reverse("people:part_remove", args=[person.pk, "posts", row.pk]))
    assert not person.affiliations.exists()


def test_a_record_is_claimed_through_any_verified_address_that_of_the_account_first():
    second, first = PersonFactory(email="second@example.org"), PersonFactory(email="first@example.org")
    for address, claimed in (("first@example.org", first), ("third@example.org", second)):
        user = UserFactory(email=address)
        EmailAddress.objects.create(user=user, email="Second@Example.org", verified=address != "first@example.org")
        EmailAddress.objects.create(user=user, email="unverified@example.org", verified=False)
        assert people.person_of(user) == claimed
