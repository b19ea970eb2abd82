"""Signing in and up, and what arrives by mail, as people do it."""

import re

from playwright.sync_api import Page, expect

from events_site.demo.accounts import PASSWORD, SIGN_INS
from tests.browser.letters import Letters

SIGN_IN = {each.role: each for each in SIGN_INS}
LINK = re.compile(r"https?://\S+/invitations/[\w-]{22}/")
NEW_PASSWORD = "violet-Harbour-71-lantern"
CODE = re.compile(r"^\s*([A-Z0-9]{3,5}-?[A-Z0-9]{3,5})\s*$", re.MULTILINE)


def sign_in(page: Page, role: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(SIGN_IN[role].email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page).not_to_have_url(re.compile("/accounts/login/"))


def sign_up(page: Page, letters: Letters, name: str, address: str) -> None:
    """From the form of the account to the code in the letter."""
    page.get_by_label("Full name").fill(name)
    page.get_by_label("Email").fill(address)
    page.get_by_label("Password", exact=False).first.fill(NEW_PASSWORD)
    page.get_by_label("Password (again)").fill(NEW_PASSWORD)
    page.locator("main").get_by_role("button", name="Sign up").click()
    expect(page.get_by_label("Code")).to_be_visible()
    page.get_by_label("Code").fill(code_in(letters, address))
    page.locator("main").get_by_role("button", name="Confirm").click()


def code_in(letters: Letters, address: str) -> str:
    letter = letters.to(address)[-1]
    return CODE.search(letter.get_content())[1]


def send_from_outbox(office: Page, slug: str, name: str, address: str, letters: Letters) -> str:
    """Sends the letter that waits for `name`, and gives the link of the invitation in it."""
    office.goto(f"/admin/outbox/{slug}/?q={name}")
    office.get_by_role("link", name=name).first.click()
    office.get_by_role("link", name="Send…").click()
    office.get_by_role("button", name="Send 1 letter").click()
    expect(office.locator("body")).to_contain_text("1 letter is on its way.")
    return LINK.search(letters.arrived(office, address)[-1].get_content())[0]
