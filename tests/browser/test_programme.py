"""The public programme as a visitor uses it: stars, filters, views, times, with and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import SIGN_IN, sign_in

pytestmark = pytest.mark.browser
FORUM = "/events/public-service-forum-2014/"
PROGRAMME, MINE = f"{FORUM}programme/", f"{FORUM}programme/mine/"
TITLES = ".session-row h3, .slot__title"


def star(page: Page, title: str) -> None:
    page.get_by_role("button", name=f"Star: {title}").first.click()


def test_stars_kept_without_an_account_come_along_on_signing_in(enter):
    page = enter()
    page.goto(PROGRAMME)
    star(page, "Opening ceremony")
    expect(page.get_by_role("button", name="Star: Opening ceremony")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-star-count]")).to_have_text("(1)")
    page.goto(page.locator(".parallel h3 a").first.get_attribute("href"))
    page.locator("button.star").click()
    expect(page.locator("button.star")).to_have_attribute("aria-pressed", "true")
    second = page.get_by_role("heading", level=1).inner_text()
    page.reload()
    expect(page.locator("button.star")).to_have_attribute("aria-pressed", "true")
    sign_in(page, "expert")
    assert not [each for each in page.context.cookies() if each["name"].startswith("stars-")]
    page.goto(MINE)
    expect(page.locator(TITLES)).to_have_text(["Opening ceremony", second])
    star(page, "Opening ceremony")
    expect(page.get_by_role("button", name="Star: Opening ceremony")).to_have_attribute("aria-pressed", "false")
    page.reload()
    expect(page.locator(TITLES)).to_have_text([second])
    page.goto(f"{PROGRAMME}?stars=1")
    expect(page.locator(TITLES)).to_have_text([second])


def test_stars_and_filters_without_scripts(enter):
    page = enter(java_script_enabled=False)
    page.goto(PROGRAMME)
    star(page, "Opening ceremony")
    expect(page).to_have_url(re.compile(MINE))
    expect(page.locator(TITLES)).to_have_text(["Opening ceremony"])
    page.goto(PROGRAMME)
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("Only my stars").check()
    page.get_by_role("button", name="Show", exact=True).last.click()
    expect(page.locator(TITLES)).to_have_text(["Opening ceremony"])
    page.get_by_role("link", name="Grid").click()
    expect(page.locator(TITLES)).to_have_text(["Opening ceremony"])
    page.get_by_label("Also show the time of").select_option("America/New_York")
    page.locator(".zone").get_by_role("button", name="Show").click()
    expect(page.locator(".local-time").first).to_contain_text("21:00–22:15 (−1)")
    page.goto(MINE)
    star(page, "Opening ceremony")
    expect(page.locator(".empty")).to_contain_text("You have starred no session yet")


def test_filters_work_in_place_and_stand_in_the_address(enter):
    page = enter(timezone_id="America/New_York")
    page.goto(PROGRAMME)
    page.evaluate("window.isSamePage = true")
    page.get_by_label("Show my local time").check()
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("Words").fill("audit")
    expect(page).to_have_url(re.compile(r"\?q=audit$"))
    expect(page.locator("[data-programme-status]")).to_contain_text("fit")
    expect(page.get_by_label("Words")).to_be_focused()
    found = page.locator(TITLES).all_inner_texts()
    assert 0 < len(found) < 10
    expect(page.locator(".local-time")).to_have_count(len(found))
    page.get_by_role("link", name="Grid").click()
    expect(page.locator("table.grid").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"as=grid&q=audit"))
    page.get_by_label("Words").fill("nothing has this word")
    expect(page.locator(".empty")).to_contain_text("No session fits")
    page.get_by_role("link", name="Show the whole programme").click()
    expect(page.locator("table.grid")).to_have_count(4)
    assert page.evaluate("window.isSamePage")
    page.reload()
    expect(page.get_by_label("Show my local time")).to_be_checked()
    expect(page.locator(".local-time").first).to_contain_text("(−1)")


def test_the_grid_on_a_phone_scrolls_by_itself_and_by_keyboard(enter):
    page = enter()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{PROGRAMME}?as=grid&day=2014-06-24")
    page.get_by_role("region", name="Tuesday, 24 June 2014").focus()
    before = page.locator("tbody th").first.bounding_box()["x"]
    page.keyboard.press("ArrowRight")
    expect(page.locator(".grid-wrap")).not_to_have_js_property("scrollLeft", 0)
    assert page.locator("tbody th").first.bounding_box()["x"] == before
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    heads = page.locator("table.grid thead th").all_inner_texts()
    assert heads == ["Time", "Room 301", "Room 302", "Room 303", "Room 304"]


def test_a_calendar_of_ones_own_is_made_copied_and_renewed(enter):
    page = enter("rapporteur")
    page.goto("/me/")
    page.get_by_role("link", name="My calendar").click()
    page.get_by_role("button", name="Make an address").click()
    first = page.get_by_label("Address of your calendar").input_value()
    assert page.request.get(first).headers["content-type"].startswith("text/calendar")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the address").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == first
    page.get_by_role("button", name="Renew the address").click()
    second = page.get_by_label("Address of your calendar").input_value()
    assert [page.request.get(address).status for address in (first, second)] == [404, 200]
    assert SIGN_IN["rapporteur"].email not in page.request.get(second).text()
