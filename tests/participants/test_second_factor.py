import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from cms.domain.team import grant_role
from participants.domain.accounts import end_sessions_of
from participants.templatetags.accounts import device
from tests.factories.cms import published_event
from tests.factories.participants import PASSWORD, UserFactory
from tests.matrix.walk import addresses
from tests.participants.test_accounts import EVIL, assert_stays_here

pytestmark = pytest.mark.django_db
LOGIN, INDEX, ACTIVATE = "/accounts/login/", "/accounts/2fa/", "/accounts/2fa/totp/activate/"
RECORD = "/admin/record/"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client, user, **more):
    return client.post(LOGIN, {"login": user.email, "password": PASSWORD} | more)


def with_role(role, event=None):
    user = UserFactory()
    grant_role(event, user=user, role=role, by=None)
    return user


def confirm_password(client, answer):
    assert answer.url.startswith("/accounts/reauthenticate/")
    client.post(answer.url, {"password": PASSWORD})


@pytest.fixture
def activate(client, monkeypatch):
    """Sets up an authenticator app for who is signed in, and returns its secret. Each request commits, as on the site."""
    monkeypatch.setattr(transaction, "on_commit", lambda act, **_: act())

    def activate() -> str:
        confirm_password(client, client.get(ACTIVATE))
        secret = client.get(ACTIVATE).context["form"].secret
        assertRedirects(client.post(ACTIVATE, {"code": code_of(secret)}), "/accounts/2fa/recovery-codes/")
        return secret

    return activate


@pytest.mark.parametrize("role", ["organiser", "secretariat"])
@pytest.mark.parametrize("wanted", ["/admin/", RECORD])
def test_who_may_do_most_sets_up_a_second_factor_and_comes_back(client, activate, role, wanted):
    user = with_role(role, published_event() if role == "organiser" else None)
    assertRedirects(sign_in(client, user, next=wanted), wanted, fetch_redirect_response=False)
    assertRedirects(client.get(wanted), INDEX, fetch_redirect_response=False)
    assertContains(client.get(INDEX), "One more step before the back office")
    activate()
    assertContains(client.get(INDEX), f'href="{wanted}"')
    assert client.get(wanted).status_code == 200
    assertNotContains(client.get(INDEX), "Go on to the back office")


@pytest.mark.parametrize("role", ["rapporteur", "desk"])
def test_others_are_not_asked(client, role):
    sign_in(client, with_role(role, published_event()))
    assert client.get("/admin/").status_code == 200


def test_the_public_site_asks_nobody_and_costs_no_statement_more(client, settings):
    client.force_login(with_role("secretariat"))
    client.get("/me/")
    counts = []
    for settings.REQUIRE_SECOND_FACTOR in (True, False):
        with CaptureQueriesContext(connection) as found:
            assert client.get("/me/").status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_a_session_without_it_is_asked_for_the_one_that_is_there(client, activate):
    user, other = with_role("secretariat"), Client()
    sign_in(other, user)
    sign_in(client, user)
    secret = activate()
    answer = other.get("/admin/images/")
    assertRedirects(answer, "/accounts/2fa/reauthenticate/?next=%2Fadmin%2Fimages%2F", fetch_redirect_response=False)
    assert other.post(answer.url, {"code": "000000"}).context["form"].errors
    assertRedirects(
        other.post(answer.url, {"code": code_of(secret), "next": "/admin/images/"}),
        "/admin/images/",
        fetch_redirect_response=False,
    )
    assert other.get("/admin/images/").status_code == 200


def test_what_is_sent_without_it_is_not_done(client):
    sign_in(client, with_role("secretariat"))
    assertRedirects(client.post("/admin/people/add/", {"name": "New"}), INDEX, fetch_redirect_response=False)
    assert client.session["second_factor_for"] == "/admin/"


def test_signing_in_asks_for_the_code_and_takes_each_recovery_code_once(client):
    user = UserFactory()
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    recovery = RecoveryCodes.activate(user).get_unused_codes()[0]
    for code in (code_of(secret), recovery):
        visitor = Client()
        assertRedirects(sign_in(visitor, user), "/accounts/2fa/authenticate/")
        assert visitor.get("/me/").status_code == 302
        assertRedirects(
            visitor.post("/accounts/2fa/authenticate/", {"code": code}), "/me/", fetch_redirect_response=False
        )
    sign_in(client, user)
    assertContains(client.post("/accounts/2fa/authenticate/", {"code": recovery}), "Incorrect code")


@pytest.mark.parametrize("target", EVIL)
def test_b140_nobody_is_sent_to_another_site_after_the_code(client, target):
    user, secret = UserFactory(), generate_totp_secret()
    TOTP.activate(user, secret)
    client.force_login(user)
    answer = client.post("/accounts/2fa/reauthenticate/", {"code": code_of(secret), "next": target})
    assert answer.status_code == 302
    assert_stays_here(answer)


def test_guessing_codes_is_limited_per_account(client):
    user = UserFactory()
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    sign_in(client, user)
    for _ in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assertContains(
        client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)}), "Too many failed login attempts"
    )


def test_removing_the_last_one_closes_the_back_office(client, activate):
    sign_in(client, with_role("secretariat"))
    activate()
    assert client.get("/admin/").status_code == 200
    client.post("/accounts/2fa/totp/deactivate/")
    assertRedirects(client.get("/admin/"), INDEX, fetch_redirect_response=False)


def test_secrets_are_not_readable_in_the_database(settings):
    user, secret = UserFactory(), generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    stored = [row.data for row in Authenticator.objects.order_by("type")]
    assert secret not in str(stored)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_of(secret))


@pytest.mark.parametrize("path", ["/admin/login/", "/_util/login/"])
def test_there_is_no_second_door_for_passwords(client, path):
    user = UserFactory()
    assertRedirects(client.get(path), LOGIN)
    client.post(path, {"username": user.email, "login": user.email, "password": PASSWORD})
    assert client.get("/me/").status_code == 302


def test_no_other_address_takes_a_password(client):
    """Those that Wagtail brings along lead to ours or are not found; passwords of single pages open no account."""
    routes = [route for route in addresses().values() if re.search("login|password", route)]
    foreign = [route for route in routes if not re.search("^(<.*>)?accounts/|authenticate_with_password|[<(]", route)]
    found = {route: client.get(f"/{route}") for route in foreign}
    assert {answer.status_code for answer in found.values()} <= {302, 404}
    assert {answer.url for answer in found.values() if answer.status_code == 302} == {LOGIN}


def test_pages_of_the_account_hold_no_inline_code(client, activate):
    sign_in(client, with_role("secretariat"))
    activate()
    paths = [
        INDEX,
        "/accounts/2fa/webauthn/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/sessions/",
        "/accounts/2fa/recovery-codes/",
    ]
    for path in [*paths, "/accounts/2fa/recovery-codes/generate/", "/accounts/2fa/totp/deactivate/"]:
        page = client.get(path)
        assert page.status_code == 200, path
        text = page.content.decode()
        assert not re.search(r"<script(?![^>]*(src=|type=\"application/json\"))|\son\w+=|\sstyle=", text), path
        assert page["Cache-Control"].endswith("private, no-store") or "no-store" in page["Cache-Control"]


def test_one_sees_and_ends_ones_sign_ins(client):
    user, other, stranger = (
        UserFactory(),
        Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"}),
        UserFactory(),
    )
    for each in (client, other):
        sign_in(each, user)
    assertContains(client.get("/accounts/sessions/"), "Firefox on Windows")
    theirs = UserSession.objects.get(user_agent__contains="Firefox")
    outsider = Client()
    sign_in(outsider, stranger)
    assert outsider.post(f"/accounts/sessions/{theirs.pk}/end/").status_code == 404
    assert client.get(f"/accounts/sessions/{theirs.pk}/end/").status_code == 405
    assert other.get("/me/").status_code == 200
    client.post(f"/accounts/sessions/{theirs.pk}/end/")
    assert (other.get("/me/").status_code, client.get("/me/").status_code) == (302, 200)


def test_all_other_sign_ins_end_at_once(client):
    user, others = UserFactory(), [Client(), Client()]
    for each in (client, *others):
        sign_in(each, user)
    client.post("/accounts/sessions/")
    assert [each.get("/me/").status_code for each in (client, *others)] == [200, 302, 302]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("", "Another program"),
        ("<script>" * 50, "Another program"),
    ],
)
def test_a_device_is_told_in_words(said, shown):
    assert device(said) == shown


def test_an_operator_takes_away_a_lost_factor(client, activate, capsys):
    user = with_role("secretariat")
    sign_in(client, user)
    activate()
    call_command("reset_second_factor", user.email.upper())
    assert not Authenticator.objects.exists()
    assert client.get("/me/").status_code == 302
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody@example.org")


def test_ending_sessions_tells_how_many():
    user = UserFactory()
    sign_in(Client(), user)
    assert (end_sessions_of(user), end_sessions_of(user)) == (1, 0)
