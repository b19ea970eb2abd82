from datetime import UTC, datetime

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects
from wagtail.models import ModelLogEntry

from cms.admin import links
from cms.admin.links import AdminLink, Group
from cms.domain.team import set_reader
from cms.models import EventLogEntry
from participants.models import Person, Registration, RegistrationSetup
from tests.factories.cms import CountryFactory, EventFactory, published_event
from tests.factories.participants import (
    CategoryFactory,
    PersonFactory,
    RegistrationFactory,
)
from tests.roles import make_user

pytestmark = pytest.mark.django_db

WAGTAILS_OWN = 10  # session, account, rights, locale, menu


def address(name, event, *args):
    return reverse(f"registrations:{name}", args=[event.slug, *args])


@pytest.fixture
def waiting(event):
    return RegistrationFactory(event=event, status="submitted", needs="Step-free access", person__name="Ana Lim")


@pytest.fixture
def at_desk(client, desk):
    client.force_login(desk)
    return client


def addresses(event, registration):
    names = [("index",), ("options",), ("decide",), ("show", registration.pk)]
    return [address(name, event, *args) + ("?action=approve" if name == "decide" else "") for name, *args in names]


@pytest.mark.parametrize(
    ("role", "status"),
    [("organiser", 200), ("desk", 200), ("secretariat", 200), ("rapporteur", 404), ("chair", 404), ("reviewer", 404)],
)
def test_who_reads_registrations(client, event, waiting, role, status):
    client.force_login(make_user(role, event))
    assert [client.get(url).status_code for url in addresses(event, waiting)] == [status] * 4


def test_an_organiser_of_another_event_finds_nothing(client, event, waiting):
    own = published_event()
    client.force_login(make_user("organiser", own))
    assert [client.get(url).status_code for url in addresses(event, waiting)] == [404] * 4
    assert client.get(address("show", own, waiting.pk)).status_code == 404
    assert client.post(address("attendance", own, waiting.pk)).status_code == 404
    client.post(address("decide", own), {"action": "approve", "id": waiting.pk})
    waiting.refresh_from_db()
    assert waiting.status == "submitted"


def test_visitors_and_participants_do_not_enter(client, event, waiting, person):
    assert {client.get(url).status_code for url in addresses(event, waiting)} == {302}
    client.force_login(person.user)
    assert {client.get(url).status_code for url in addresses(event, waiting)} <= {302, 403}


@pytest.mark.parametrize("role", ["desk", "rapporteur", "chair", "reviewer"])
def test_only_organisers_set_up(client, event, role):
    client.force_login(make_user(role, event))
    assert client.get(address("setup", event)).status_code == 404
    assert client.post(address("setup", event), {"capacity": 1}).status_code == 404


def test_the_list_is_searched_filtered_and_cut_at_25(at_desk, event):
    kenya = CountryFactory(code="KE")
    observer = CategoryFactory(slug="observer")
    RegistrationFactory.create_batch(26, event=event)
    RegistrationFactory(event=event, person__name="Ana Lim", person__country=kenya, category=observer)
    RegistrationFactory(person__name="Ana of another event")

    def names(**query):
        return [line.name for line in at_desk.get(address("index", event), query).context["lines"]]

    assert len(names()) == 25
    assert [names(**query) for query in ({"q": "ana"}, {"country": "KE"}, {"category": observer.pk})] == [
        ["Ana Lim"]
    ] * 3
    assert names(status="declined") == []


@pytest.mark.parametrize("query", ["\x00", "x" * 8000, "((( % _ \" '", " ".join(["and"] * 500)])
def test_any_search_is_answered(at_desk, event, query):
    if "\x00" in query:
        assert at_desk.get(address("index", event) + "?q=%00").status_code == 400
    else:
        assertContains(at_desk.get(address("index", event), {"q": query}), "No registrations match your query.")


@pytest.mark.parametrize("query", [{"ordering": "person__user__password"}, {"status": "nonsense"}, {"p": "x"}])
def test_sorting_and_filters_take_only_what_they_know(at_desk, event, waiting, query):
    assertContains(at_desk.get(address("index", event), query), "Ana Lim")


@pytest.mark.parametrize("number", [2, 20])
def test_statements_of_the_list_do_not_grow(at_desk, event, number, django_assert_max_num_queries):
    RegistrationFactory.create_batch(number, event=event)
    at_desk.get(address("index", event))
    with django_assert_max_num_queries(12):
        page = at_desk.get(address("index", event))
    assert len(page.content) < 100_000


def test_approving_several_asks_once(at_desk, event, waiting, desk, letters):
    other = RegistrationFactory(event=event, status="submitted", person__name="Bo Tan")
    page = at_desk.get(address("decide", event), {"action": "approve", "id": [waiting.pk, other.pk]})
    assertContains(page, "Approve these 2 registrations?")
    assert set(Registration.objects.values_list("status", flat=True)) == {"submitted"}
    answer = at_desk.post(address("decide", event), {"action": "approve", "id": [waiting.pk, other.pk]}, follow=True)
    assertContains(answer, "2 registrations approved.")
    assert set(Registration.objects.values_list("status", "decided_by")) == {("approved", desk.pk)}
    assert len(letters()) == 2


def test_declining_needs_a_reason(at_desk, event, waiting):
    page = at_desk.post(address("decide", event), {"action": "decline", "id": waiting.pk, "reason": ""})
    assertContains(page, "Say why: the person reads it in the letter.")
    at_desk.post(address("decide", event), {"action": "decline", "id": waiting.pk, "reason": "Too late."})
    waiting.refresh_from_db()
    assert (waiting.status, waiting.reason) == ("declined", "Too late.")


def test_what_cannot_be_approved_is_named(at_desk, event):
    RegistrationSetup.objects.filter(event=event).update(capacity=1, places_taken=0)
    one, two = RegistrationFactory.create_batch(2, event=event, status="declined", person__name="Bo Tan")
    page = at_desk.post(address("decide", event), {"action": "approve", "id": [one.pk, two.pk]}, follow=True)
    assertContains(page, "1 registration approved.")
    assertContains(page, "Bo Tan: The last place has just been taken.")


@pytest.mark.parametrize("ids", [[], ["0"], ["-1"], ["9" * 30], ["abc"], ["٣"], ["1 OR 1=1"]])
def test_ids_that_are_none_choose_nobody(at_desk, event, waiting, ids):
    page = at_desk.get(address("decide", event), {"action": "approve", "id": ids})
    if ids != ["٣"]:
        assertContains(page, "Nobody was chosen")
    at_desk.post(address("decide", event), {"action": "approve", "id": [i for i in ids if i != str(waiting.pk)]})


def test_nothing_else_is_decided(at_desk, event, waiting):
    assert at_desk.post(address("decide", event), {"action": "delete", "id": waiting.pk}).status_code == 404


def test_reading_contact_is_logged_and_needs_are_not_shown(at_desk, event, waiting, desk):
    page = at_desk.get(address("show", event, waiting.pk))
    assertNotContains(page, "Step-free access")
    assertContains(page, waiting.person.email)
    entry = EventLogEntry.objects.get(action="participants.read_private")
    assert (entry.user_id, entry.object_id, entry.data["fields"]) == (desk.pk, str(waiting.pk), ["contact"])


def test_those_named_in_the_team_read_needs(at_desk, event, waiting, desk):
    set_reader(desk.team_roles.get(), by=None, reads_needs=True)
    assertContains(at_desk.get(address("show", event, waiting.pk)), "Step-free access")
    assert EventLogEntry.objects.get(action="participants.read_private").data["fields"] == ["contact", "needs"]


def test_the_list_shows_neither_needs_nor_contact(at_desk, event, waiting):
    page = at_desk.get(address("index", event))
    assertContains(page, "Ana Lim")
    assertNotContains(page, "Step-free access")
    assertNotContains(page, waiting.person.email)


def test_the_desk_corrects_what_is_printed(at_desk, event, waiting):
    typed = {
        "category": waiting.category_id,
        "institution": "Ministry",
        "title": "Chief",
        "role_in_list": "Chairperson",
    }
    answer = at_desk.post(
        address("show", event, waiting.pk), typed | {"protocol_rank": 1, "needs": "", "status": "approved"}
    )
    assertRedirects(answer, address("show", event, waiting.pk))
    waiting.refresh_from_db()
    assert (waiting.institution, waiting.role_in_list, waiting.protocol_rank) == ("Ministry", "Chairperson", 1)
    assert (waiting.needs, waiting.status) == ("Step-free access", "submitted")


def test_attendance_is_noted_and_taken_back(at_desk, event):
    approved = RegistrationFactory(event=event)
    for attended in (True, False):
        at_desk.post(address("attendance", event, approved.pk), {"attended": "yes" if attended else "no"})
        approved.refresh_from_db()
        assert approved.attended is attended


def test_the_set_up_is_kept_in_the_zone_of_the_event(client, event, category):
    client.force_login(make_user("organiser", event))
    typed = {"opens_at": "2014-01-10 09:00", "closes_at": "2014-05-31 23:59", "capacity": "50", "list_is_public": "on"}
    answer = client.post(
        address("setup", event), typed | {"categories": [category.pk], "introduction": "Come.\r\nAll."}
    )
    assertRedirects(answer, address("setup", event))
    setup = RegistrationSetup.objects.get(event=event)
    assert (setup.opens_at, setup.closes_at) == (
        datetime(2014, 1, 10, 0, 0, tzinfo=UTC),
        datetime(2014, 5, 31, 14, 59, tzinfo=UTC),
    )
    assert (setup.capacity, setup.needs_approval, setup.introduction) == (50, False, "Come.\nAll.")
    assertContains(client.get(address("setup", event)), "2014-01-10 09:00")


def test_an_event_is_set_up_for_the_first_time(client, category):
    event = EventFactory()
    client.force_login(make_user("organiser", event))
    assertContains(client.get(address("index", event)), "Registration for this event is not set up yet.")
    assertContains(client.get(address("setup", event)), "In the time of Asia/Seoul.")
    client.post(address("setup", event), {"opens_at": "2014-01-10 09:00", "categories": [category.pk]})
    assert list(RegistrationSetup.objects.get(event=event).categories.all()) == [category]


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"opens_at": "2014-05-31 09:00", "closes_at": "2014-01-10 09:00"}, {"closes_at"}),
        ({"opens_at": "never", "capacity": "-3"}, {"opens_at", "capacity"}),
        ({"capacity": "9" * 30}, {"capacity"}),
    ],
)
def test_a_set_up_that_makes_no_sense_is_refused_by_its_field(client, event, typed, errors):
    client.force_login(make_user("organiser", event))
    page = client.post(address("setup", event), typed)
    assert page.context["form"].errors.keys() == errors


def test_b028_lowering_the_places_warns_and_drops_nobody(client, event):
    RegistrationFactory.create_batch(3, event=event)
    client.force_login(make_user("organiser", event))
    page = client.post(address("setup", event), {"opens_at": "2014-01-10 09:00", "capacity": "2"}, follow=True)
    assertContains(page, "3 people hold a place, more than the 2 there are. Nobody was removed.")
    assert Registration.objects.filter(event=event, status="approved").count() == 3


def test_the_event_links_to_its_registrations(event, desk, waiting, django_assert_num_queries):
    RegistrationFactory(event=event)
    found = {link.label: link for link in links.of(event, desk)}
    assert found["Registrations"] == AdminLink(
        "Registrations", address("index", event), "group", 30, 2, "1 waits for approval", Group.PEOPLE
    )
    assert "Registrations" not in {link.label for link in links.of(event, make_user("rapporteur", event))}


# --- People -------------------------------------------------------------------------------------------------


def test_a_desk_sees_the_people_of_its_events_and_the_secretariat_all(client, event, desk, waiting):
    PersonFactory(name="Somebody Else")
    seen = {}
    for user in (desk, make_user("organiser", published_event()), make_user("secretariat")):
        client.force_login(user)
        seen[user] = {row.name for row in client.get(reverse("people:index")).context["object_list"]}
    own = {person.name for person in Person.objects.filter(user__isnull=False)}
    assert [names - own for names in seen.values()] == [{"Ana Lim"}, set(), {"Ana Lim", "Somebody Else"}]


def test_a_desk_reads_no_contact_and_changes_nothing(at_desk, event, waiting):
    page = at_desk.get(reverse("people:inspect", args=[waiting.person_id]))
    assertContains(page, "Ana Lim")
    assertNotContains(page, waiting.person.email)
    stranger = PersonFactory()
    assert at_desk.get(reverse("people:inspect", args=[stranger.pk])).status_code == 404
    for name in ("edit", "delete"):
        assert at_desk.get(reverse(f"people:{name}", args=[waiting.person_id])).status_code in {302, 404}
    at_desk.post(reverse("people:edit", args=[waiting.person_id]), {"name": "Changed"})
    at_desk.post(reverse("people:add"), {"name": "New"})
    assert set(Person.objects.values_list("name", flat=True)) & {"Changed", "New"} == set()


def test_the_secretariat_adds_and_changes_people(client):
    client.force_login(make_user("secretariat"))
    typed = {"name": "Bo\r\nTan", "honorific": "Dr.", "spoken_name": "", "country": "KE", "biography": "", "phone": ""}
    client.post(reverse("people:add"), typed | {"email": "Bo.Tan@EXAMPLE.org"})
    made = Person.objects.get(name="Bo Tan")
    assert (made.email, made.sort_name, made.country_id) == ("bo.tan@example.org", "Bo Tan", "KE")
    client.post(reverse("people:edit", args=[made.pk]), typed | {"name": "Bo Wei Tan", "email": "other@example.org"})
    made.refresh_from_db()
    assert (made.name, made.sort_name, made.email) == ("Bo Wei Tan", "Bo Wei Tan", "other@example.org")
    actions = ModelLogEntry.objects.filter(action__startswith="participants.").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == ["participants.add_person", "participants.change_profile"]


def test_nobody_deletes_a_person(client):
    client.force_login(make_user("secretariat"))
    person = PersonFactory()
    client.post(reverse("people:delete", args=[person.pk]))
    assert Person.objects.filter(pk=person.pk).exists()


@pytest.mark.parametrize("number", [2, 20])
def test_statements_of_the_people_do_not_grow(client, number, django_assert_max_num_queries):
    client.force_login(make_user("secretariat"))
    PersonFactory.create_batch(number)
    client.get(reverse("people:index"))
    with django_assert_max_num_queries(WAGTAILS_OWN + 4):
        client.get(reverse("people:index"))
