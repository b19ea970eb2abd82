"""Signing in and registering with the keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from events_site.demo.accounts import PASSWORD, SIGN_INS

pytestmark = pytest.mark.browser
RING = """() => { const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== "none"; }"""
IN_VIEW = """() => { const box = document.activeElement.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
  return top !== null && (document.activeElement.contains(top) || top.contains(document.activeElement)); }"""


def tab_to(page: Page, selector: str) -> None:
    """Each stop on the way must be seen, and not be hidden by something that sticks."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            continue
        assert page.evaluate(RING), page.evaluate("document.activeElement.outerHTML")
        assert page.evaluate(IN_VIEW), page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"no way by keyboard to {selector}")


def test_skip_link_leads_past_the_menu(enter):
    page = enter()
    page.goto("/events/")
    tab_to(page, ".skip")
    page.keyboard.press("Enter")
    tab_to(page, "main *")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_signing_in_and_registering(enter):
    page = enter()
    secretariat = next(each for each in SIGN_INS if each.role == "secretariat")
    page.goto("/events/egm-digital-inclusion/register/")
    tab_to(page, "main .panel a.button")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    tab_to(page, "[name=login]")
    page.keyboard.type(secretariat.email)
    tab_to(page, "[name=password]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"^[^?]*/register/$"))
    tab_to(page, "[name=category]")
    page.keyboard.press("Space")
    tab_to(page, "[name=institution]")
    page.keyboard.press("Control+A")
    page.keyboard.type("Ministry of Health")
    tab_to(page, "[name=country]")
    page.keyboard.type("Pol")
    tab_to(page, "main form.form [type=submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="My registration")).to_be_visible()
