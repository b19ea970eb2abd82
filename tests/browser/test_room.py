"""What everybody in the room sends: conclusions from phones, cards on a board."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.audit import too_wide, violations
from tests.browser.test_record import desk_of

pytestmark = pytest.mark.browser
SESSION = "Connectivity and devices"


def room(enter: Callable[..., Page]) -> tuple[Page, Page]:
    """The rapporteur's desk, and the phone of somebody who takes part."""
    desk, phone = desk_of(enter("rapporteur"), SESSION), enter("expert")
    phone.set_viewport_size({"width": 390, "height": 844})
    return desk, phone


def follow(page: Page, words: str) -> None:
    page.locator("[data-beside]").get_by_role("link", name=re.compile(words)).click()


def test_a_conclusion_from_a_phone_is_taken_over_and_its_sender_sees_it(enter):
    desk, phone = room(enter)
    follow(desk, "Let participants send conclusions")
    desk.get_by_role("button", name="Invite conclusions").click()
    address = desk.locator("main a", has_text="/contribute/").inner_text()
    phone.goto(address)
    phone.get_by_label("Kind").select_option("recommendation")
    phone.get_by_label("In one or two sentences").fill("share towers on small islands")
    assert (violations(phone), too_wide(phone)) == ([], [])
    phone.get_by_role("button", name="Send to the rapporteur").click()
    expect(phone.locator("main")).to_contain_text("waits for the rapporteur")
    waiting = desk.locator("li.desk-entry", has_text="share towers on small islands")
    expect(waiting).to_be_visible()
    waiting.get_by_role("button", name="Take over").click()
    expect(desk.locator("main")).to_contain_text("Nothing waits.")
    assert (violations(desk), too_wide(desk)) == ([], [])
    phone.reload()
    expect(phone.locator("main")).to_contain_text("taken over")
    desk.get_by_role("button", name="Take no more").click()
    expect(desk.locator("main")).to_contain_text("Participants may not send anything now.")


def test_ideas_become_a_recommendation_without_retyping(enter):
    desk, phone = room(enter)
    follow(desk, "Brainstorming")
    desk.get_by_label("Question").fill("What keeps people offline?")
    desk.get_by_role("button", name="Start").click()
    phone.goto(desk.get_by_role("link", name="As participants see it").get_attribute("href"))
    for idea in ("lower the price of devices", "teach in libraries"):
        phone.get_by_label("One idea").fill(idea)
        phone.get_by_role("button", name="Put it on the board").click()
        expect(phone.locator(".board__card", has_text=idea)).to_be_visible()
    assert (violations(phone), too_wide(phone)) == ([], [])
    card = desk.locator("[data-card]", has_text="lower the price")
    expect(card).to_be_visible()
    card.drag_to(desk.locator("[data-cluster=new]"))
    cluster = desk.locator("[data-cluster]", has=desk.get_by_role("heading", name="lower the price of devices"))
    expect(cluster).to_be_visible()
    other = desk.locator("[data-card]", has_text="teach in libraries")
    other.get_by_text("Move, record, remove").click()
    other.get_by_label("Cluster", exact=True).select_option("lower the price of devices")
    other.get_by_role("button", name="Move", exact=True).click()
    expect(cluster.locator("[data-card]")).to_have_count(2)
    desk.get_by_role("button", name="Let them set dots").click()
    phone.reload()
    phone.locator(".board__card", has_text="teach in libraries").get_by_role("button", name="Give it a dot").click()
    expect(phone.locator("main")).to_contain_text("You have 2 dots left.")
    expect(cluster.locator("[data-card]").first).to_contain_text("teach in libraries")
    assert (violations(desk), too_wide(desk)) == ([], [])
    cluster.get_by_role("button", name="All as one recommendation").click()
    expect(desk.locator("main")).to_contain_text("in the record")
    desk.get_by_role("link", name="Back to the desk").click()
    expect(desk.locator("[data-list=recommendation]")).to_contain_text("teach in libraries")
