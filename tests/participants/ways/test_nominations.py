"""A delegation from its quota to the seats in the room."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from cms.models import Country
from participants.domain.delegations import (
    change_delegation,
    set_up_delegation,
    set_up_delegations,
    write_to_focal_points,
)
from participants.domain.invitations import accept_invitation
from participants.domain.nominations import (
    confirm_nomination,
    decline_nomination,
    move_nomination,
    nominate,
    order_delegation,
    replace_nominee,
    seats_taken,
    withdraw_nomination,
)
from participants.domain.people import person_of
from participants.domain.registration import register_person, withdraw_registration
from participants.domain.waiting import accept_offer
from participants.models import Delegation, Invitation, Letter, Nomination, Person, Registration, RegistrationSetup
from tests.factories.cms import OrganizationFactory
from tests.factories.participants import CategoryFactory, PersonFactory, RegistrationFactory, UserFactory
from tests.factories.ways import DelegationFactory, NominationFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def focal():
    user = UserFactory(email="focal@example.org")
    person_of(user)
    return user


@pytest.fixture
def delegation(event):
    return DelegationFactory(event=event, quota=3)


def named(category, name="Bo Tan", **more):
    email = f"{name.split()[0].lower()}@example.org"
    return {"name": name, "title": "Director", "institution": "Ministry", "email": email, "category": category} | more


@pytest.fixture
def three(delegation, focal, category):
    return [nominate(delegation, by=focal, data=named(category, name)) for name in ("Ana Lim", "Bo Tan", "Chi Wu")]


def order_of(delegation):
    return list(delegation.nominations.standing().values_list("name", flat=True))


# --- Setting up -------------------------------------------------------------------------------------------------


def test_countries_in_bulk_leave_those_there_alone(event, organiser, category):
    DelegationFactory(event=event, country__code="KE", quota=9)
    data = {"quota": 4, "closes_at": timezone.now() + timedelta(days=9), "note": ""}
    countries = list(Country.objects.filter(member=True))
    made = set_up_delegations(event, by=organiser, countries=countries, data=data, categories=[category])
    assert (len(made), Delegation.objects.get(country="KE").quota) == (len(countries) - 1, 9)
    assert list(made[0].categories.all()) == [category]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "country"),
        ({"country": "KE", "organization": "x"}, "country"),
        ({"country": "KE", "closes_at": timezone.now() - timedelta(days=1)}, "closes_at"),
        ({"country": "KE", "focal_email": "a@example.org"}, "focal_name"),
        ({"country": "KE", "focal_email": "none", "focal_name": "Ana"}, "focal_email"),
    ],
)
def test_bad_delegations_are_refused_by_field(event, organiser, data, field):
    country = Country.objects.get(code="KE") if "country" in data else None
    organization = OrganizationFactory() if "organization" in data else None
    facts = (
        {"closes_at": timezone.now() + timedelta(days=1)} | data | {"country": country, "organization": organization}
    )
    with pytest.raises(ValidationError) as refused:
        set_up_delegation(event, by=organiser, data=facts)
    assert field in refused.value.message_dict


def test_the_focal_point_takes_the_task_by_the_link(event, organiser, delegation, focal):
    assert write_to_focal_points(event, by=organiser, ids=[delegation.pk]) == [delegation]
    letter = Letter.objects.get()
    assert (letter.kind, letter.goes_to, "Kenya" in letter.subject) == ("delegation", "focal@example.org", True)
    Invitation.objects.update(state="sent", token_hash="hash", sent_at=timezone.now())
    accept_invitation("hash", by=focal)
    delegation.refresh_from_db()
    assert delegation.focal_point == focal.person
    assert write_to_focal_points(event, by=organiser, ids=[delegation.pk]) == []


def test_another_address_takes_the_task_away(event, organiser, delegation, focal, category):
    Delegation.objects.update(focal_point=focal.person)
    change_delegation(delegation, by=organiser, data={"focal_email": "new@example.org"})
    with pytest.raises(PermissionDenied):
        nominate(delegation, by=focal, data=named(category))


# --- Nominating -------------------------------------------------------------------------------------------------


def test_within_the_quota_and_nobody_twice(delegation, focal, category, three):
    with pytest.raises(ValidationError, match="All 3 seats are taken"):
        nominate(delegation, by=focal, data=named(category, "Dan Ek"))
    withdraw_nomination(three[2], by=focal)
    with pytest.raises(ValidationError, match="in the delegation already"):
        nominate(delegation, by=focal, data=named(category, "Bo Tan"))
    nominate(delegation, by=focal, data=named(category, "Dan Ek"))
    assert order_of(delegation) == ["Ana Lim", "Bo Tan", "Dan Ek"]


@pytest.mark.parametrize(
    "data", [{"name": ""}, {"email": "none"}, {"email": ""}, {"category": None}, {"name": "x" * 151}]
)
def test_bad_nominations_are_refused_by_field(delegation, focal, category, data):
    with pytest.raises(ValidationError) as refused:
        nominate(delegation, by=focal, data=named(category) | data)
    assert set(refused.value.message_dict) == set(data)


@pytest.mark.parametrize("who", ["stranger", "desk", "another focal point", "unverified"])
def test_nobody_else_nominates(event, delegation, category, three, who):
    DelegationFactory(event=event, country__code="GH", focal_email="other@example.org")
    user = {
        "stranger": make_user,
        "desk": lambda: make_user("desk", event),
        "another focal point": lambda: UserFactory(email="other@example.org"),
        "unverified": lambda: UserFactory(email="focal2@example.org", verified=False),
    }[who]()
    for act in (
        lambda: nominate(delegation, by=user, data=named(category)),
        lambda: replace_nominee(three[0], by=user, data=named(category)),
        lambda: withdraw_nomination(three[0], by=user),
        lambda: order_delegation(delegation, by=user, ids=[]),
        lambda: confirm_nomination(three[0], by=user),
        lambda: decline_nomination(three[0], by=user, reason="x"),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_after_the_time_only_organisers_act(delegation, focal, organiser, category, three):
    Delegation.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(ValidationError, match="The time for nominations is over"):
        withdraw_nomination(three[0], by=focal)
    withdraw_nomination(three[0], by=organiser)


def test_the_order_is_changed_by_steps_and_as_a_whole(delegation, focal, three):
    move_nomination(three[2], by=focal, up=True)
    assert order_of(delegation) == ["Ana Lim", "Chi Wu", "Bo Tan"]
    move_nomination(three[0], by=focal, up=True)
    order_delegation(delegation, by=focal, ids=[three[1].pk, 0, 10**12])
    assert order_of(delegation) == ["Bo Tan", "Ana Lim", "Chi Wu"]


# --- Confirming -------------------------------------------------------------------------------------------------


def test_confirmed_is_registered_in_order_with_country_and_letter(event, organiser, three, letters):
    known = PersonFactory(user=UserFactory(email="bo@example.org"), name="Bo Tan")
    found = [confirm_nomination(nomination, by=organiser) for nomination in three]
    assert [(each.status, each.way_in, each.protocol_rank) for each in found] == [
        ("approved", "nomination", rank) for rank in (1, 2, 3)
    ]
    assert found[1].person == known
    assert {each.person.country_id for each in found} == {"KE"}
    assert [letter.to for letter in letters()] == [["ana@example.org"], ["bo@example.org"], ["chi@example.org"]]
    assert confirm_nomination(three[0], by=organiser) == found[0]
    assert RegistrationSetup.objects.get().places_taken == 3


def test_the_nominee_claims_the_registration_by_signing_up(organiser, three):
    registration = confirm_nomination(three[0], by=organiser)
    assert person_of(UserFactory(email="ana@example.org")) == registration.person


def test_who_registered_before_is_approved_and_takes_the_rank(event, organiser, three):
    own = RegistrationFactory(event=event, status="submitted", person__email="bo@example.org", institution="Own words")
    assert confirm_nomination(three[1], by=organiser) == own
    own.refresh_from_db()
    assert (own.status, own.protocol_rank, own.institution) == ("approved", 2, "Own words")


def test_reordering_after_confirmation_changes_the_ranks(delegation, focal, organiser, three):
    found = [confirm_nomination(nomination, by=organiser) for nomination in three]
    move_nomination(three[2], by=focal, up=True)
    ranks = [Registration.objects.get(pk=each.pk).protocol_rank for each in found]
    assert ranks == [1, 3, 2]


def test_without_a_place_nobody_is_confirmed(organiser, three):
    RegistrationSetup.objects.update(capacity=1, has_waiting_list=False)
    confirm_nomination(three[0], by=organiser)
    with pytest.raises(ValidationError, match="last place"):
        confirm_nomination(three[1], by=organiser)
    assert list(Nomination.objects.values_list("state", flat=True)) == ["confirmed", "nominated", "nominated"]


def test_declined_frees_the_seat_and_says_why(delegation, organiser, three):
    with pytest.raises(ValidationError):
        decline_nomination(three[0], by=organiser, reason=" ")
    assert decline_nomination(three[0], by=organiser, reason="No accreditation.").reason == "No accreditation."
    assert seats_taken(delegation) == 2


def test_the_place_of_somebody_replaced_goes_to_nobody_who_waits(delegation, focal, organiser, category, three):
    RegistrationSetup.objects.update(capacity=1, has_waiting_list=True)
    old = confirm_nomination(three[0], by=organiser)
    waiting = register_person(
        delegation.event, person=PersonFactory(), by=organiser, data={"category": category, "institution": "Port"}
    )
    new = confirm_nomination(replace_nominee(three[0], by=focal, data=named(category, "Dan Ek")), by=organiser)
    found = dict(Registration.objects.values_list("pk", "status"))
    assert found == {old.pk: "withdrawn", waiting.pk: "waiting", new.pk: "approved"}


def test_a_place_left_by_somebody_replaced_who_needs_none_is_handed_on(delegation, focal, organiser, category, three):
    """The one who replaces them was registered already."""
    event, old = delegation.event, confirm_nomination(three[0], by=organiser)
    dan = RegistrationFactory(event=event, person__email="dan@example.org")
    RegistrationSetup.objects.update(capacity=2, has_waiting_list=True)
    data = {"category": category, "institution": "Port"}
    waits = register_person(event, person=PersonFactory(), by=organiser, data=data)
    confirm_nomination(replace_nominee(three[0], by=focal, data=named(category, "Dan Ek")), by=organiser)
    found = dict(Registration.objects.values_list("pk", "status"))
    assert found == {old.pk: "withdrawn", dan.pk: "approved", waits.pk: "offered"}


def test_who_waits_in_a_full_category_is_seated_in_that_of_the_nomination(event, organiser, category, three):
    full = CategoryFactory(slug="full")
    setup = RegistrationSetup.objects.get()
    rows = [setup.category_places.create(category=each, capacity=place) for each, place in ((full, 0), (category, 1))]
    own = RegistrationFactory(event=event, status="waiting", category=full, person__email="bo@example.org")
    Registration.objects.update(waiting_since=timezone.now())
    assert confirm_nomination(three[1], by=organiser) == own
    own.refresh_from_db()
    assert (own.status, own.category) == ("approved", category)
    assert [type(row).objects.get(pk=row.pk).places_taken for row in rows] == [0, 1]


def test_who_was_confirmed_without_a_place_needs_no_other_decision(organiser, three):
    RegistrationSetup.objects.update(capacity=1, has_waiting_list=True)
    first, second = (confirm_nomination(nomination, by=organiser) for nomination in three[:2])
    assert second.status == "waiting"
    withdraw_registration(first, by=organiser)
    assert accept_offer(second, by=organiser).status == "approved"


def test_replacing_a_confirmed_one_withdraws_when_the_new_one_is_confirmed(
    delegation, focal, organiser, category, three
):
    old = confirm_nomination(three[0], by=organiser)
    RegistrationSetup.objects.update(capacity=1)
    new = replace_nominee(three[0], by=focal, data=named(category, "Dan Ek"))
    old.refresh_from_db()
    assert (old.status, seats_taken(delegation)) == ("approved", 3)
    with pytest.raises(ValidationError, match="waits for this seat already"):
        replace_nominee(three[0], by=focal, data=named(category, "Eve Oz"))
    registration = confirm_nomination(new, by=organiser)
    old.refresh_from_db()
    assert (old.status, registration.status, registration.protocol_rank) == ("withdrawn", "approved", 1)
    states = dict(Nomination.objects.values_list("name", "state"))
    assert states == {"Ana Lim": "replaced", "Dan Ek": "confirmed", "Bo Tan": "nominated", "Chi Wu": "nominated"}


def test_replacing_one_who_waits_is_done_at_once_and_kept(delegation, focal, category, three):
    replace_nominee(three[1], by=focal, data=named(category, "Dan Ek"))
    assert order_of(delegation) == ["Ana Lim", "Dan Ek", "Chi Wu"]
    assert Nomination.objects.get(name="Bo Tan").state == "replaced"


def test_withdrawing_a_confirmed_one_withdraws_the_registration(focal, organiser, three):
    registration = confirm_nomination(three[0], by=organiser)
    withdraw_nomination(three[0], by=focal)
    registration.refresh_from_db()
    assert (registration.status, RegistrationSetup.objects.get().places_taken) == ("withdrawn", 0)
    with pytest.raises(ValidationError, match="does not stand"):
        withdraw_nomination(three[0], by=focal)


# --- Screens ----------------------------------------------------------------------------------------------------


def own(name, event, *args):
    return reverse(f"participants:{name}", args=[event.slug, *args])


def test_the_focal_point_works_on_one_page(client, event, delegation, focal, category):
    client.force_login(focal)
    assertContains(client.get("/me/"), "0 of 3 nominated")
    page = own("delegation", event, delegation.pk)
    assertRedirects(client.get(own("delegations", event)), page)
    data = named(category.pk, honorific="H.E.")
    assertContains(client.post(page, data | {"email": "no"}), 'value="Bo Tan"')
    assertRedirects(client.post(page, data), page)
    client.post(page, named(category.pk, "Chi Wu"))
    first, second = Nomination.objects.all()
    client.post(own("nomination_order", event, delegation.pk), {"up": second.pk})
    assert order_of(delegation) == ["Chi Wu", "Bo Tan"]
    client.post(own("nomination_order", event, delegation.pk), {"id": [first.pk, second.pk, "x"]})
    assert order_of(delegation) == ["Bo Tan", "Chi Wu"]
    client.post(own("nomination_replace", event, delegation.pk, first.pk), named(category.pk, "Dan Ek"))
    assertContains(client.get(own("nomination_withdraw", event, delegation.pk, second.pk)), "Withdraw Chi Wu?")
    client.post(own("nomination_withdraw", event, delegation.pk, second.pk))
    assert order_of(delegation) == ["Dan Ek"]
    assertContains(client.get(page), "Nominated earlier")


def test_others_find_no_delegation(client, event, delegation, three):
    client.force_login(UserFactory())
    addresses = [
        own("delegations", event),
        own("delegation", event, delegation.pk),
        own("nomination_replace", event, delegation.pk, three[0].pk),
        own("nomination_withdraw", event, delegation.pk, three[0].pk),
    ]
    assert {client.get(address).status_code for address in addresses} == {404}
    assert client.post(own("nomination_order", event, delegation.pk)).status_code == 404


def test_ids_of_another_delegation_are_not_found(client, event, delegation, focal):
    client.force_login(focal)
    foreign = NominationFactory()
    for name in ("nomination_replace", "nomination_withdraw"):
        assert client.get(own(name, event, delegation.pk, foreign.pk)).status_code == 404
    order = own("nomination_order", event, delegation.pk)
    assert client.post(order, {"up": foreign.pk}).status_code == 404
    assert client.post(order, {"up": "9" * 30}).status_code == 404


def test_the_office_sets_up_confirms_and_declines(client, event, organiser, category):
    client.force_login(organiser)
    until = (timezone.now() + timedelta(days=5)).strftime("%Y-%m-%d %H:%M")
    facts = {"quota": 2, "closes_at": until, "categories": category.pk}
    several = reverse("ways:delegations_add", args=[event.slug])
    assertContains(client.post(several, facts), "Choose at least one country.")
    assertRedirects(client.post(several, facts | {"countries": ["KE", "GH"]}), several.replace("several/", ""))
    delegation = Delegation.objects.get(country="KE")
    page = reverse("ways:delegation", args=[event.slug, delegation.pk])
    assertRedirects(client.post(page, facts | {"focal_name": "Ana", "focal_email": "ana@example.org"}), page)
    client.post(reverse("ways:write", args=[event.slug]), {"id": delegation.pk})
    assert Letter.objects.get().kind == "delegation"
    one, two, foreign = (
        NominationFactory(delegation=delegation),
        NominationFactory(delegation=delegation),
        NominationFactory(),
    )
    decide = reverse("ways:decide", args=[event.slug, delegation.pk])
    asked = client.get(decide, {"action": "confirm", "id": [one.pk, foreign.pk]})
    assertContains(asked, one.name)
    assertNotContains(asked, foreign.name)
    client.post(decide, {"action": "confirm", "id": [one.pk, foreign.pk]})
    assertContains(client.post(decide, {"action": "decline", "id": two.pk}), "This field is required")
    client.post(decide, {"action": "decline", "id": two.pk, "reason": "Late."})
    states = dict(Nomination.objects.values_list("pk", "state"))
    assert states == {one.pk: "confirmed", two.pk: "declined", foreign.pk: "nominated"}
    assert Person.objects.filter(email=one.email).count() == 1


@pytest.mark.parametrize("number", [2, 20])
@pytest.mark.parametrize("screen", ["list", "one", "own"])
def test_statements_do_not_grow(client, event, organiser, focal, number, screen, django_assert_max_num_queries):
    delegation = DelegationFactory(event=event, quota=50, country__code="ZW")
    NominationFactory.create_batch(number, delegation=delegation)
    for country in Country.objects.exclude(code="ZW")[:number]:
        DelegationFactory(event=event, country=country, focal_email="")
    client.force_login(focal if screen == "own" else organiser)
    address = {
        "list": reverse("ways:delegations", args=[event.slug]),
        "one": reverse("ways:delegation", args=[event.slug, delegation.pk]),
        "own": own("delegation", event, delegation.pk),
    }[screen]
    client.get(address)
    with django_assert_max_num_queries(18):
        client.get(address)
