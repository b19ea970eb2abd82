"""A rapporteur types while people speak: shorthand, a network that goes, a server that dies, colleagues who write too."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.audit import too_wide, violations
from tests.browser.test_record import desk_of

pytestmark = pytest.mark.browser
SESSION = "Connectivity and devices"


def line(page: Page) -> Locator:
    return page.get_by_label("Next line")


def add(page: Page, text: str) -> None:
    line(page).press_sequentially(text)
    line(page).press("Enter")


def saved(page: Page, words: str = "All is saved.") -> None:
    expect(page.locator("[data-saved]")).to_contain_text(words)


def rows(page: Page, word: str) -> Locator:
    return page.locator(".desk-entry__text", has_text=word)


@pytest.fixture
def desk(enter: Callable) -> Page:
    """Of a rapporteur whose network and server may fail."""
    return desk_of(enter("rapporteur", foreseen="net::ERR_|status of 401"), SESSION)


def test_a_line_of_shorthand_is_shown_as_chips_and_becomes_what_it_says(desk):
    line(desk).press_sequentially("rec: urges @Member")
    expect(desk.get_by_role("option", name="Member States")).to_be_visible()
    line(desk).press("Enter")
    line(desk).press_sequentially("to map their schools sdg9.c !agreed #nowhere due:2027-06-30")
    chips = desk.locator("[data-chips] .desk-chip")
    expect(chips).to_have_text(
        ["recommendation", "urges", "Member States", "SDG 9.c", "agreed by all", "#nowhere", "2027-06-30"]
    )
    expect(desk.locator("[data-looked]")).to_contain_text("Say by what one will know that it is done.")
    line(desk).press("Enter")
    saved(desk)
    row = desk.locator("[data-row]", has=rows(desk, "Urges Member States to map their schools #nowhere"))
    expect(row.locator(".desk-chip--unread")).to_have_text("#nowhere?")
    expect(row).to_contain_text("by 30 June 2027")
    assert (violations(desk), too_wide(desk)) == ([], [])


def test_a_name_of_two_words_is_read_without_quotes(desk):
    line(desk).press_sequentially("rec: invites @Member States to open late #Digital inclusion")
    chips = desk.locator("[data-chips] .desk-chip")
    expect(chips).to_have_text(["recommendation", "invites", "Member States", "Digital inclusion"])
    line(desk).press("Enter")
    saved(desk)
    expect(rows(desk, "Invites Member States to open late")).to_be_visible()


def test_enter_after_a_finished_sign_adds_the_line(desk):
    for text in ("view: @Tekabwi prices are too high !some", "con: who is left out is measured #digital-inclusion"):
        add(desk, text)
    saved(desk)
    row = desk.locator("[data-row]", has=rows(desk, "prices are too high"))
    expect(row.locator(".desk-chip")).to_have_text(["some", "Ioane Tekabwi"])
    expect(rows(desk, "who is left out is measured")).to_have_count(1)


def test_two_pages_of_one_browser_do_not_take_the_same_line(desk):
    line(desk).press_sequentially("con: begun here")
    saved(desk)
    other = desk.context.new_page()
    other.goto(desk.url)
    saved(other)
    expect(line(other)).to_have_value("")
    add(other, "con: begun there")
    line(desk).press("Enter")
    saved(desk)
    for text in ("begun here", "begun there"):
        expect(rows(desk, text)).to_have_count(1)


def test_nothing_is_lost_with_the_network_cut_twice_and_the_server_killed_once(desk, server):
    before = desk.locator("[data-row]").count()
    add(desk, "con: steady one")
    saved(desk)
    for cut in ("first", "second"):
        desk.context.set_offline(True)
        for number in ("one", "two", "three"):
            add(desk, f"con: {cut} cut {number}")
        saved(desk, "No connection.")
        desk.context.set_offline(False)
        saved(desk)
    server.kill()
    add(desk, "view: said to a dead server")
    line(desk).press_sequentially("view: half a sen")
    saved(desk, "No connection.")
    server.start()
    saved(desk)
    desk.reload()
    expect(line(desk)).to_have_value("view: half a sen")
    line(desk).press("Enter")
    expect(rows(desk, "half a sen")).to_have_count(1)
    saved(desk)
    texts = rows(desk, re.compile("steady one|cut|dead server|half a sen")).all_inner_texts()
    assert texts == [
        "steady one",
        *(f"{cut} cut {number}" for cut in ("first", "second") for number in ("one", "two", "three")),
        "said to a dead server",
        "half a sen",
    ]
    assert desk.locator("[data-row]").count() == before + 9


def test_a_sign_in_that_ends_keeps_the_line_until_the_next_one(desk, enter):
    add(desk, "con: said before")
    saved(desk)
    cookies = desk.context.cookies()
    desk.context.clear_cookies(name="sessionid")
    add(desk, "con: said after the sign-in ended")
    saved(desk, "You are signed out.")
    desk.context.add_cookies(cookies)
    saved(desk)
    expect(rows(desk, "said after the sign-in ended")).to_have_count(1)


def test_colleagues_see_each_others_lines(desk, enter):
    colleague = desk_of(enter("rapporteur"), SESSION)
    add(desk, "key: two of us write")
    expect(rows(colleague, "two of us write")).to_be_visible()
    row = colleague.locator("[data-row]", has=rows(colleague, "two of us write"))
    row.get_by_role("button", name="Remove").click()
    expect(rows(desk, "two of us write")).to_have_count(0)


def test_what_is_refused_stays_with_its_reason(desk):
    line(desk).fill("con: " + "long " * 1200)
    line(desk).press("Enter")
    waiting = desk.locator("[data-waiting] .is-refused")
    expect(waiting).to_contain_text("at most 5000 characters")
    waiting.get_by_role("button", name="Back into the line").click()
    expect(line(desk)).to_have_value(re.compile("^con: long long"))
    line(desk).fill("con: short")
    line(desk).press("Enter")
    expect(rows(desk, "short")).to_have_count(1)
