"""A rapporteur writes while people talk, and two of them at once."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def desk_of(page: Page, session: str) -> Page:
    """From /me/, where a rapporteur's own sessions are."""
    page.goto("/me/")
    records = page.locator("section", has=page.get_by_role("heading", name="Records I write"))
    records.get_by_role("link", name=re.compile(session)).click()
    expect(page.get_by_label("Next line")).to_be_visible()
    return page


def add_entry(page: Page, text: str) -> None:
    page.get_by_role("link", name="Write an entry with a form").click()
    form = page.locator("#next-entry")
    form.get_by_label("Kind").select_option("conclusion")
    form.get_by_label("Text").fill(text)
    form.get_by_role("button", name="Add the entry").click()
    expect(page.locator(".desk-entry__text", has_text=text)).to_be_visible()


def edit(page: Page, text: str) -> None:
    entry = page.locator("li", has=page.locator(".desk-entry__text", has_text=text))
    entry.get_by_role("link", name="Change").click()


def save(page: Page, text: str) -> None:
    form = page.locator("form", has=page.get_by_role("button", name="Save", exact=True))
    form.get_by_label("Text").fill(text)
    form.get_by_role("button", name="Save", exact=True).click()


def test_an_entry_and_a_recommendation_are_written_down(enter):
    page = desk_of(enter("rapporteur"), "Connectivity and devices")
    add_entry(page, "Devices are the smaller half of the problem.")
    page.get_by_role("link", name="Write a recommendation with a form").click()
    form = page.locator("#next-recommendation")
    form.get_by_label("Operative verb").select_option("invites")
    form.get_by_label("Addressed to").fill("Member States")
    form.get_by_label("Text").fill("to publish where their networks end")
    expect(form.locator("[data-look]")).to_contain_text("3 of 5")
    form.get_by_label("To be done by").fill("2027-06-30")
    expect(form.locator("[data-look]")).to_contain_text("4 of 5")
    form.get_by_role("button", name="Add the recommendation").click()
    expect(page.locator("main")).to_contain_text("Invites Member States to publish where their networks end")


def test_a_second_save_over_a_colleagues_is_offered(enter):
    first, second = (desk_of(enter("rapporteur"), "designed with, not for") for _ in range(2))
    add_entry(first, "Nobody tests with users.")
    second.reload()
    for page in (first, second):
        edit(page, "Nobody tests with users.")
    save(first, "Few test with users.")
    expect(first.locator(".desk-entry__text", has_text="Few test with users.")).to_be_visible()
    save(second, "Nobody tests with users before launch.")
    expect(second.get_by_role("heading", name="Saved by somebody else meanwhile").first).to_be_visible()
    expect(second.locator(".desk-compared")).to_have_text(
        ["Few test with users.", "Nobody tests with users before launch."]
    )

    second.get_by_role("button", name="Take mine").click()
    first.reload()
    expect(first.locator(".desk-entry__text", has_text="Nobody tests with users before launch.")).to_be_visible()


def test_a_change_that_was_not_saved_comes_back_and_a_saved_one_does_not(enter):
    page = desk_of(enter("rapporteur"), "designed with, not for")
    add_entry(page, "Half of a thought.")
    edit(page, "Half of a thought.")
    form = page.locator("form", has=page.get_by_role("button", name="Save", exact=True))
    form.get_by_label("Text").press_sequentially(" And the rest")
    page.reload()
    expect(form.get_by_label("Text")).to_have_value(re.compile("And the rest"))
    save(page, "A whole thought.")
    expect(page.locator(".desk-entry__text", has_text="A whole thought.")).to_be_visible()
    edit(page, "A whole thought.")
    expect(form.get_by_label("Text")).to_have_value("A whole thought.")
    form.get_by_label("Text").fill("Never mind")
    page.get_by_role("link", name="Cancel").click()
    edit(page, "A whole thought.")
    expect(form.get_by_label("Text")).to_have_value("A whole thought.")
