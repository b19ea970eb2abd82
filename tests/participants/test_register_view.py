"""The registration form as a browser meets it, JavaScript off: every request here is a plain one."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects, assertTemplateUsed

from participants.domain import decisions
from participants.models import Person, Registration, RegistrationSetup
from tests.factories.cms import EventFactory, published_event
from tests.factories.participants import (
    AffiliationFactory,
    CategoryFactory,
    PersonFactory,
    RegistrationFactory,
    RegistrationSetupFactory,
    UserFactory,
)
from tests.roles import make_user

pytestmark = pytest.mark.django_db


def address(event, name="register"):
    return reverse(f"participants:{name}", args=[event.slug])


@pytest.fixture
def typed(category):
    return {
        "category": category.pk,
        "honorific": "Ms.",
        "name": "Noor Adeyemi",
        "title": "Researcher",
        "institution": "Institute of Invented Studies",
        "country": "KE",
        "motivation": "A paper on registers.",
        "needs": "",
        "list_consent": "on",
    }


@pytest.fixture
def own(client, person):
    client.force_login(person.user)
    return client


def set_up(event, **changes):
    RegistrationSetup.objects.filter(event=event).update(**changes)


def test_registering_from_the_form_to_the_confirmation(own, event, person, typed):
    assertContains(own.get(address(event)), "Send registration")
    answer = own.post(address(event), typed, follow=True)
    assertRedirects(answer, address(event))
    assertContains(answer, "What happens next")
    assertContains(answer, "waiting for approval")
    person.refresh_from_db()
    assert (person.honorific, person.country_id) == ("Ms.", "KE")
    assert Registration.objects.values_list("status", "person", "institution").get() == (
        "submitted",
        person.pk,
        "Institute of Invented Studies",
    )


def test_what_is_known_is_not_asked_again(own, event, person):
    AffiliationFactory(person=person, title="Director", organization_name="Institute of Rivers")
    form = own.get(address(event)).context["form"]
    assert (form["name"].value(), form["title"].value(), form["institution"].value()) == (
        "Noor Adeyemi",
        "Director",
        "Institute of Rivers",
    )


def test_a_visitor_is_led_to_sign_in_and_back(client, event, person, typed):
    page = client.get(address(event))
    assertContains(page, f"/accounts/login/?next={address(event)}")
    assertContains(page, f"/accounts/signup/?next={address(event)}")
    assertRedirects(client.post(address(event), typed), f"/accounts/login/?next={address(event)}")
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"opens_at": timezone.now() + timedelta(days=3), "closes_at": None}, "Registration has not opened yet"),
        ({"closes_at": timezone.now() - timedelta(seconds=1)}, "Registration is closed"),
        ({"capacity": 0, "has_waiting_list": False}, "All places are taken"),
        ({"opens_at": None}, "This event takes no registrations here"),
    ],
)
def test_a_closed_door_says_why(client, own, event, changes, words):
    set_up(event, **changes)
    for visitor in (client, own):
        page = visitor.get(address(event))
        assertContains(page, words)
        assertNotContains(page, "Send registration")


def test_an_event_without_set_up_says_so(own):
    assertContains(own.get(address(published_event())), "This event takes no registrations here")


def test_errors_stand_beside_the_field_and_what_was_typed_stays(own, event, typed):
    page = own.post(address(event), typed | {"institution": "", "motivation": "My own <words>"})
    assert page.context["form"].errors == {"institution": ["This field is required."]}
    assertContains(page, "My own &lt;words&gt;")
    assertContains(page, 'id="id_institution_error"')
    assert not Registration.objects.exists()


@pytest.mark.parametrize("length", [10_000, 100_000])
@pytest.mark.parametrize("field", ["honorific", "name", "title", "institution", "motivation", "needs"])
def test_b008_what_is_too_long_is_refused_by_its_field(own, event, typed, field, length):
    page = own.post(address(event), typed | {field: "x" * length})
    assert list(page.context["form"].errors) == [field]
    assert not Registration.objects.exists()


@pytest.mark.parametrize("field", ["name", "title", "institution", "motivation", "needs"])
def test_b010_nul_is_refused_by_its_field(own, event, typed, field):
    page = own.post(address(event), typed | {field: "a\x00b"})
    assert page.context["form"].errors == {field: ["Null characters are not allowed."]}
    assert not Registration.objects.exists()


def test_b010_other_control_characters_are_taken_out(own, event, typed):
    own.post(address(event), typed | {"title": "Chief\x1b[31m\x07", "motivation": "one\x0btwo\r\nthree\x08"})
    assert Registration.objects.values_list("title", "motivation").get() == ("Chief [31m", "one\ntwo\nthree")


def test_b012_a_name_stays_on_one_line(own, event, typed, letters):
    own.post(address(event), typed | {"name": "Noor\r\nBcc: all@example.org"})
    assert Person.objects.get().name == "Noor Bcc: all@example.org"
    (letter,) = letters()
    assert letter.recipients() == [Person.objects.get().user.email]


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7|add:7 }}"])
def test_b014_markup_in_a_name_is_text(own, event, typed, name):
    page = own.post(address(event), typed | {"name": name}, follow=True)
    assert Person.objects.get().name == name
    assertNotContains(page, "<script>alert(1)")
    assertNotContains(page, "<img src=x")
    assertNotContains(page, "Ms. 14")


@pytest.mark.parametrize(
    "name", ["محمد بن عبد الله", "สมชาย ใจดี", "देवनागरी शर्मा", "王小明", "👩🏽‍💻🇰🇪", "ʼNkosi-Ó Dónaill"]
)
def test_b002_b004_names_of_every_script_are_kept_exactly(own, event, typed, name):
    assertContains(own.post(address(event), typed | {"name": name}, follow=True), name)
    assert Person.objects.get().name == name


def test_b024_what_the_form_does_not_ask_is_ignored(own, event, person, typed):
    other, stranger = published_event(), PersonFactory()
    more = {"status": "approved", "event": other.pk, "person": stranger.pk, "user": 1, "is_staff": 1, "is_superuser": 1}
    more |= {"role": "organiser", "capacity_override": 1, "protocol_rank": 1, "attended": 1, "is_invented": 1}
    set_up(event, capacity=5)
    own.post(address(event), typed | more)
    made = Registration.objects.get()
    assert (made.status, made.event_id, made.person_id, made.protocol_rank) == ("submitted", event.pk, person.pk, 100)
    person.user.refresh_from_db()
    assert (person.user.is_staff, person.user.is_superuser, person.user.team_roles.count()) == (False, False, 0)


def test_b024_a_category_of_another_event_is_refused(own, event, typed):
    foreign = CategoryFactory(slug="only-elsewhere")
    RegistrationSetupFactory(event=published_event(), categories=[foreign])
    page = own.post(address(event), typed | {"category": foreign.pk})
    assert list(page.context["form"].errors) == ["category"]


def test_b026_the_second_device_finds_the_first_registration(own, event, person, typed):
    own.post(address(event), typed)
    page = own.post(address(event), typed | {"title": "Another"}, follow=True)
    assertContains(page, "My registration")
    assertContains(page, address(event, "change"))
    assert Registration.objects.values_list("title", flat=True).get() == "Researcher"


def test_b028_lowered_capacity_drops_nobody_and_never_goes_below_zero(own, event, person, typed):
    for _ in range(3):
        RegistrationFactory(event=event)
    set_up(event, capacity=2, places_taken=3, has_waiting_list=False)
    assertContains(own.get(address(event)), "All places are taken")
    own.post(address(event), typed)
    assert Registration.objects.count() == 3
    assert RegistrationSetup.objects.get(event=event).places_left == 0


def test_b030_one_second_late_is_refused_and_the_text_can_be_copied(own, event, typed):
    set_up(event, closes_at=timezone.now() - timedelta(seconds=1))
    page = own.post(address(event), typed | {"motivation": "An hour of work"})
    assertContains(page, "An hour of work")
    assertContains(page, "What you typed was not kept: copy it if you need it.")
    assert not Registration.objects.exists()


def test_a_registration_is_changed_until_the_deadline(own, event, person, typed):
    own.post(address(event), typed)
    answer = own.post(address(event, "change"), typed | {"title": "Director"}, follow=True)
    assertContains(answer, "Your changes were saved.")
    assert Registration.objects.get().title == "Director"
    set_up(event, closes_at=timezone.now() - timedelta(seconds=1))
    assertRedirects(own.get(address(event, "change")), address(event))
    page = own.post(address(event, "change"), typed | {"title": "Late"})
    assertContains(page, "Registration has closed.")
    assert Registration.objects.get().title == "Director"


def test_withdrawing_asks_first_and_frees_the_place(own, event, typed):
    own.post(address(event), typed)
    assertContains(own.get(address(event, "withdraw")), "Withdraw your registration?")
    assert Registration.objects.get().status == "submitted"
    page = own.post(address(event, "withdraw"), follow=True)
    assertContains(page, "Your registration was withdrawn.")
    assertContains(page, "what you wrote is still there")
    assert page.context["form"]["title"].value() == "Researcher"
    assert (Registration.objects.get().status, RegistrationSetup.objects.get(event=event).places_taken) == (
        "withdrawn",
        0,
    )


def test_withdrawing_too_late_says_so(own, event, typed):
    own.post(address(event), typed)
    set_up(event, closes_at=timezone.now() - timedelta(seconds=1))
    assertContains(own.post(address(event, "withdraw"), follow=True), "Registration has closed.")
    assert Registration.objects.get().status == "submitted"


def test_the_reason_of_a_refusal_is_shown_as_text(own, event, person, typed, desk):
    own.post(address(event), typed)
    decisions.decline_registration(Registration.objects.get(), by=desk, reason="Too <b>late</b>")
    page = own.get(address(event))
    assertContains(page, "Too &lt;b&gt;late&lt;/b&gt;")
    assertNotContains(page, address(event, "withdraw"))


@pytest.mark.parametrize("name", ["register", "change", "withdraw"])
def test_others_events_do_not_exist(own, name):
    for hidden in (published_event(visibility="private"), EventFactory()):
        RegistrationSetupFactory(event=hidden)
        assert own.get(address(hidden, name)).status_code == 404
        assert own.post(address(hidden, name)).status_code == 404


@pytest.mark.parametrize("name", ["change", "withdraw"])
def test_nobody_else_meets_somebodys_registration(client, event, person, name):
    RegistrationFactory(event=event, person=person)
    stranger, colleague = UserFactory(), make_user("desk", event)
    for user in (stranger, colleague):
        client.force_login(user)
        assert client.get(address(event, name)).status_code == 404
        assert client.post(address(event, name)).status_code == 404
    client.logout()
    assertRedirects(client.get(address(event, name)), f"/accounts/login/?next={address(event, name)}")
    assert Registration.objects.get().status == "approved"


def test_a_private_event_is_open_to_those_registered(own, person):
    private = published_event(visibility="private")
    RegistrationFactory(event=private, person=person)
    assertContains(own.get(address(private)), "Your place is confirmed")


def test_a_form_of_another_site_is_refused(person, event, typed):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person.user)
    assert client.post(address(event), typed).status_code == 403


def test_statements_of_one_registration(own, event, typed, django_assert_max_num_queries):
    set_up(event, capacity=100)
    ContentType.objects.get_for_models(Person, Registration)  # kept in memory by every worker
    with django_assert_max_num_queries(25):
        assert own.post(address(event), typed).status_code == 302


def test_statements_of_the_form_do_not_grow(own, event):
    counts = []
    for more in (2, 18):
        RegistrationFactory.create_batch(more, event=event)
        own.get(address(event))
        with CaptureQueriesContext(connection) as statements:
            own.get(address(event))
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 16


def test_the_frame_is_that_of_the_event(client, event):
    page = client.get(address(event))
    assertTemplateUsed(page, "cms/event_base.html")
    assert [tab["label"] for tab in page.context["tabs"] if tab["current"]] == ["Registration"]
