"""The timetable of a programme, by mouse, by keyboard alone, and with two organisers at once."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.audit import found_by_axe, too_wide
from tests.browser.editor import at_height, block, cell, drag, hour, place, said, step
from tests.browser.keyboard import keys, tab_to

pytestmark = pytest.mark.browser
EDITOR = "/admin/programme/egm-digital-inclusion/editor/"
SKILLS, IDENTITY = "Skills, language and trust", "Identity, data and rights"


def opened(enter, role: str) -> Page:
    page = enter(role)
    page.goto(EDITOR)
    expect(page.locator(".editor.is-live")).to_be_visible()
    page.get_by_role("button", name="All days").click()
    return page


def test_session_is_dragged_to_another_room_and_day_stretched_undone_and_redone(enter):
    page = opened(enter, "organiser")
    before, undone = place(page, SKILLS), step(page, "undo").text_content()
    assert block(page, SKILLS).bounding_box()["y"] == pytest.approx(at_height(page, before[1][:5]), abs=3)
    first, target = block(page, SKILLS), cell(page, 1, "Meeting Room F").bounding_box()
    drag(page, first, target["x"] + 10, first.bounding_box()["y"] + hour(page))
    expect(page.locator(".ghost strong")).to_have_text("15:30–17:00")
    page.keyboard.press("Escape")
    page.mouse.up()
    assert place(page, SKILLS) == before

    drag(page, first, target["x"] + 10, first.bounding_box()["y"] + hour(page))
    page.mouse.up()
    said(page, "15:30 to 17:00, Meeting Room F.")
    moved = place(page, SKILLS)
    assert (int(moved[0]) - int(before[0]), *moved[1:]) == (1, "15:30–17:00", "Meeting Room F")

    box = first.bounding_box()
    drag(page, first, box["x"] + 20, box["y"] + box["height"] - hour(page) / 2, lower_edge=True)
    page.mouse.up()
    said(page, "15:30 to 16:30, Meeting Room F.")

    undo, redo = (page.get_by_role("button", name=re.compile(name)) for name in ("Undo", "Redo"))
    expect(undo).to_contain_text("ends at 16:30")
    undo.click()
    expect(redo).to_contain_text("ends at 16:30")
    undo.click()
    expect(step(page, "undo")).to_have_text(undone)
    assert place(page, SKILLS) == before
    redo.click()
    said(page, "Redone:")
    page.reload()
    assert place(page, SKILLS) == moved
    page.keyboard.press("Control+z")
    said(page, "Undone:")
    assert place(page, SKILLS) == before
    assert found_by_axe(page, {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag22aa"]}}) == []
    assert too_wide(page) == []


def test_hours_stand_beside_what_they_measure(enter):
    page = opened(enter, "organiser")
    bodies = page.locator("[data-cell]").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().top)")
    axis = page.locator("[data-axis]").evaluate("(one) => one.getBoundingClientRect().top")
    assert {round(top) for top in bodies} == {round(axis)}


def test_the_same_by_keyboard_alone(enter):
    page = opened(enter, "organiser")
    before, undone = place(page, SKILLS), step(page, "undo").text_content()
    tab_to(block(page, SKILLS))
    keys(page, *["Alt+ArrowDown"] * 4, "Alt+ArrowRight", "Alt+PageDown", "Shift+Alt+ArrowUp", "Shift+Alt+ArrowUp")
    said(page, "15:30 to 16:30, Meeting Room F.")
    moved = place(page, SKILLS)
    assert (int(moved[0]) - int(before[0]), *moved[1:]) == (1, "15:30–16:30", "Meeting Room F")
    keys(page, "p")
    said(page, "not in the timetable.")
    expect(page.locator("[data-pool] .block").filter(has_text=SKILLS)).to_be_focused()

    keys(page, "Enter")
    panel = page.get_by_role("dialog")
    expect(panel.get_by_label("Title")).to_be_focused()
    for name, typed in (("Day", "Wed"), ("Begins", "1000"), ("Ends", "0900")):
        panel.get_by_label(name, exact=True).focus()
        page.keyboard.type(typed + ("AM" if typed.isdigit() else ""))
    keys(page, "Enter")
    expect(panel).to_contain_text("The session ends before it begins.")
    keys(page, "Escape")
    expect(block(page, SKILLS)).to_be_focused()

    keys(page, "Control+z")
    said(page, "Undone:")
    assert place(page, SKILLS) == moved
    keys(page, "Control+z")
    expect(step(page, "undo")).to_have_text(undone)
    assert place(page, SKILLS) == before
    keys(page, "Control+Shift+z")
    said(page, "Redone:")
    assert place(page, SKILLS) == moved
    keys(page, "Control+z")
    said(page, "Undone:")
    assert place(page, SKILLS) == before
    keys(page, "?")
    expect(page.get_by_role("dialog")).to_contain_text("move earlier, later, by one step")


def test_second_of_two_organisers_is_told_and_overwrites_nothing(enter):
    one, other = opened(enter, "organiser"), opened(enter, "secretariat")
    other.context.set_offline(True)  # so that the second acts before it has looked
    block(one, IDENTITY).focus()
    keys(one, "Alt+ArrowDown")
    said(one, "09:45")
    moved = place(one, IDENTITY)
    other.context.set_offline(False)
    block(other, IDENTITY).focus()
    keys(other, "Alt+ArrowUp")
    told = other.locator("[data-told]")
    expect(told).to_contain_text(re.compile("somebody else was first|Meanwhile"))
    expect(told).to_contain_text("Paloma Irazábal")
    assert place(other, IDENTITY) == place(one, IDENTITY) == moved

    block(other, IDENTITY).focus()
    keys(other, "Alt+ArrowUp")
    said(other, "09:30")
    expect(one.locator("[data-told]")).to_contain_text("Meanwhile:")
    expect(block(one, IDENTITY).locator("small")).to_have_text(re.compile("^09:30"))
    keys(one, "Control+z")
    expect(one.locator("[data-told]")).to_contain_text("Tomasz")
    assert place(one, IDENTITY)[1].startswith("09:30")
