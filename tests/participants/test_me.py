import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from participants.models import Affiliation, Person
from tests.factories.cms import published_event
from tests.factories.participants import AffiliationFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db

ME = "/me/"
PAGES = ["/me/", "/me/profile/", "/me/posts/add/"]


@pytest.fixture
def own(client, person):
    client.force_login(person.user)
    return client


@pytest.mark.parametrize("url", [*PAGES, "/me/posts/1/", "/me/posts/1/remove/"])
def test_visitors_are_led_to_sign_in(client, url):
    assertRedirects(client.get(url), f"/accounts/login/?next={url}", fetch_redirect_response=False)


def test_an_empty_area_says_what_to_do(own):
    page = own.get(ME)
    assertContains(page, "You are not registered for any event")
    assertContains(page, "No post yet")
    assert page["Cache-Control"] == "private, no-store"


def test_my_registrations_with_their_status_and_nobody_elses(own, person):
    ahead = published_event(title="Meeting Ahead", start_date="2100-01-01", end_date="2100-01-02")
    past = published_event(title="Past Meeting")
    RegistrationFactory(event=ahead, person=person, status="approved")
    RegistrationFactory(event=past, person=person, status="declined")
    RegistrationFactory(event=published_event(title="Meeting of Others"))
    page = own.get(ME)
    for words in (
        "Meeting Ahead",
        "Your place is confirmed.",
        "Past Meeting",
        "The organizers could not offer you a place.",
    ):
        assertContains(page, words)
    assertNotContains(page, "Meeting of Others")


@pytest.mark.parametrize("number", [2, 20])
def test_statements_of_my_area_do_not_grow(own, person, number, django_assert_max_num_queries):
    for _ in range(number):
        RegistrationFactory(event=published_event(), person=person)
        AffiliationFactory(person=person)
    with django_assert_max_num_queries(32):
        own.get(ME)


def test_the_profile_is_changed(own, person):
    typed = {"honorific": "Dr.", "name": "Noor A. Adeyemi", "spoken_name": "", "country": "KE", "biography": "Short."}
    assertRedirects(own.post("/me/profile/", typed | {"user": 7, "is_invented": "on", "email": "x@example.org"}), ME)
    kept = Person.objects.get()
    assert (kept.honorific, kept.name, kept.country_id, kept.biography) == ("Dr.", "Noor A. Adeyemi", "KE", "Short.")
    assert (kept.user, kept.is_invented, kept.email) == (person.user, False, person.user.email)


@pytest.mark.parametrize(("field", "value"), [("name", ""), ("name", "x" * 10_000), ("biography", "x" * 100_000)])
def test_a_profile_is_refused_beside_its_field(own, field, value):
    page = own.post("/me/profile/", {"name": "Noor", field: value})
    assert list(page.context["form"].errors) == [field]


def test_posts_from_the_form(own, person):
    typed = {"title": "Chief", "unit": "Rivers", "organization_name": "Institute", "start": "2010-01-01", "end": ""}
    assertRedirects(own.post("/me/posts/add/", typed), ME)
    post = Affiliation.objects.get()
    url = reverse("participants:post_change", args=[post.pk])
    assert own.get(url).context["form"]["organization_name"].value() == "Institute"
    assertRedirects(own.post(url, typed | {"end": "2012-12-31"}), ME)
    assertContains(own.get(ME), "December 2012")
    remove = reverse("participants:post_remove", args=[post.pk])
    assertContains(own.get(remove), "Remove this post?")
    assertRedirects(own.post(remove), ME)
    assert not Affiliation.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"start": "2012-02-30"}, "start"),
        ({"start": "0000-01-01"}, "start"),
        ({"start": "10000-01-01"}, "start"),
        ({"start": "2012-01-02", "end": "2012-01-01"}, "end"),
        ({"organization_name": ""}, "organization_name"),
        ({"title": "x" * 151}, "title"),
    ],
)
def test_a_post_is_refused_beside_its_field(own, typed, field):
    page = own.post("/me/posts/add/", {"organization_name": "Institute", **typed})
    assert list(page.context["form"].errors) == [field]
    assert not Affiliation.objects.exists()


@pytest.mark.parametrize("name", ["post_change", "post_remove"])
def test_posts_of_others_do_not_exist(own, name):
    post = AffiliationFactory()
    url = reverse(f"participants:{name}", args=[post.pk])
    assert own.get(url).status_code == 404
    assert own.post(url, {"organization_name": "Mine now"}).status_code == 404
    assert Affiliation.objects.get().organization_name == post.organization_name


@pytest.mark.parametrize("pk", ["0", "-1", str(2**63), "9" * 30, "9" * 5000, "abc", "٣", "1/../2"])
def test_any_id_is_answered(own, pk):
    assert own.get(f"/me/posts/{pk}/").status_code == 404


def test_an_account_made_by_an_operator_has_an_area_too(client):
    client.force_login(UserFactory(first_name="Noor", last_name=""))
    assertContains(client.get(ME), "<bdi>Noor</bdi>", html=True)
