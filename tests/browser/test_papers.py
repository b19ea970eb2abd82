"""A paper from its author's desk to the public, and what is refused on the way."""

import re

import pytest
from playwright.sync_api import Page, expect

from events_site.demo.pdf import one_page

pytestmark = pytest.mark.browser
UPCOMING = "/events/egm-digital-inclusion/"
TITLE = "Kiosks that answer back"
GOOD = one_page(TITLE, "E. Karavia", "Digital inclusion", "Why a kiosk should know when to call a person.")
DAMAGED = GOOD[: len(GOOD) // 2]


@pytest.fixture
def paper(enter) -> str:
    """The address of a paper that the expert sent in, after a first try with a damaged file."""
    page = enter("expert")
    page.goto(f"{UPCOMING}papers/")
    page.get_by_role("link", name="Send a paper").click()
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Abstract").fill("Three towns, nine kiosks.")
    send(page, DAMAGED)
    expect(page.locator(".field", has=page.locator("[type=file]"))).to_contain_text("The file is damaged or incomplete")
    expect(page.get_by_label("Title")).to_have_value(TITLE)
    expect(page.get_by_label("Abstract")).to_have_value("Three towns, nine kiosks.")
    send(page, GOOD)
    expect(page.locator("main")).to_contain_text("Your paper has arrived.")
    return page.url


def send(page: Page, content: bytes) -> None:
    page.locator("[type=file]").set_input_files(
        {"name": "kiosks.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    page.get_by_role("button", name="Send", exact=True).click()


def test_a_paper_is_sent_in_and_published(paper, enter):
    expert, stranger, organiser = enter("expert"), enter(), enter("organiser")
    expert.goto("/me/")
    expect(expert.get_by_role("link", name=TITLE).first).to_be_visible()
    assert [stranger.request.get(f"{paper}{end}").status for end in ("", "file/")] == [404, 404]

    organiser.goto("/admin/")
    organiser.get_by_role("link", name="Digital Inclusion: Public Services that Reach Everyone").click()
    organiser.get_by_role("link", name=re.compile("^Papers")).click()
    organiser.get_by_role("row", name=TITLE).first.get_by_role("link", name="Publish").click()
    organiser.get_by_role("button", name="Publish").click()
    expect(organiser.locator("body")).to_contain_text("The paper is published.")

    stranger.goto(f"{UPCOMING}papers/")
    stranger.get_by_role("link", name=TITLE).first.click()
    assert stranger.request.get(f"{stranger.url}file/").body() == GOOD
