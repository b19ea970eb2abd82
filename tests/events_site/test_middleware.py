"""What no request may, and what every response carries."""

import pytest
from django.test import Client

from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/events/%00/", "/events/?q=%00", "/%00"])
def test_nul_in_an_address_is_refused(client, path):
    assert client.get(path).status_code == 400


def test_trace_is_refused(client):
    assert client.trace("/robots.txt").status_code == 405


def test_public_policy_allows_no_inline_script_and_no_frame(client):
    policy = client.get("/robots.txt")["Content-Security-Policy"]
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert {name: parts[name] for name in ("default-src", "script-src", "style-src", "frame-ancestors")} == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "frame-ancestors": "'none'",
    }


def test_somebody_signed_in_is_refused_by_the_back_office_and_not_asked_again():
    client = Client()
    client.force_login(make_user())
    response = client.get("/admin/", follow=True)
    assert (response.status_code, response.redirect_chain) == (403, [])


def test_visitor_is_asked_to_sign_in_by_the_back_office(client):
    response = client.get("/admin/")
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/admin/")


@pytest.mark.parametrize("path", ["/admin/login/?next=/admin/", "/_util/login/?next=/admin/"])
def test_there_is_one_door_for_passwords(client, path):
    assert client.get(path)["Location"] == "/accounts/login/?next=/admin/"
    assert client.post(path, {"username": "a", "password": "b"}).status_code == 302


def test_pages_of_somebody_signed_in_stay_out_of_caches(client):
    client.force_login(make_user())
    assert client.get("/me/")["Cache-Control"] == "private, no-store"
