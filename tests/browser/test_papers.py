"""A paper from its author's desk to the public, and what is refused on the way."""

import re

import pytest
from playwright.sync_api import Page, expect

from events_site.demo.pdf import one_page

pytestmark = pytest.mark.browser
UPCOMING = "/events/egm-digital-inclusion/"
TITLE = "Kiosks that answer back"
GOOD = one_page(TITLE, "E. Karavia", "Digital inclusion", "Why a kiosk should know when to call a person.")
REVISED = one_page(TITLE, "E. Karavia", "Digital inclusion", "Why nine kiosks should know when to call a person.")
DAMAGED = GOOD[: len(GOOD) // 2]


@pytest.fixture
def paper(enter) -> str:
    """The address of a paper that the expert sent in, after a first try with a damaged file."""
    page = enter("expert")
    page.goto(f"{UPCOMING}papers/")
    page.get_by_role("link", name="Call for papers").click()
    expect(page.locator("main")).to_contain_text("Papers until")
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


def is_to_be_revised(organiser: Page) -> None:
    """Decided at once, as an organiser may; the letter is another test's."""
    organiser.goto("/admin/paper-reviews/egm-digital-inclusion/")
    organiser.get_by_role("checkbox", name=TITLE).check()
    organiser.get_by_role("button", name="Revise and send again…").click()
    organiser.get_by_label("To the author").fill("Please say how many kiosks there are.")
    organiser.get_by_role("radio", name="No letter").check()
    organiser.get_by_role("button", name="Decide", exact=True).click()
    expect(organiser.locator("body")).to_contain_text("1 paper is decided.")


def is_revised(expert: Page, address: str) -> None:
    expert.goto(address)
    expect(expert.locator("main")).to_contain_text("Please say how many kiosks there are.")
    expert.get_by_role("link", name="Send the paper").click()
    expert.get_by_label("What changed").fill("The number of kiosks.")
    send(expert, REVISED)
    expect(expert.locator("main")).to_contain_text("Your paper has arrived.")
    expect(expert.locator("main")).to_contain_text("Version 2")
    expect(expert.locator("main")).to_contain_text("The number of kiosks.")


def test_a_paper_goes_from_the_call_to_the_library_through_a_revision(paper, enter):
    expert, stranger, organiser = enter("expert"), enter(), enter("organiser")
    expert.goto("/me/")
    expect(expert.get_by_role("link", name=TITLE).first).to_be_visible()
    assert [stranger.request.get(f"{paper}{end}").status for end in ("", "file/")] == [404, 404]

    is_to_be_revised(organiser)
    is_revised(expert, paper)
    organiser.goto("/admin/")
    organiser.get_by_role("link", name="Digital Inclusion: Public Services that Reach Everyone").click()
    organiser.get_by_role("link", name=re.compile("^Papers")).click()
    organiser.get_by_role("row", name=TITLE).first.get_by_role("link", name="Publish").click()
    organiser.get_by_role("button", name="Publish").click()
    expect(organiser.locator("body")).to_contain_text("The paper is published.")

    stranger.goto("/papers/?q=answer+back")
    stranger.get_by_role("link", name=TITLE).first.click()
    expect(stranger.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    assert stranger.request.get(f"{stranger.url}file/").body() == REVISED
    assert b"@inproceedings" in stranger.request.get(f"/papers/{paper.rstrip('/').rpartition('/')[2]}.bib").body()
