"""From nobody to a registered participant and back, without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import sign_up

pytestmark = pytest.mark.browser
REGISTER = "/events/egm-digital-inclusion/register/"


def test_somebody_registers_changes_and_withdraws(enter, letters):
    page = enter(java_script_enabled=False)
    page.goto(REGISTER)
    page.get_by_role("link", name="Create an account").click()
    sign_up(page, letters, "Nadia Sahraoui", "nadia.sahraoui@example.org")
    expect(page).to_have_url(re.compile(REGISTER))
    send_with_errors(page)
    send(page)
    stands_in_my_area(page)
    change(page)
    withdraw(page)


def send_with_errors(page: Page) -> None:
    """What was typed stays, and the reason stands beside the field."""
    page.get_by_label("What you will contribute").fill("A paper on rural libraries.")
    page.get_by_role("button", name="Send registration").click()
    expect(page.get_by_role("alert")).to_contain_text("Institution")
    expect(page.get_by_label("What you will contribute")).to_have_value("A paper on rural libraries.")
    field = page.locator(".field", has=page.get_by_label("Institution"))
    expect(field.locator(".errors")).to_contain_text("required")


def send(page: Page) -> None:
    page.get_by_role("radio").first.check()
    page.get_by_label("Institution").fill("Ministry of Rural Affairs")
    page.get_by_label("Country", exact=False).select_option(label="Morocco")
    page.get_by_role("button", name="Send registration").click()
    expect(page.get_by_role("heading", name="My registration")).to_be_visible()
    expect(page.locator("main")).to_contain_text("A paper on rural libraries.")


def stands_in_my_area(page: Page) -> None:
    page.goto("/me/")
    expect(page.locator("main")).to_contain_text("waiting for approval")
    page.locator("main").get_by_role("link", name=re.compile("inclusion", re.IGNORECASE)).first.click()
    expect(page).to_have_url(re.compile("egm-digital-inclusion"))


def change(page: Page) -> None:
    page.goto(REGISTER)
    page.get_by_role("link", name="Change", exact=True).click()
    expect(page.get_by_label("Institution")).to_have_value("Ministry of Rural Affairs")
    page.get_by_label("Institution").fill("Ministry of Health")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Ministry of Health")


def withdraw(page: Page) -> None:
    page.get_by_role("link", name="Withdraw", exact=True).click()
    expect(page.get_by_role("heading", name="Withdraw your registration?")).to_be_visible()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.locator("main")).to_contain_text("Your registration was withdrawn.")
    page.goto("/me/")
    expect(page.locator("main")).to_contain_text("withdrawn")
