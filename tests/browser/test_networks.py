"""A workshop becomes a network: one says yes and one no, something is said, and the first digest is read."""

import os
import re

import pytest
from playwright.sync_api import Page, expect

from tests import databases
from tests.browser.audit import too_wide, violations_beside_colours
from tests.browser.letters import Letters

pytestmark = pytest.mark.browser
SLUG, NAME = "public-service-forum-2014", "Counters that answer"
WORKSHOP, OTHER = "e-governance for sustainable development (iii)", "Davit Mkheidzeli"
YES = "eleni.karavia@example.org"
#: As if a week had passed since they joined.
A_WEEK = """
from datetime import timedelta
from django.utils import timezone
from participants.models import NetworkMember
NetworkMember.objects.filter(network__slug="counters-that-answer").update(
    digested_until=timezone.now() - timedelta(days=8), rhythm="weekly"
)
"""


@pytest.fixture
def a_week_passes(site, site_folder):
    database = databases.database_of(site_folder, databases.store.name(f"site_{os.getpid()}"))
    return lambda: databases.manage(site_folder, database, "shell", "--no-imports", "-v0", "-c", A_WEEK)


def test_a_workshop_becomes_a_network_and_its_digest_is_read(enter, letters, a_week_passes):
    office, member, other = enter("organiser"), enter("expert"), enter()
    is_made(office)
    says_yes(member, is_asked(office, "Eleni Karavia", letters))
    says_no(other, is_asked(office, OTHER, letters))
    a_topic_is_opened(member)
    it_is_answered(office)
    a_week_passes()
    the_digest_is_read_and_stopped(member, letters)


def is_made(office: Page) -> None:
    office.goto(f"/admin/networks/new/{SLUG}/")
    office.get_by_label("Name").fill(NAME)
    office.get_by_label("Purpose").fill("To compare what counters do when somebody asks back.")
    source = office.get_by_label("Out of")
    source.select_option(source.locator("option", has_text=WORKSHOP).get_attribute("value"))
    office.get_by_role("button", name="Make the network").click()
    expect(office.get_by_role("heading", name=NAME, level=1)).to_be_visible()
    expect(office.locator("main")).to_contain_text("nobody is a member before saying yes")
    assert (violations_beside_colours(office), too_wide(office)) == ([], [])


def is_asked(office: Page, name: str, letters: Letters) -> str:
    """Sends the letter that waits, and gives its link."""
    office.goto(f"/admin/outbox/{SLUG}/?kind=network&q={name.rpartition(' ')[2]}")
    office.get_by_role("link", name=name).first.click()
    office.get_by_role("link", name="Send…").click()
    office.get_by_role("button", name="Send 1 letter").click()
    expect(office.locator("body")).to_contain_text("1 letter is on its way.")
    address = f"{name.casefold().replace(' ', '.')}@example.org"
    letter = letters.about(office, address, f"join {NAME}")
    return re.search(r"http\S+/networks/asked/\S+", letter.get_content())[0]


def says_yes(member: Page, link: str) -> None:
    member.goto(link)
    expect(member.locator("main")).to_contain_text("To compare what counters do")
    member.get_by_role("button", name="Yes, I join").click()
    expect(member.locator("body")).to_contain_text("Welcome: you are a member now.")


def says_no(other: Page, link: str) -> None:
    """By the link alone, without an account."""
    other.goto(link)
    other.get_by_role("button", name="No, thank you").click()
    expect(other.locator("body")).to_contain_text("You are no member, and get no letters.")


def a_topic_is_opened(member: Page) -> None:
    member.goto("/networks/counters-that-answer/")
    member.get_by_role("link", name="New topic").click()
    member.get_by_label("Title").fill("Who answers at night?")
    member.get_by_label("Text").fill("We tried a telephone.")
    member.get_by_role("button", name="Open the topic").click()
    expect(member.get_by_role("heading", name="Who answers at night?")).to_be_visible()
    assert (violations_beside_colours(member), too_wide(member)) == ([], [])


def it_is_answered(office: Page) -> None:
    office.goto("/networks/counters-that-answer/topics/")
    office.get_by_role("link", name="Who answers at night?").click()
    office.get_by_label("Reply").fill("A machine, and a person in the morning.")
    office.get_by_role("button", name="Send", exact=True).click()
    expect(office.locator("main")).to_contain_text("A machine, and a person in the morning.")


def the_digest_is_read_and_stopped(member: Page, letters: Letters) -> None:
    letter = letters.about(member, YES, f"{NAME}: what is new")
    assert "Who answers at night?" in letter.get_content()
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = str(letter["List-Unsubscribe"]).strip(" <>")
    assert member.request.post(stop, form={"List-Unsubscribe": "One-Click"}).status == 200
    member.goto("/networks/counters-that-answer/settings/")
    expect(member.get_by_label("Digest by e-mail")).to_have_value("none")
