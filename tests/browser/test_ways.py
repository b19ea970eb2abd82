"""A focal point with a delegation of six, one of them replaced, until the secretariat has confirmed it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.audit import mirrored, too_wide, violations
from tests.browser.people import send_from_outbox, sign_up

pytestmark = pytest.mark.browser
SLUG = "egm-digital-inclusion"
FOCAL = "focal.point@example.org"


def test_a_focal_point_nominates_six_and_replaces_one(enter, letters):
    office = enter("organiser")
    office.goto(f"/admin/ways/{SLUG}/delegations/new/")
    office.get_by_label("Country").select_option(label="Iceland")
    office.get_by_label("Focal point", exact=True).fill("Focal Point")
    office.get_by_label("E-mail of the focal point").fill(FOCAL)
    office.get_by_label("How many may be nominated").fill("6")
    office.get_by_label("Nominations until").fill("2099-01-01 12:00")
    office.get_by_label("Nominations until").press("Tab")
    office.get_by_role("button", name="Save").press("Enter")  # the calendar, as it closes, swallows clicks
    office.get_by_role("checkbox", name="Choose Iceland").check()
    office.get_by_role("button", name="Write to the focal points of those chosen").click()
    link = send_from_outbox(office, SLUG, "Focal Point", FOCAL, letters)

    page = enter()
    page.goto(link)
    page.get_by_role("button", name="Create an account").click()
    sign_up(page, letters, "Focal Point", FOCAL)
    page.get_by_role("button", name="Accept the invitation").click()
    for number in range(1, 7):
        nominate(page, number)
    expect(page.locator("main")).to_contain_text("6 of 6 seats are taken.")
    assert (violations(page), too_wide(page), mirrored(page)) == ([], [], [])
    page.get_by_role("button", name="Move Delegate 6 up").click()
    page.locator(".seat").nth(1).get_by_role("link", name="Replace").click()
    fill(page, 7)
    page.get_by_role("button", name="Nominate instead").click()
    expect(page.locator(".seat").nth(1)).to_contain_text("Delegate 7")
    page.locator(".seat").nth(5).drag_to(page.locator(".seat").first, target_position={"x": 10, "y": 2})
    expect(page.locator(".seat").first).to_contain_text("Delegate 5")

    office.goto(f"/admin/ways/{SLUG}/delegations/")
    office.get_by_role("link", name="Iceland").click()
    boxes = office.get_by_role("checkbox", name=re.compile("^Choose Delegate"))
    expect(boxes).to_have_count(6)
    for box in boxes.all():
        box.check()
    office.get_by_role("button", name="Confirm those chosen…").click()
    office.get_by_role("button", name="Confirm", exact=True).click()
    expect(office.locator("body")).to_contain_text("6 nominations are decided.")
    for number in (1, 3, 4, 5, 6, 7):
        (letter,) = letters.arrived(office, f"delegate{number}@")
        assert "Your registration is confirmed" in letter["Subject"]
    assert letters.to("delegate2@") == []  # the one replaced


def nominate(page: Page, number: int) -> None:
    fill(page, number)
    page.get_by_role("button", name="Nominate", exact=True).click()
    expect(page.locator("body")).to_contain_text(f"Delegate {number} is nominated.")


def fill(page: Page, number: int) -> None:
    page.get_by_label("Full name").fill(f"Delegate {number}")
    page.get_by_label("E-mail").fill(f"delegate{number}@example.org")
    page.get_by_label("Category").select_option(index=1)
