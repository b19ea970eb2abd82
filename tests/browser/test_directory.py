"""An expert is found by a question of four parts, put on a shortlist, invited, and comes."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.audit import too_wide, violations_beside_colours
from tests.browser.people import send_from_outbox, sign_up

pytestmark = pytest.mark.browser
SLUG = "egm-digital-inclusion"
NAME, ADDRESS = "Oriane Beaulacroix", "oriane.beaulacroix@example.org"


def test_an_expert_is_found_shortlisted_invited_and_confirmed(enter, letters):
    office, guest = enter("organiser"), enter()
    is_found(office)
    is_shortlisted(office)
    is_invited(office)
    guest.goto(send_from_outbox(office, SLUG, NAME, ADDRESS, letters))
    guest.get_by_role("button", name="Create an account").click()
    sign_up(guest, letters, NAME, ADDRESS)
    guest.get_by_role("button", name="Accept the invitation").click()
    expect(guest.locator("main")).to_contain_text("Thank you for accepting.")
    office.goto(f"/admin/shortlists/{SLUG}/")
    office.get_by_role("link", name="Speakers from islands").click()
    expect(office.get_by_role("listitem").filter(has_text=NAME)).to_contain_text("Invited already")


def is_found(office: Page) -> None:
    """Who could speak on this, from a small island State, in French, not seen at the last two forums?"""
    office.goto("/experts/")
    office.get_by_label("Not seen at").select_option("public-service-forum")
    office.get_by_role("button", name="Search").click()
    facets = office.get_by_role("complementary", name="Narrow down")
    for value in ("Digital government", "small island developing States", "French"):
        facets.get_by_role("link", name=re.compile(f"^{value}")).click()
        expect(office.get_by_role("list", name="Chosen")).to_contain_text(value)
    found = office.get_by_role("article").filter(has_text=NAME)
    for reason in ("Mauritius is a small island developing State", "speaks French", "not at", "works on"):
        expect(found).to_contain_text(reason)
    assert (violations_beside_colours(office), too_wide(office)) == ([], [])


def is_shortlisted(office: Page) -> None:
    office.get_by_role("checkbox", name=f"Choose {NAME}").check()
    office.get_by_role("button", name="Put on the shortlist").click()
    expect(office.locator("main")).to_contain_text("1 person is on “Speakers from islands” now.")


def is_invited(office: Page) -> None:
    office.goto(f"/admin/shortlists/{SLUG}/")
    office.get_by_role("link", name="Speakers from islands").click()
    row = office.get_by_role("listitem").filter(has_text=NAME)
    expect(row).to_contain_text("speaks French")
    row.get_by_label("Note").fill("For the opening panel.")
    row.get_by_role("button", name="Keep the note").click()
    expect(office.locator("body")).to_contain_text("The note is kept.")
    office.get_by_role("checkbox", name=f"Invite {NAME}").check()
    office.get_by_label("Personal note").fill("We would like you on the opening panel.")
    office.get_by_role("button", name="Draft the invitations").click()
    expect(office.locator("body")).to_contain_text("1 letter waits in the outbox.")
