"""An organiser's first hour: an event from a template, arranged, released, changed, released again."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.editor import block, cell, drag, hour, place, said
from tests.browser.keyboard import keys, press_enter_on, tab_to, type_into

pytestmark = pytest.mark.browser
METHODS, WORKSHOP = "Tools and methods", re.compile("Workshop, two days")
VENUE, CHAIR = "United Nations Conference Centre", "Eleni Karavia"


def link(page: Page | Locator, name: str | re.Pattern) -> Locator:
    return page.get_by_role("link", name=name, exact=True).first


def button(page: Page, name: str | re.Pattern) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def reads(page: Page, words: str | re.Pattern) -> None:
    expect(page.locator("body")).to_contain_text(words)


def wait_for_grid(page: Page) -> None:
    expect(page.locator(".editor.is-live")).to_be_visible()


def is_public(visitor: Page, *facts: str | re.Pattern) -> None:
    visitor.reload()
    for fact in facts:
        expect(visitor.locator(".session-row").filter(has_text=METHODS)).to_contain_text(fact)


def test_by_mouse(enter):
    office, visitor = enter("organiser"), enter()
    set_up_by_mouse(office)
    visitor.goto("/events/workshop-on-open-budgets/programme/")
    reads(visitor, "The programme is being prepared")
    arrange_by_mouse(office)
    name_the_chair_by_mouse(office)
    release_and_send_by_mouse(office)
    is_public(visitor, "12:00", "Main room", CHAIR)
    change_by_mouse(office)
    is_public(visitor, "12:30", "Group room", "Changed")
    visitor.get_by_text("What changed with this release").click()
    expect(visitor.locator(".change-list")).to_contain_text(
        "12:30–13:30, Group room (before: 9 March, 12:00–13:00, Main room)"
    )


def set_up_by_mouse(office: Page) -> None:
    office.goto("/admin/")
    link(office, "New event").click()
    link(office, WORKSHOP).click()
    office.get_by_label("Title").fill("Workshop on open budgets")
    office.get_by_label("First day").fill("2027-03-09")
    office.get_by_label("First day").press("Escape")
    venue = office.get_by_label("Venue", exact=True)
    venue.select_option(venue.locator("option").filter(has_text=VENUE).first.get_attribute("value"))
    button(office, "Set up the event").click()
    reads(office, "“Workshop on open budgets” is set up.")
    link(office, "Edit and publish").click()
    office.get_by_role("textbox", name="Lede").fill("Budgets that people can read.")
    button(office, "More actions").click()
    button(office, "Publish").click()
    reads(office, "has been published")


def arrange_by_mouse(office: Page) -> None:
    link(office, re.compile("^Programme")).click()
    wait_for_grid(office)
    before, target = place(office, METHODS), cell(office, 1, "Group room").bounding_box()
    drag(office, block(office, METHODS), target["x"] + 10, block(office, METHODS).bounding_box()["y"])
    office.mouse.up()
    said(office, "12:00 to 13:00, Group room.")
    assert place(office, METHODS) == ("10", "12:00–13:00", "Group room")
    button(office, re.compile("Undo")).click()
    said(office, "Undone:")
    assert place(office, METHODS) == before == ("09", "12:00–13:00", "Main room")


def name_the_chair_by_mouse(office: Page) -> None:
    block(office, METHODS).click()
    link(office, "People, presentations, all else").click()
    office.get_by_placeholder("Search for a name").first.press_sequentially("Eleni")
    office.get_by_role("option").filter(has_text=CHAIR).click()
    button(office, "Save").click()
    reads(office, f"“{METHODS}” is saved.")
    wait_for_grid(office)


def release_and_send_by_mouse(office: Page) -> None:
    link(office, "Release").click()
    reads(office, "This will be the first release: the public will see 15 sessions.")
    button(office, "Make release 1 public").click()
    link(office, "to the outbox").click()
    link(office, "Send all that wait…").click()
    button(office, "Send 1 letter").click()
    reads(office, "1 letter is on its way.")


def change_by_mouse(office: Page) -> None:
    office.goto("/admin/programme/workshop-on-open-budgets/editor/")
    wait_for_grid(office)
    target = cell(office, 0, "Group room").bounding_box()
    top = block(office, METHODS).bounding_box()["y"] + hour(office) / 2
    drag(office, block(office, METHODS), target["x"] + 10, top)
    office.mouse.up()
    said(office, "12:30 to 13:30, Group room.")
    link(office, "Release").click()
    expect(office.locator(".change-list")).to_contain_text(METHODS)
    button(office, "Make release 2 public").click()
    link(office, "to the outbox").click()
    link(office, re.compile(CHAIR)).click()
    reads(office, re.compile("12:30–13:30, Group room\\s+before: Tuesday, 9 March 2027, 12:00–13:00, Main room"))


def test_by_keyboard_alone(enter):
    office, visitor = enter("organiser"), enter()
    set_up_by_keyboard(office)
    arrange_by_keyboard(office)
    name_the_chair_by_keyboard(office)
    press_enter_on(link(office, "Release"))
    press_enter_on(button(office, "Make release 1 public"))
    reads(office, "1 letter is drafted.")
    visitor.goto("/events/workshop-on-plain-letters/programme/")
    is_public(visitor, "12:00", "Main room", CHAIR)
    change_by_keyboard(office)
    is_public(visitor, "12:30", "Group room", "Changed")


def set_up_by_keyboard(office: Page) -> None:
    office.goto("/admin/")
    press_enter_on(link(office, "New event"))
    press_enter_on(link(office, WORKSHOP))
    type_into(office.get_by_label("Title"), "Workshop on plain letters")
    type_into(office.get_by_label("First day"), "2027-03-09")
    type_into(office.get_by_label("Venue", exact=True), VENUE)
    press_enter_on(button(office, "Set up the event"))
    reads(office, "“Workshop on plain letters” is set up.")
    press_enter_on(link(office, "Edit and publish"))
    type_into(office.get_by_role("textbox", name="Lede"), "Letters that people can read.")
    press_enter_on(button(office, "More actions"))
    tab_to(button(office, "Publish"))
    keys(office, "Enter")
    reads(office, "has been published")


def arrange_by_keyboard(office: Page) -> None:
    press_enter_on(link(office, re.compile("^Programme")))
    wait_for_grid(office)
    before = place(office, METHODS)
    tab_to(block(office, METHODS))
    keys(office, "Alt+ArrowRight", "Alt+PageDown", "Alt+ArrowDown")
    said(office, "12:15 to 13:15, Group room.")
    assert place(office, METHODS) == ("10", "12:15–13:15", "Group room")
    keys(office, "Control+z")
    said(office, "Undone:")
    assert place(office, METHODS) == before == ("09", "12:00–13:00", "Main room")
    expect(block(office, METHODS)).to_be_focused()


def name_the_chair_by_keyboard(office: Page) -> None:
    keys(office, "Enter")
    press_enter_on(link(office, "People, presentations, all else"))
    type_into(office.get_by_placeholder("Search for a name").first, "Eleni")
    expect(office.get_by_role("option").filter(has_text=CHAIR)).to_have_attribute("aria-selected", "true")
    keys(office, "Enter")
    press_enter_on(button(office, "Save"))
    wait_for_grid(office)


def change_by_keyboard(office: Page) -> None:
    press_enter_on(link(office, "Timetable"))
    wait_for_grid(office)
    tab_to(block(office, METHODS))
    keys(office, "Alt+ArrowRight", "Alt+ArrowDown", "Alt+ArrowDown")
    said(office, "12:30 to 13:30, Group room.")
    press_enter_on(link(office, "Release"))
    expect(office.locator(".change-list")).to_contain_text(METHODS)
    press_enter_on(button(office, "Make release 2 public"))
    press_enter_on(link(office, "to the outbox"))
    press_enter_on(link(office, re.compile(CHAIR)))
    reads(office, "12:30–13:30, Group room")
