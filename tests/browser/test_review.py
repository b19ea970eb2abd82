"""A reviewer declares a conflict on one paper and reviews another; the organiser decides, and the authors are told."""

import re

import pytest
from playwright.sync_api import Page, expect

from events_site.demo.facts import email_of
from events_site.demo.loading.reviews import COUNTING, THURSDAYS

pytestmark = pytest.mark.browser
SLUG = "egm-digital-inclusion"
OFFICE = f"/admin/paper-reviews/{SLUG}/"
ADVICE = "Say how the forty were chosen."


def open_review(page: Page, title: str) -> None:
    page.goto("/me/")
    page.get_by_role("link", name=re.compile("All my reviews")).click()
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()


def declare_conflict(page: Page, title: str) -> None:
    open_review(page, title)
    page.get_by_role("link", name="I cannot review this").click()
    page.get_by_label("I have a conflict of interest").check()
    page.get_by_role("textbox", name="Reason").fill("We wrote the method together.")
    page.get_by_role("button", name="Decline the review").click()
    expect(page.locator("main")).to_contain_text("somebody else will be asked")


def write_review(page: Page, title: str) -> None:
    open_review(page, title)
    page.get_by_role("group", name="Evidence").get_by_label("2", exact=True).check()
    page.get_by_label("To the author").fill(ADVICE)
    page.get_by_role("button", name="Save as draft").click()
    expect(page.locator("main")).to_contain_text("Your draft is saved. It is not sent.")
    page.get_by_role("button", name="Send the review").click()
    expect(page.locator("main")).to_contain_text("Give a score.")
    for criterion in ("Use to others", "Clarity"):
        page.get_by_role("group", name=criterion).get_by_label("4", exact=True).check()
    page.get_by_label("revise and send again").check()
    page.get_by_role("button", name="Send the review").click()
    expect(page.locator("main")).to_contain_text("Thank you: your review is sent.")


def decide(office: Page, *titles: str) -> None:
    office.goto(OFFICE)
    for title in titles:
        office.get_by_role("checkbox", name=title).check()
    office.get_by_role("button", name="Revise and send again…").click()
    office.get_by_label("To the author").fill("Please answer the reviewers.")
    office.get_by_role("button", name="Decide", exact=True).click()
    expect(office.locator("body")).to_contain_text(f"{len(titles)} papers are decided. The letters wait in the outbox.")


def see_told(office: Page, title: str) -> None:
    """A letter is marked as sent after it has left."""
    told = office.get_by_role("row", name=title).filter(has_text="Decided and told")
    for _ in range(100):
        office.goto(f"{OFFICE}?state=told")
        if told.count():
            return
        office.wait_for_timeout(100)
    pytest.fail(f"{title} is not told")


def test_papers_are_reviewed_decided_and_their_authors_told(enter, letters):
    reviewer, office = enter("expert"), enter("organiser")
    declare_conflict(reviewer, COUNTING)
    write_review(reviewer, THURSDAYS)

    office.goto(OFFICE)
    office.get_by_role("link", name=COUNTING).click()
    expect(office.locator("body")).to_contain_text("We wrote the method together.")
    office.goto(OFFICE)
    expect(office.get_by_role("row", name=THURSDAYS)).to_contain_text("2 of 2")

    decide(office, COUNTING, THURSDAYS)
    expect(office.get_by_role("row", name=THURSDAYS)).to_contain_text("Decided, not told")
    office.goto(f"/admin/outbox/{SLUG}/?kind=decision")
    office.get_by_role("link", name="Andrés Villacorta").first.click()
    office.get_by_role("link", name="Send…").click()
    office.get_by_role("button", name="Send 1 letter").click()
    (letter,) = letters.arrived(office, email_of("andres.villacorta"))
    assert ADVICE in letter.get_content()
    assert "Karavia" not in letter.get_content()

    see_told(office, THURSDAYS)
    office.goto(f"{OFFICE}?state=decided")
    office.get_by_role("link", name=COUNTING).click()
    office.get_by_role("button", name="Take the decision back").click()
    expect(office.locator("body")).to_contain_text("The decision is taken back.")
