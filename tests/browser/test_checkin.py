"""The door: somebody is checked in by badge and by name while the network is cut, and nothing is lost or doubled."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.audit import NARROW, Watched, violations, violations_in_the_dark
from tests.browser.conftest import patient
from tests.browser.people import sign_in

pytestmark = pytest.mark.browser
DOOR = "/events/egm-digital-inclusion/check-in/"
CUT = "ERR_INTERNET_DISCONNECTED"


def test_check_in_with_the_network_cut(new_context):
    context = patient(new_context())
    page, watched = context.new_page(), []
    page.set_viewport_size({"width": NARROW[0], "height": 844})
    sign_in(page, "organiser")  # of its own: it is ended below
    watcher = Watched(page)
    page.goto(DOOR)
    status = page.locator("[data-status]")
    expect(status).to_have_text("Connected. All is saved. This device is ready to go on without a network.")
    context.set_offline(True)
    page.reload()
    expect(status).to_contain_text("No network: go on, nothing is lost.")
    one, two = codes(page)
    read(page, one)
    expect(page.locator("[data-result]")).to_contain_text("Checked in")
    read(page, two)
    read(page, one)
    expect(page.locator("[data-result]")).to_contain_text("Already checked in at")
    read(page, "rostrum:" + "0" * 32)
    expect(page.locator("[data-result]")).to_contain_text("Not approved for this event, by the list of")
    expect(status).to_contain_text("4 readings wait to be sent.")
    page.reload()
    expect(status).to_contain_text("4 readings wait to be sent.")
    context.set_offline(False)
    expect(status).to_contain_text("Connected. All is saved.")
    expect(page.locator("[data-in]")).to_have_text("2")
    watched += [*violations(page), *violations_in_the_dark(page)]
    for code in (one, two):
        read(page, code)
        expect(page.locator("[data-result]")).to_contain_text("Already checked in at")
        expect(page.locator("[data-result]")).to_contain_text("Saved")  # drawn anew then, with a button of its own
        page.get_by_role("button", name="Undo").click()
        expect(page.locator("[data-result]")).to_contain_text("Check-in taken back")
    expect(page.locator("[data-in]")).to_have_text("0")
    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.wait_for_function("async () => (await caches.keys()).length === 0")
    assert [*watched, *(complaint for complaint in watcher.take() if CUT not in complaint)] == []


def codes(page: Page) -> list[str]:
    """What stands on two badges, from the list that is on the device."""
    listed = page.evaluate("async () => (await (await fetch('people.json')).json()).people.map(({ code }) => code)")
    return listed[:2]


def read(page: Page, code: str) -> None:
    """As a reader at a cable types it."""
    field = page.get_by_label("Find by name or institution")
    field.fill(code)
    field.press("Enter")
