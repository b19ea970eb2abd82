"""The timetable, as a person reads and moves what stands in it."""

import re

from playwright.sync_api import Locator, Page, expect


def block(page: Page, title: str) -> Locator:
    return page.locator(".block:not(.ghost)").filter(has_text=title)


def place(page: Page, title: str) -> tuple[str, str, str, str]:
    """Day of the month, hours, and name of the room, as they stand on the screen; and what is not saved yet."""
    found = block(page, title)
    expect(found).not_to_have_class(re.compile("is-pending"))
    day = found.locator("xpath=ancestor::section[1]").get_attribute("data-day")
    room = found.locator("xpath=ancestor::div[@data-room]").locator("h3").inner_text()
    return day[-2:], found.locator("small").inner_text(), room


def step(page: Page, name: str) -> Locator:
    """The button that says what it would undo or redo."""
    return page.locator(f"[data-do={name}]")


def said(page: Page, words: str) -> None:
    expect(page.locator("[data-said]")).to_contain_text(words)


def drag(page: Page, source: Locator, x: float, y: float, *, lower_edge: bool = False) -> None:
    box = source.bounding_box()
    grip = box["height"] - 3 if lower_edge else 12
    page.mouse.move(box["x"] + 20, box["y"] + grip)
    page.mouse.down()
    page.mouse.move(box["x"] + 24, box["y"] + grip + 8)
    page.mouse.move(x, y + grip if not lower_edge else y, steps=4)


def hour(page: Page) -> float:
    """Its height in pixels."""
    marks = page.locator("[data-axis] span")
    return page.locator("[data-axis]").bounding_box()["height"] / (marks.count() - 1)


def at_height(page: Page, time: str) -> float:
    """Where the grid says that it is `time`."""
    whole, minutes = time.split(":")
    mark = page.locator("[data-axis] span", has_text=f"{whole}:00").bounding_box()
    return mark["y"] + mark["height"] / 2 + hour(page) * int(minutes) / 60


def cell(page: Page, day: int, room: str) -> Locator:
    section = page.locator("section.day").nth(day)
    return section.locator(".column").filter(has=page.get_by_role("heading", name=room)).locator("[data-cell]")
