"""A new event, from a template to its own page in the back office."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.audit import too_wide, violations_beside_colours

pytestmark = pytest.mark.browser


def test_workshop_is_set_up_inside_an_event_from_a_template(enter):
    office = enter("organiser")
    office.goto("/admin/")
    office.get_by_role("link", name="Digital Inclusion: Public Services that Reach Everyone").click()
    office.get_by_role("link", name="Add a workshop inside this event").click()
    office.get_by_role("link", name=re.compile("Workshop, two days")).click()
    expect(office.get_by_label("Part of")).to_have_value(re.compile(r"\d+"))
    office.get_by_label("Title").fill("Workshop on identity")
    office.get_by_label("First day").fill("2027-02-02")
    office.get_by_label("First day").press("Escape")
    office.get_by_role("button", name="Show this for the dates above").click()
    expect(office.get_by_text("15 sessions, 2 rooms; 2–3 February 2027")).to_be_visible()
    assert (violations_beside_colours(office), too_wide(office)) == ([], [])

    office.get_by_label("Last day").fill("2027-02-02")
    office.get_by_label("Last day").press("Escape")
    office.get_by_role("button", name="Set up the event").click()
    expect(office.locator("body")).to_contain_text("7 sessions were on days that this event does not have")
    expect(office.get_by_role("link", name="Digital Inclusion: Public Services that Reach Everyone")).to_be_visible()
    office.get_by_role("link", name=re.compile("^Readiness")).click()
    expect(office.get_by_role("link", name="Every session has a time")).to_be_visible()
    assert (violations_beside_colours(office), too_wide(office)) == ([], [])


def test_venue_proposes_its_time_zone_until_one_is_chosen(enter):
    office = enter("organiser")
    office.goto("/admin/events/set-up/")
    venue, zone = office.get_by_label("Venue"), office.get_by_label("Time zone")
    bangkok, goyang = [
        office.locator(f'#id_venue option[data-timezone="{name}"]').first for name in ("Asia/Bangkok", "Asia/Seoul")
    ]
    venue.select_option(bangkok.get_attribute("value"))
    expect(zone).to_have_value("Asia/Bangkok")
    venue.select_option(goyang.get_attribute("value"))
    expect(zone).to_have_value("Asia/Seoul")
    zone.select_option("Europe/Zurich")
    venue.select_option(bangkok.get_attribute("value"))
    expect(zone).to_have_value("Europe/Zurich")
