"""An organiser's day in the back office."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
UPCOMING = "/events/egm-digital-inclusion/"


@pytest.fixture
def office(enter) -> Page:
    """An organiser at the desk of the upcoming event."""
    page = enter("organiser")
    page.goto("/admin/")
    page.get_by_role("link", name="Digital Inclusion: Public Services that Reach Everyone").click()
    return page


def test_what_changes_in_the_programme_is_public_with_its_release(office, enter):
    visitor, title = enter(), "Measuring inclusion, and who counts"
    office.get_by_role("link", name=re.compile("^Programme")).click()
    office.get_by_role("link", name="List", exact=True).click()
    office.get_by_role("link", name=re.compile("Measuring inclusion")).last.click()
    office.get_by_label("Title").first.fill(title)
    office.get_by_role("button", name="Save", exact=True).click()
    expect(office.locator("body")).to_contain_text(f"“{title}” is saved.")
    visitor.goto(f"{UPCOMING}programme/")
    expect(visitor.get_by_text(title)).to_have_count(0)

    office.get_by_role("link", name="Release", exact=True).click()
    expect(office.locator("main")).to_contain_text(title)
    office.get_by_role("button", name=re.compile("Make release .* public")).click()
    expect(office.locator("body")).to_contain_text("is public.")
    visitor.reload()
    expect(visitor.locator(".session-row").get_by_role("link", name=title)).to_be_visible()
    expect(visitor.get_by_text("What changed with this release")).to_be_visible()


def test_letters_about_a_release_leave_when_somebody_presses_send(office, letters):
    office.get_by_role("link", name=re.compile("^Programme")).click()
    office.get_by_role("link", name=re.compile("Local government")).click()
    office.get_by_label("Title").first.fill("Local government, the first door")
    office.get_by_role("button", name="Save", exact=True).click()
    office.get_by_role("link", name="Release", exact=True).click()
    office.get_by_role("button", name=re.compile("Make release .* public")).click()
    office.get_by_role("link", name="to the outbox").click()
    row = office.get_by_role("row").filter(has_text="example.org").first
    address = re.search(r"\S+@example\.org", row.inner_text())[0]
    before = len(letters.to(address))
    row.get_by_role("checkbox").check()
    office.get_by_role("button", name="Send those chosen…").click()
    expect(office.locator("main")).to_contain_text(address)
    assert len(letters.to(address)) == before
    office.get_by_role("button", name="Send 1 letter").click()
    expect(office.locator("body")).to_contain_text("1 letter is on its way.")
    expect(office.get_by_role("row").filter(has_text=address).first).to_contain_text(re.compile("sent", re.IGNORECASE))


def test_the_office_of_another_event_is_not_found(enter):
    page = enter("organiser")
    assert page.request.get("/admin/programme/working-group-iii-2012/").status == 404


def test_who_cannot_come_is_a_warning_at_once(office, enter):
    expert, panel = enter("expert"), "Panel: designed with, not for"
    expert.goto("/me/")
    expert.get_by_role("button", name=f"I cannot come: {panel}").click()
    expect(expert.locator("body")).to_contain_text(f"The organizers see that you cannot come to “{panel}”.")
    office.goto("/admin/programme/egm-digital-inclusion/")
    office.get_by_text("Somebody has declined").click()
    office.get_by_role("link", name=re.compile(f"Eleni Karavia .* has declined: “{panel}”")).click()
    expect(office.locator("form.programme-form")).to_contain_text("Eleni Karavia (moderator) has declined")

    office.goto("/admin/programme/egm-digital-inclusion/speakers/?state=declined")
    office.get_by_label("Tick all").check()
    office.get_by_role("button", name="Mark as confirmed").click()
    expect(office.get_by_role("link", name="Declined (0)")).to_be_visible()
