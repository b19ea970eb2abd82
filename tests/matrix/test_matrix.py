"""The table is walked: every address as every role. An address that the table does not list fails."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from participants.models import User
from tests.factories.cms import OrganizationFactory, VenueFactory
from tests.matrix import table, world
from tests.matrix.walk import addresses

ROWS = [pytest.param(row, id=f"{row.view}-{row.label}" if row.label else row.view) for row in table.ROWS]


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """The world is made once for all rows: they only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield world.build()
        transaction.set_rollback(True)


@contextmanager
def unchanged() -> Iterator[None]:
    """Whatever the request wrote is taken back, so that the next role finds the same world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def outcome(response) -> str:
    """One letter: R shown, L asked to sign in, F refused, X not found, G led elsewhere, P only by POST."""
    if response.status_code in {301, 302}:
        if response["Location"].startswith(str(settings.LOGIN_URL)):
            return "L"
        return "F" if response["Location"] == reverse("wagtailadmin_home") else "G"
    return {200: "R", 422: "R", 401: "L", 403: "F", 404: "X", 405: "P", 410: "X"}.get(
        response.status_code, str(response.status_code)
    )


def signed_in(user: User | None) -> dict[str, str]:
    """The cookies of who has signed in."""
    client = Client()
    if user:
        client.force_login(user)
    return {name: cookie.value for name, cookie in client.cookies.items()}


@pytest.fixture(scope="module")
def ask(site) -> Callable[..., str]:
    """How an address answers a role, which signs in once and comes to each address with nothing but that."""
    cookies = {role: signed_in(user) for role, user in site.people.items()}

    def ask(path: str, role: str, method: str = "get") -> str:
        client = Client()
        client.cookies.load(cookies[role])
        with unchanged():
            response = getattr(client, method)(path)
        if response.streaming:
            list(response)  # the client closes the file where it was read to its end
        return outcome(response)

    return ask


@pytest.mark.parametrize("row", ROWS)
def test_address_answers_each_role_as_the_table_says(row, site, ask):
    path = reverse(row.view, args=row.args(site))
    found = {role: ask(path, role, row.method) for role in world.ROLES}
    assert found == dict(zip(world.ROLES, row.expected, strict=True))


def test_every_address_is_listed():
    listed = {row.view for row in table.ROWS}
    forgotten = [name for name in addresses() if name not in listed and not table.is_of_a_family(name)]
    assert forgotten == []


def test_the_table_lists_no_address_that_is_gone():
    known = set(addresses())
    assert [row.view for row in table.ROWS if row.view not in known] == []


def plain_addresses_of_the_back_office() -> list[str]:
    """Those of Wagtail's own addresses that take no arguments."""
    return [
        f"/{route}"
        for name, route in addresses().items()
        if route.startswith("admin/") and not set("<(^") & set(route) and name not in table.OPEN_TO_ALL
    ]


@pytest.mark.parametrize(("kept", "expected"), table.KEPT_LISTS.items())
def test_lists_are_kept_by_the_secretariat(kept, expected, ask):
    found = {role: ask(reverse(f"{kept}:add"), role) for role in world.ROLES}
    assert found == dict(zip(world.ROLES, expected, strict=True))


@pytest.mark.parametrize(("kept", "factory"), [("venues", VenueFactory), ("organizations", OrganizationFactory)])
def test_what_organisers_add_to_a_list_is_not_theirs_to_change(kept, factory, ask):
    found = {role: ask(reverse(f"{kept}:edit", args=[factory().pk]), role) for role in world.ROLES}
    assert [role for role in world.ROLES if found[role] == "R"] == ["secretariat"]


@pytest.mark.parametrize("role", ["visitor", "expert"])
def test_nobody_without_a_role_gets_into_the_back_office(role, ask):
    found = {path: ask(path, role) for path in plain_addresses_of_the_back_office()}
    assert {path: letter for path, letter in found.items() if letter not in "LFXP"} == {}
