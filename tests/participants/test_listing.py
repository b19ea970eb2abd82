from datetime import date

import pytest
from django.core.paginator import Paginator
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from cms import places
from participants.listing import Entry, Group, Named, Total, participants_for_print, totals
from participants.models import ParticipantCategory, RegistrationSetup
from tests.factories.cms import CountryFactory, OrganizationFactory, published_event
from tests.factories.participants import AffiliationFactory, CategoryFactory, RegistrationFactory, UserFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db

Rule = ParticipantCategory.PrintRule


@pytest.fixture
def gathering(event):
    """Members by name, observers by institution, the public by number; some who do not consent, some not approved."""
    member = CategoryFactory(slug="member", name="Member", plural="Members", position=1)
    observer = CategoryFactory(
        slug="observer", name="Observer", plural="Observers", position=2, print_rule=Rule.BY_INSTITUTION
    )
    public = CategoryFactory(slug="public", name="Public", plural="Public", position=3, print_rule=Rule.BY_NUMBER)
    kenya, austria = CountryFactory(code="KE"), CountryFactory(code="AT")

    def register(name, category, **fields):
        return RegistrationFactory(event=event, person__name=name, category=category, **fields)

    register("Zola Head", member, person__country=kenya, protocol_rank=1, role_in_list="Chairperson", title="Minister")
    register("Ada Second", member, person__country=kenya, person__honorific="Ms.")
    register("Bruno Alpen", member, person__country=austria)
    register("Silent Member", member, person__country=austria, list_consent=False)
    register("Declined Member", member, status="declined")
    register("Waiting Member", member, status="submitted")
    register("Olga One", observer, institution="Union of Rivers")
    register("Olga Two", observer, institution="Union of Rivers")
    register("Olga Three", observer, institution="academy of lakes", list_consent=False)
    register("Somebody", public)
    return event


def test_each_category_is_printed_by_its_rule_and_with_consent(gathering, django_assert_num_queries):
    with django_assert_num_queries(2):
        groups = participants_for_print(gathering)
    institution = "Institute of Invented Studies"
    assert groups == [
        Group(
            "member",
            "Members",
            "by_name",
            4,
            entries=(
                Entry("Bruno Alpen", "", "Researcher", institution, "Austria", ""),
                Entry("Zola Head", "", "Minister", institution, "Kenya", "Chairperson"),
                Entry("Ada Second", "Ms.", "Researcher", institution, "Kenya", ""),
            ),
            unnamed=1,
        ),
        Group("observer", "Observers", "by_institution", 3, institutions=("academy of lakes", "Union of Rivers")),
        Group("public", "Public", "by_number", 1),
    ]


def test_totals_count_everybody_and_those_named(gathering, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = totals(gathering)
    assert found == [
        Total("member", "Members", "by_name", 4, 3),
        Total("observer", "Observers", "by_institution", 3, 0),
        Total("public", "Public", "by_number", 1, 0),
    ]


def test_the_post_is_that_of_the_day(event):
    registration = RegistrationFactory(event=event, title="Expert", institution="As I said")
    office = OrganizationFactory(name="Division of Rivers")
    for title, start, end in [
        ("Acting Chief", date(2011, 1, 1), date(2014, 6, 22)),
        ("Chief", date(2014, 6, 23), None),
    ]:
        AffiliationFactory(
            person=registration.person, organization=office, organization_name="", title=title, start=start, end=end
        )
    ((entry,),) = [group.entries for group in participants_for_print(event)]
    assert (entry.title, entry.institution) == ("Chief", "Division of Rivers")


def test_what_was_said_for_the_event_stands_before_an_undated_post(event):
    said = RegistrationFactory(event=event, title="Expert", institution="As I said", person__name="Ana")
    silent = RegistrationFactory(event=event, title="", institution="", person__name="Bo")
    for registration in (said, silent):
        AffiliationFactory(person=registration.person, title="Old", organization_name="Old Institute")
    entries = participants_for_print(event)[0].entries
    assert [(entry.title, entry.institution) for entry in entries] == [
        ("Expert", "As I said"),
        ("Old", "Old Institute"),
    ]


def test_nobody_is_an_empty_list(event):
    assert participants_for_print(event) == []


@pytest.mark.parametrize("number", [2, 20])
def test_statements_for_print_do_not_grow(event, number, django_assert_num_queries):
    for registration in RegistrationFactory.create_batch(number, event=event):
        AffiliationFactory(person=registration.person, organization=OrganizationFactory())
    with django_assert_num_queries(2):
        participants_for_print(event)


# --- The page -----------------------------------------------------------------------------------------------


def address(event, **query):
    return reverse("participants:participants", args=[event.slug], query=query)


def test_the_page_names_only_those_who_agreed(client, gathering):
    page = client.get(address(gathering))
    for shown in ("Bruno Alpen", "Zola Head", "Chairperson", "Ms. Ada Second", "Union of Rivers", "academy of lakes"):
        assertContains(page, shown)
    hidden = ("Silent Member", "Declined Member", "Waiting Member", "Olga", "Somebody", "example.org", "Step-free")
    for name in hidden:
        assertNotContains(page, name)
    assertContains(page, "8 participants.")


def test_an_empty_page_says_so(client, event):
    assertContains(client.get(address(event)), "Nobody is on the list yet")


def test_forty_a_page(client, event):
    RegistrationFactory.create_batch(41, event=event)
    assert [len(client.get(address(event, page=page)).context["people"]) for page in (1, 2)] == [40, 1]
    for nonsense in ("0", "x", "9" * 30, "-1"):
        assert client.get(address(event, page=nonsense)).status_code == 200


@pytest.mark.parametrize("number", [2, 20])
def test_statements_of_the_page_do_not_grow(client, event, number, django_assert_max_num_queries):
    for registration in RegistrationFactory.create_batch(number, event=event):
        AffiliationFactory(person=registration.person, organization=OrganizationFactory())
    with django_assert_max_num_queries(8):
        client.get(address(event))


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("visitor", 404),
        ("stranger", 404),
        ("waiting", 404),
        ("approved", 200),
        ("organiser", 200),
        ("desk", 200),
        ("rapporteur", 200),
        ("chair", 200),
        ("secretariat", 200),
        ("organiser of another event", 404),
    ],
)
def test_who_reads_a_list_that_is_not_public(client, event, role, status):
    RegistrationSetup.objects.filter(event=event).update(list_is_public=False)
    user = user_as(role, event)
    if user:
        client.force_login(user)
    assert client.get(address(event)).status_code == status
    tabs = client.get(reverse("participants:register", args=[event.slug])).context["tabs"]
    assert ("Participants" in {tab["label"] for tab in tabs}) == (status == 200)


def user_as(role, event):
    if role == "visitor":
        return None
    if role in {"waiting", "approved"}:
        status = "approved" if role == "approved" else "submitted"
        return RegistrationFactory(event=event, status=status, person__user=UserFactory()).person.user
    if role == "organiser of another event":
        return make_user("organiser", published_event())
    return make_user(None if role == "stranger" else role, event)


def test_a_private_event_has_no_page(client):
    private = published_event(visibility="private")
    RegistrationFactory(event=private)
    assert client.get(address(private)).status_code == 404


def test_the_place_of_registration_offers_what_is_open(rf, event, person):
    def offered(user):
        request = rf.get("/")
        request.user = user
        (place,) = [place for place in places.of(event, request) if place.slug == "register"]
        return place.action, place.context["is_taking"], place.context["status"]

    assert offered(UserFactory()) == ("Register", True, None)
    RegistrationFactory(event=event, person=person)
    assert offered(person.user) == ("", True, {"kind": "success", "label": "approved"})


@pytest.mark.parametrize("per_page", [1, 2, 3, 7])
def test_pages_of_the_list_by_name_read_on_across_categories(event, per_page):
    for place in range(6):
        category = CategoryFactory(position=place % 3, slug=f"c{place % 3}")
        RegistrationFactory(event=event, category=category, list_consent=place != 4)
    everybody = [entry.name for group in participants_for_print(event) for entry in group.entries]
    pages = Paginator(Named(event, totals(event)), per_page)
    assert [row.person.name for page in pages for row in page.object_list] == everybody
    assert len(everybody) == 5
