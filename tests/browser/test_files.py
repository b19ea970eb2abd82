"""The agenda by keyboard alone, and the files that follow it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.audit import Watched, too_wide, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AGENDA = "/admin/programme/egm-digital-inclusion/agenda/"
MAKING = 60_000  # milliseconds


@pytest.fixture
def office(enter) -> Page:
    page = enter("organiser")
    page.goto("/admin/")
    page.get_by_role("link", name="Digital Inclusion: Public Services that Reach Everyone").click()
    return page


def test_an_agenda_is_put_in_order_by_keyboard_and_the_file_follows(office):
    files = office.url
    office.goto(AGENDA)
    office.get_by_role("button", name="Up 9. Other matters").focus()
    office.keyboard.press("Enter")
    expect(office.get_by_role("button", name="Up 8. Other matters")).to_be_focused()
    expect(office.get_by_text("Nothing of this is saved yet.")).to_be_visible()
    office.get_by_label("Title").first.press("Enter")
    expect(office.locator("body")).to_contain_text("The agenda is saved.")

    office.goto(files)
    office.get_by_role("link", name=re.compile("^Files")).click()
    row = office.locator("#provisional_agenda")
    row.get_by_role("link", name=re.compile("^PDF")).click()
    expect(row).to_contain_text("1 page", timeout=MAKING)
    with office.expect_download() as download:
        row.get_by_role("link", name=re.compile("^PDF")).click()
    assert download.value.suggested_filename == "egm-digital-inclusion-provisional-agenda.pdf"
    row.get_by_role("link", name=re.compile("^Open")).click()
    expect(office.locator(".document")).to_contain_text(re.compile(r"8\.\s+Other matters"))


@pytest.mark.parametrize("kind", ["programme_of_work", "door_signs", "name_plates"])
def test_files_can_be_read_by_everyone_on_any_screen(office, kind):
    watched = Watched(office)
    office.goto(f"/events/egm-digital-inclusion/files/{kind}/")
    assert (violations(office), too_wide(office), watched.take()) == ([], [], [])
