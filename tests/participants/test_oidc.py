"""Signing in through an institution's server; a small one answers here."""

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.urls import NoReverseMatch, reverse
from pytest_django.asserts import assertContains, assertRedirects

from participants.models import Person, User
from participants.oidc import one_server
from tests import databases
from tests.factories.participants import PASSWORD, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
LOGIN, CALLBACK = "/accounts/oidc/sso/login/", "/accounts/oidc/sso/login/callback/"
NOOR = {"sub": "subject-1", "email": "Noor@Example.org", "email_verified": True, "name": "Noor Adeyemi"}


class Server(BaseHTTPRequestHandler):
    said: dict = {}
    asked: list[str] = []

    def do_GET(self):
        here = f"http://{self.headers['Host']}"
        self.asked.append(self.path)
        doors = {"authorization": "/authorize", "token": "/token", "userinfo": "/userinfo"}
        config = {f"{name}_endpoint": f"{here}{door}" for name, door in doors.items()}
        elsewhere = {"token_endpoint": "http://127.0.0.1:1/token"} if self.said.get("elsewhere") else {}
        self.answer(self.said if self.path == "/userinfo" else config | {"issuer": here, "jwks_uri": here} | elsewhere)

    def do_POST(self):
        self.asked.append(self.path)
        self.rfile.read(int(self.headers["Content-Length"]))
        claims = {"iss": f"http://{self.headers['Host']}", "aud": "rostrum", "sub": self.said["sub"], "exp": 2**33}
        self.answer({"access_token": "token", "token_type": "bearer", "id_token": jwt.encode(claims, "x" * 32)})

    def answer(self, data):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(data).encode())

    def log_message(self, *args):
        """Says nothing."""


@pytest.fixture
def server(settings):
    """The handler, whose `said` is what the institution says of who signs in."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=http.serve_forever, args=[0.01], daemon=True).start()
    Server.said, Server.asked = dict(NOOR), []
    settings.OIDC_SERVER_URL = f"http://127.0.0.1:{http.server_port}"
    app = {"provider_id": "sso", "name": "Ministry", "client_id": "rostrum", "secret": "s"}
    app["settings"] = {"server_url": settings.OIDC_SERVER_URL}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    settings.ROOT_URLCONF = "tests.participants.oidc_urls"
    yield Server
    http.shutdown()
    http.server_close()


def come_back(client, login=LOGIN):
    """Through the institution's page, which the browser sees and the site does not."""
    leaving = client.post(login)
    state = parse_qs(urlsplit(leaving.url).query)["state"][0]
    return client.get(CALLBACK, {"code": "code", "state": state})


def test_without_a_setting_there_is_nothing_of_it(client):
    assert client.get(LOGIN).status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("socialaccount_connections")


def test_a_verified_address_makes_an_account_and_claims_the_record(client, server):
    entered = PersonFactory(email="noor@example.org")
    assertContains(client.get("/accounts/login/"), "Sign in with Ministry")
    assertRedirects(come_back(client), "/me/", fetch_redirect_response=False)
    user = User.objects.get()
    assert (user.email, user.first_name, user.has_usable_password()) == ("noor@example.org", "Noor Adeyemi", False)
    assert Person.objects.get() == entered
    assert Person.objects.get().user == user
    assert client.get("/me/").status_code == 200


def test_somebody_is_known_by_the_subject_and_not_by_the_address(client, server):
    come_back(client)
    client.logout()
    server.said["email"] = "married.name@example.org"
    come_back(client)
    assert client.get("/me/").wsgi_request.user == User.objects.get()
    client.logout()
    server.said |= {"sub": "subject-2", "email": "noor@example.org"}
    assertContains(come_back(client), "There is an account with your address already", status_code=403)
    assert User.objects.count() == 1


@pytest.mark.parametrize("verified", [False, None, "true", "false", 1, "yes"])
def test_an_address_that_is_not_verified_makes_no_account(client, server, verified):
    server.said["email_verified"] = verified
    assertContains(come_back(client), "did not confirm your e-mail address", status_code=403)
    assert not User.objects.exists()


@pytest.mark.parametrize("address", ["", None, "no address", "noor@example.org\nBcc: all@example.org"])
def test_an_address_that_is_none_makes_no_account(client, server, address):
    server.said["email"] = address
    assert come_back(client).status_code in {302, 403}
    assert not User.objects.filter(is_active=True).exclude(email="").exists()


def test_an_account_with_a_password_is_connected_by_its_owner(client, server):
    user = UserFactory(email="noor@example.org")
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assertContains(client.get("/accounts/3rdparty/"), "Connect Ministry")
    asked = come_back(client, f"{LOGIN}?process=connect")
    assert (asked.url, SocialAccount.objects.count()) == ("/accounts/reauthenticate/", 0)
    client.post(asked.url, {"password": PASSWORD})
    assert SocialAccount.objects.get().user == user
    assertContains(client.get("/accounts/3rdparty/"), "Disconnect")


def test_a_server_that_names_another_is_not_followed(client, server):
    server.said["elsewhere"] = True
    assertContains(come_back(client), "did not answer as it should", status_code=401)
    assert not User.objects.exists()


def test_a_server_that_is_down_is_told_in_words(client, server, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:1"
    settings.OIDC_SERVER_URL = "http://127.0.0.1:1"
    assertContains(client.post(LOGIN), "did not answer as it should", status_code=502)


@pytest.mark.parametrize("query", [{}, {"code": "x"}, {"code": "x", "state": "forged"}, {"error": "access_denied"}])
def test_a_forged_return_signs_nobody_in(client, server, query):
    assert client.get(CALLBACK, query).status_code == 401
    assert not User.objects.exists()


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "https://idp.example.org.evil.example/", "file:///etc/passwd"])
def test_nothing_else_is_asked(settings, url):
    settings.OIDC_SERVER_URL = "https://idp.example.org"
    with pytest.raises(requests.exceptions.InvalidURL):
        one_server().get(url)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        ({}, "OIDC_SERVER_URL is set, so OIDC_CLIENT_ID must be set too"),
        ({"OIDC_CLIENT_ID": "rostrum", "OIDC_CLIENT_SECRET": "s", "OIDC_NAME": "Ministry"}, "/accounts/3rdparty/"),
    ],
)
def test_the_environment_switches_it_on(tmp_path, more, outcome):
    env = databases.environment(tmp_path, "unused") | {"OIDC_SERVER_URL": "https://idp.example.org/"} | more
    ask = "import django; django.setup(); from django.urls import reverse; print(reverse('socialaccount_connections'))"
    done = subprocess.run(
        [sys.executable, "-c", ask], check=False, cwd=databases.ROOT, env=env, capture_output=True, text=True
    )
    assert outcome in done.stdout + done.stderr
