"""The form of an event is put in order, by pointer and by keys."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.audit import too_wide, violations

pytestmark = pytest.mark.browser


def questions(page: Page):
    return page.locator(".builder-question__text > a")


def test_a_form_is_built_and_put_in_order(enter):
    office = enter("organiser")
    office.goto("/admin/builder/egm-digital-inclusion/")
    office.get_by_role("button", name="Add “Hotel”").click()
    expect(questions(office)).to_have_text(
        ["Shall we book a room for you?", "First night", "Day of leaving", "Wishes for the room"]
    )
    expect(office.get_by_text("Shown if “Shall we book a room for you?” is Yes")).to_have_count(3)
    office.get_by_role("button", name="Down: First night").focus()
    office.keyboard.press("Enter")
    expect(questions(office).nth(1)).to_have_text("Day of leaving")
    expect(office.get_by_role("button", name="Down: First night")).to_be_focused()

    grip = office.locator("[data-question]").nth(3).locator("[data-grip]").bounding_box()
    target = office.locator("[data-question]").nth(1).bounding_box()
    office.mouse.move(grip["x"] + 8, grip["y"] + 8)
    office.mouse.down()
    office.mouse.move(grip["x"] + 8, target["y"] + 4, steps=5)
    office.mouse.up()
    expect(office.locator("[data-said]")).to_have_text("“Wishes for the room” has moved.")
    expect(questions(office).nth(1)).to_have_text("Wishes for the room")

    office.get_by_role("button", name="Up: Wishes for the room").click()
    expect(office.locator("[data-said]")).to_contain_text("so it must come after it")
    expect(questions(office).first).to_have_text("Shall we book a room for you?")
    assert (violations(office), too_wide(office)) == ([], [])
