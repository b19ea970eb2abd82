"""What anybody finds without an account."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
FORUM = "/events/public-service-forum-2014/"


def cards(page: Page) -> list[str]:
    return page.locator(".event-card h3").all_inner_texts()


def test_from_the_home_page_to_a_speaker(enter):
    page = enter()
    page.goto("/")
    page.get_by_role("link", name="All events").first.click()
    page.locator(".event-card").get_by_role("link", name=re.compile("Forum 2014|2014 .*Forum")).first.click()
    expect(page).to_have_url(re.compile(f"{FORUM}$"))
    page.get_by_role("navigation", name="This event").get_by_role("link", name="Programme").click()
    page.locator(".session-row", has=page.locator(".roles")).first.locator("h3 a").click()
    expect(page).to_have_url(re.compile(rf"{FORUM}sessions/\d+/"))
    title = page.get_by_role("heading", level=1).inner_text()
    page.locator(".roles a").first.click()
    expect(page).to_have_url(re.compile(rf"{FORUM}speakers/\d+/"))
    assert title.split(". ")[-1] in page.locator("main").inner_text()


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({"kind": "working-group"}, ["working-group-iii-2012"]),
        ({"year": "2011"}, ["workshop-citizens-anti-corruption-2011"]),
        ({"country": "MA"}, ["workshop-citizens-anti-corruption-2011"]),
        ({"theme": "anti-corruption"}, ["forum-2014-citizens-and-audit", "workshop-citizens-anti-corruption-2011"]),
        ({"kind": "workshop", "year": "2010"}, []),
    ],
)
def test_the_index_is_filtered(enter, choices, expected):
    page = enter()
    page.goto("/events/")
    for name, value in choices.items():
        page.locator(f"select[name={name}]").select_option(value)
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(re.compile("year="))
    links = page.locator(".event-card h3 a").all()
    assert [link.get_attribute("href").strip("/").split("/")[-1] for link in links] == expected
    for name, value in choices.items():
        expect(page.locator(f"select[name={name}]")).to_have_value(value)


@pytest.mark.parametrize(
    ("link", "media_type", "begins"),
    [("Calendar", "text/calendar", "BEGIN:VCALENDAR"), ("JSON", "application/json", "{")],
)
def test_the_programme_is_offered_to_other_programs(enter, link, media_type, begins):
    page = enter()
    page.goto(f"{FORUM}programme/")
    answer = page.request.get(page.get_by_role("link", name=link, exact=True).get_attribute("href"))
    assert answer.status == 200
    assert answer.headers["content-type"].startswith(media_type)
    assert answer.text().startswith(begins)


def test_the_programme_is_whole_without_javascript(enter):
    with_scripts, without = enter(), enter(java_script_enabled=False)
    for page in (with_scripts, without):
        page.goto(f"{FORUM}programme/")
    assert without.locator(".session-row").count() > 10
    texts = [page.locator(".programme").all_inner_texts() for page in (without, with_scripts)]
    assert texts[0] == texts[1]
