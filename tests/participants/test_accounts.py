import re
from urllib.parse import urljoin, urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.contrib.auth.models import Group, Permission
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from participants.backends import AccountBackend
from participants.models import Person, User
from tests.factories.participants import PASSWORD, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db

LOGIN, SIGNUP, LOGOUT, RESET = (f"/accounts/{name}/" for name in ("login", "signup", "logout", "password/reset"))
CONFIRM, EMAIL = "/accounts/confirm-email/", "/accounts/email/"
NEW_PASSWORD = "five words nobody else has"

CODE_LETTER = """\
Hello,

somebody, probably you, gave this address for an account at Rostrum. Enter this code in the page that is open:

    {code}

It is good for a few minutes. If it was not you, do nothing: without the code nothing happens.

Rostrum
http://testserver/"""

EVIL = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "http:evil.example",
    "https:/evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "\n//evil.example",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "javascript:alert(1)",
    "data:text/html,evil.example",
    "%2F%2Fevil.example",
]


def sign_up(client, email="noor@example.org", name="Noor Adeyemi", password=NEW_PASSWORD, **more):
    typed = {"name": name, "email": email, "password1": password, "password2": password}
    return client.post(SIGNUP, typed | more)


def code_in(letter):
    return re.search(r"^ {4}(\S+)$", letter.body, re.MULTILINE).group(1)


def sign_in(client, email, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password} | more)


def is_signed_in(client):
    return get_user(client).is_authenticated


def test_signing_up_by_code_and_back_to_the_form(client, mailoutbox):
    assertRedirects(sign_up(client, next="/events/x/register/"), CONFIRM, fetch_redirect_response=False)
    assert (is_signed_in(client), Person.objects.count()) == (False, 0)
    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == (["noor@example.org"], "Your code to confirm your e-mail address")
    assert letter.body == CODE_LETTER.format(code=code_in(letter))
    answer = client.post(CONFIRM, {"code": code_in(letter)})
    assertRedirects(answer, "/events/x/register/", fetch_redirect_response=False)
    assert is_signed_in(client)
    assert list(Person.objects.values_list("name", "email", "user__email")) == [
        ("Noor Adeyemi",) + ("noor@example.org",) * 2
    ]


def test_a_wrong_code_lets_nobody_in(client, mailoutbox):
    sign_up(client)
    client.post(CONFIRM, {"code": "WRONG1"})
    assert (is_signed_in(client), EmailAddress.objects.get().verified) == (False, False)
    assert not is_signed_in_after(client, "noor@example.org", NEW_PASSWORD)


def is_signed_in_after(client, email, password):
    sign_in(client, email, password)
    return is_signed_in(client)


def test_what_an_organiser_entered_is_claimed_after_the_code_only(client, mailoutbox):
    entered = PersonFactory(email="noor@example.org", name="Entered by an organiser")
    sign_up(client)
    entered.refresh_from_db()
    assert entered.user is None
    client.post(CONFIRM, {"code": code_in(mailoutbox[0])})
    entered.refresh_from_db()
    assert (entered.user.email, Person.objects.count()) == ("noor@example.org", 1)


@pytest.mark.parametrize("name", ["", " ", "x" * 151, "x" * 100_000, "a\x00b"])
def test_a_name_is_refused_beside_its_field(client, name):
    page = sign_up(client, name=name)
    assert list(page.context["form"].errors) == ["name"]
    assertContains(page, "noor@example.org")
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["https://evil.example you won", "<b>Bold</b>", "Noor\r\nBcc: all@example.org"])
def test_the_name_of_a_stranger_is_not_in_the_letter(client, mailoutbox, name):
    sign_up(client, name=name)
    (letter,) = mailoutbox
    assert letter.body == CODE_LETTER.format(code=code_in(letter))
    assert letter.recipients() == ["noor@example.org"]


@pytest.mark.parametrize("twin", ["noor@example.org", "NOOR@EXAMPLE.ORG", " Noor@Example.org "])
def test_b016_a_twin_makes_no_second_account_and_cannot_be_told(client, mailoutbox, twin):
    UserFactory(email="noor@example.org")
    known, unknown = sign_up(client, twin), sign_up(Client(), "nobody@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert User.objects.count() == 2
    assert [(letter.to, letter.subject) for letter in mailoutbox] == [
        (["noor@example.org"], "You have an account already"),
        (["nobody@example.org"], "Your code to confirm your e-mail address"),
    ]


def test_b016_a_twin_by_width_is_refused_or_the_same(client):
    UserFactory(email="noor@example.org")
    for twin in ("ｎｏｏｒ@example.org", "noor@ｅxample.org"):
        sign_up(client, twin)
        assert not is_signed_in_after(client, twin, "wrong")
    assert User.objects.count() == 1


def test_signing_in_takes_the_address_in_any_case(client):
    UserFactory(email="noor@example.org")
    assertRedirects(sign_in(client, " NOOR@Example.ORG "), "/me/")


def test_a_wrong_password_and_an_unknown_address_look_the_same(client):
    UserFactory(email="noor@example.org")
    pages = [sign_in(client, email, "wrong") for email in ("noor@example.org", "nobody@example.org")]
    assert pages[0].context["form"].errors == pages[1].context["form"].errors
    assert [page.status_code for page in pages] == [200, 200]


def test_a_reset_does_not_tell_who_has_an_account(client, mailoutbox):
    UserFactory(email="noor@example.org")
    answers = [client.post(RESET, {"email": email}) for email in ("noor@example.org", "nobody@example.org")]
    assert answers[0].url == answers[1].url
    assert [(letter.to, letter.subject) for letter in mailoutbox] == [
        (["noor@example.org"], "Set a new password"),
        (["nobody@example.org"], "No account with this address"),
    ]


@pytest.mark.parametrize("target", EVIL)
def test_b140_nobody_is_sent_to_another_site(client, mailoutbox, target):
    user = UserFactory()
    for answer in (
        sign_in(client, user.email, next=target),
        client.get(LOGIN, {"next": target}),
        client.post(LOGOUT, {"next": target}),
        client.post(RESET, {"email": user.email, "next": target}),
        sign_up(Client(), next=target),
    ):
        assert_stays_here(answer)
    visitor = Client()
    sign_up(visitor, "second@example.org", next=target)
    assert_stays_here(visitor.post(CONFIRM, {"code": code_in(mailoutbox[-1]), "next": target}))


def assert_stays_here(answer):
    """As a browser reads the address: it takes a backslash for a slash and leaves out tabs and line ends."""
    if answer.status_code != 200:
        target = urlsplit(
            urljoin("http://testserver/accounts/", re.sub(r"[\t\r\n]", "", answer.url.replace("\\", "/")))
        )
        assert (target.scheme, target.netloc) == ("http", "testserver")


@pytest.mark.parametrize("header", [{"HTTP_HOST": "evil.example"}, {"HTTP_X_FORWARDED_HOST": "evil.example"}])
def test_a_forged_host_reaches_no_letter(client, mailoutbox, header):
    UserFactory(email="noor@example.org")
    client.post(RESET, {"email": "noor@example.org"}, **header)
    assert all("evil.example" not in letter.body for letter in mailoutbox)
    assert len(mailoutbox) == (0 if "HTTP_HOST" in header else 1)


@pytest.mark.parametrize(
    "password", ["password12", "1234567890", "seven77", "noor.adeyemi@example.org", "Noor Adeyemi"]
)
def test_b130_weak_passwords_are_refused(client, password):
    page = sign_up(client, "noor.adeyemi@example.org", password=password)
    assert list(page.context["form"].errors) == ["password1"]


@pytest.mark.parametrize(
    "password", ["x7" * 100, "  leading and trailing  ", "🦊 runs over the 桥", "cafe\u0301 au lait noir"]
)
def test_b130_long_and_foreign_passwords_are_kept_as_they_are(client, password):
    sign_up(client, password=password)
    assert User.objects.get().check_password(password)
    assert not User.objects.get().check_password(password.strip() + "x")


def test_b132_guessing_at_one_account_is_limited(client):
    user = UserFactory()
    for _ in range(5):
        sign_in(client, user.email, "wrong")
    assertContains(sign_in(client, user.email), "Too many failed login attempts")
    assert not is_signed_in(client)


def test_b132_one_password_tried_on_many_accounts_is_limited(client):
    user = UserFactory()
    for number in range(150):
        sign_in(client, f"nobody{number}@example.org", "wrong")
    assertContains(sign_in(client, user.email), "Too many failed login attempts")
    assertRedirects(sign_in(Client(REMOTE_ADDR="192.0.2.7"), user.email), "/me/")


def test_b134_a_hall_behind_one_address_gets_in():
    for user in UserFactory.create_batch(40):
        client = Client()
        assertRedirects(sign_in(client, user.email), "/me/", fetch_redirect_response=False)


def test_b136_the_session_is_new_after_signing_in_and_dead_after_signing_out(client):
    user = UserFactory()
    client.get(LOGIN)
    client.session["before"] = "known"
    preset = client.session.session_key
    sign_in(client, user.email)
    stolen = client.cookies["sessionid"].value
    assert stolen != preset
    client.post(LOGOUT)
    client.cookies["sessionid"] = stolen
    assertRedirects(client.get("/me/"), f"{LOGIN}?next=/me/")


def test_b138_forms_of_other_sites_are_refused():
    client = Client(enforce_csrf_checks=True)
    more = [f"/accounts/{path}/" for path in ("2fa/authenticate", "2fa/webauthn/login", "sessions", "sessions/1/end")]
    for url in (LOGIN, SIGNUP, LOGOUT, RESET, CONFIRM, *more):
        assert client.post(url, {"login": "x"}).status_code == 403


def test_b128_a_closed_account_is_out_at_once(client):
    user = UserFactory()
    sign_in(client, user.email)
    User.objects.update(is_active=False)
    assert client.get("/me/").status_code == 302
    assert not is_signed_in_after(client, user.email, PASSWORD)


def test_b128_a_new_password_ends_other_sessions(client):
    user, other = UserFactory(), Client()
    sign_in(client, user.email)
    sign_in(other, user.email)
    typed = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post("/accounts/password/change/", typed)
    assert not is_signed_in(other)
    assert User.objects.get().check_password(NEW_PASSWORD)


def test_b124_a_new_address_asks_the_password_counts_after_its_code_and_tells_the_old_one(client, mailoutbox):
    user = UserFactory(email="old@example.org")
    client.force_login(user)
    change = {"action_add": "", "email": "new@example.org"}
    answer = client.post(EMAIL, change)
    assert answer.url.startswith("/accounts/reauthenticate/")
    client.post(answer.url, {"password": PASSWORD})
    client.post(EMAIL, change)
    assert User.objects.get().email == "old@example.org"
    client.post(CONFIRM, {"code": code_in(mailoutbox[-1])})
    assert (User.objects.get().email, Person.objects.get().email) == ("new@example.org",) * 2
    told = [letter for letter in mailoutbox if letter.to == ["old@example.org"]]
    assert [letter.subject for letter in told] == ["Email Changed"]
    assertNotContains(client.get(EMAIL), "style=")


def test_pages_of_the_account_stay_private(client):
    for url in (LOGIN, SIGNUP, RESET):
        assert client.get(url)["Cache-Control"].endswith(("private, no-store", "no-store, must-revalidate, private"))


@pytest.mark.parametrize(
    "header", [{"REMOTE_ADDR": ""}, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "1.2.3.4"}]
)
def test_signing_in_works_behind_a_proxy(client, header):
    user = UserFactory()
    answer = client.post(LOGIN, {"login": user.email, "password": PASSWORD}, **header)
    assert answer.status_code == (403 if not header["REMOTE_ADDR"] else 302)


@pytest.mark.django_db
def test_an_account_comes_with_its_person_in_one_statement(django_assert_num_queries):
    person, closed = PersonFactory(user=UserFactory()), UserFactory(is_active=False)
    with django_assert_num_queries(1):
        assert AccountBackend().get_user(person.user_id).person == person
    assert [AccountBackend().get_user(pk) for pk in (closed.pk, 0)] == [None, None]


@pytest.mark.django_db
def test_permissions_come_with_groups_alone():
    permission = Permission.objects.get(codename="access_admin")
    alone, member = UserFactory(), UserFactory()
    alone.user_permissions.add(permission)
    member.groups.add(Group.objects.create(name="Staff"))
    member.groups.get().permissions.add(permission)
    assert [user.has_perm("wagtailadmin.access_admin") for user in (alone, member)] == [False, True]
