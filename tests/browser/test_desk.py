"""An organiser at the desk: from a list of one's own to a decision, a file and a letter to a group."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.audit import too_wide, violations_beside_colours

pytestmark = pytest.mark.browser
LIST = "/admin/registrations/egm-digital-inclusion/"


def test_from_a_list_of_ones_own_to_a_letter_to_a_group(enter, letters):
    office = enter("organiser")
    office.goto(LIST)
    assert_sound(office)
    a_view_is_saved(office)
    name = one_is_declined_and_waits_again(office)
    it_is_reviewed_by_key(office, name)
    a_file_is_fetched(office)
    those_approved_are_written_to(office, letters)


def assert_sound(office: Page) -> None:
    assert (violations_beside_colours(office), too_wide(office)) == ([], [])


def a_view_is_saved(office: Page) -> None:
    office.get_by_role("link", name="Filters and columns").click()
    office.get_by_role("checkbox", name="waiting for approval").check()
    office.get_by_role("checkbox", name="Sent", exact=True).uncheck()
    office.get_by_role("checkbox", name="Title", exact=True).check()
    assert_sound(office)
    office.get_by_role("button", name="Show the list").click()
    expect(office.get_by_role("columnheader", name="Title")).to_be_visible()
    expect(office.get_by_role("columnheader", name="Sent")).to_have_count(0)
    office.get_by_text("Saved views").click()
    office.get_by_role("link", name="Save this view…").click()
    office.get_by_label("Name").fill("Waiting, with titles")
    office.get_by_label("Shared with the team").check()
    office.get_by_role("button", name="Save").click()
    expect(office.locator(".desk-views summary")).to_contain_text("Waiting, with titles")


def one_is_declined_and_waits_again(office: Page) -> str:
    row = office.get_by_role("row").filter(has_text="waiting for approval").first
    name = row.get_by_role("link").inner_text()
    row.get_by_role("checkbox").check()
    office.get_by_role("button", name="Decline…").click()
    office.get_by_label("Reason", exact=True).fill("The meeting is for those who work in the field.")
    assert_sound(office)
    office.get_by_role("button", name="Decline", exact=True).click()
    expect(office.locator("body")).to_contain_text("1 registration declined.")
    office.get_by_role("row").filter(has_text=name).get_by_role("checkbox").check()
    office.get_by_role("button", name="Back to waiting…").click()
    office.get_by_role("button", name="Back to waiting").click()
    expect(office.locator("body")).to_contain_text("1 registration waits again.")
    return name


def it_is_reviewed_by_key(office: Page, name: str) -> None:
    office.get_by_role("link", name="Review").click()
    expect(office.locator(".desk-review h2")).to_be_visible()
    assert_sound(office)
    expect(office.get_by_role("radio", name="The meeting is for those")).to_have_count(0)
    for _each in range(10):
        if name in office.locator(".desk-review h2").inner_text():
            break
        office.keyboard.press("n")
    expect(office.locator(".desk-review h2")).to_contain_text(name)
    office.keyboard.press("a")
    expect(office.locator("body")).to_contain_text(f"{name}: 1 registration approved.")
    office.locator(".desk-undo").get_by_role("button", name="Back to waiting").click()
    expect(office.locator(".desk-review h2")).to_contain_text(name)


def a_file_is_fetched(office: Page) -> None:
    office.goto(LIST)
    office.get_by_role("link", name="Into a file").click()
    office.get_by_role("radio", name="CSV").check()
    office.get_by_role("button", name="Make the file").click()
    fetch = office.get_by_role("link", name="Fetch")
    expect(fetch).to_be_visible()
    assert_sound(office)
    with office.expect_download() as started:
        fetch.click()
    assert started.value.path().read_text(encoding="utf-8-sig").startswith("Name,Form of address,")


def those_approved_are_written_to(office: Page, letters) -> None:
    office.goto(f"{LIST}?status=approved")
    office.get_by_role("radio", name=re.compile("^all .* of this list")).check()
    office.get_by_role("button", name="Write to them…").click()
    office.get_by_label("Subject").fill("For {name}")
    office.get_by_label("Text").fill("Dear {honorific} {nmae}")
    office.get_by_role("button", name="Preview").click()
    expect(office.locator("body")).to_contain_text("There is no placeholder {nmae}.")
    office.get_by_label("Text").fill("Dear {honorific} {name}, see you at {venue}.")
    office.get_by_role("button", name="Preview").click()
    expect(office.get_by_text(re.compile("Letter 1 of"))).to_be_visible()
    office.get_by_role("link", name="Next", exact=True).click()
    expect(office.get_by_text(re.compile("Letter 2 of"))).to_be_visible()
    assert_sound(office)
    office.get_by_role("button", name="Put them into the outbox").click()
    row = office.get_by_role("row").filter(has_text="example.org").filter(has_text="For ").first
    address = re.search(r"\S+@example\.org", row.inner_text())[0]
    before = len(letters.to(address))
    row.get_by_role("checkbox").check()
    office.get_by_role("button", name="Send those chosen…").click()
    office.get_by_role("button", name="Send 1 letter").click()
    expect(office.get_by_role("row").filter(has_text=address).first).to_contain_text(re.compile("sent", re.IGNORECASE))
    assert len(letters.arrived(office, address, before + 1)) == before + 1
