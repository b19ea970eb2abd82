"""A passkey, from adding it to signing in with nothing else."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import NEW_PASSWORD, sign_up

pytestmark = pytest.mark.browser
ADDRESS = "passkey@example.org"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_somebody_adds_a_passkey_and_signs_in_with_it(enter, base_url, letters):
    """At the site's name: browsers know no passkeys at an address of numbers."""
    site, page = base_url.replace("127.0.0.1", "localhost"), enter()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto(f"{site}/accounts/signup/?next=/me/")
    sign_up(page, letters, "Noor Adeyemi", ADDRESS)
    page.get_by_role("link", name="Sign-in and security").click()
    page.get_by_role("link", name=re.compile("^Add.*Passkeys")).click()
    page.get_by_label("Password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name").fill("My telephone")
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto(f"{site}/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.goto(f"{site}/accounts/login/?next=/me/profile/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(f"{site}/me/profile/")

    device.send("WebAuthn.disable")
    device.send("WebAuthn.enable")
    page.goto(f"{site}/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.goto(f"{site}/accounts/login/")
    page.get_by_label("Email").fill(ADDRESS)
    page.get_by_label("Password").fill(NEW_PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
