"""A form in steps on a phone: a question that depends on another, saved half way, gone on with, sent."""

import os
import re

import pytest
from playwright.sync_api import Page, expect

from tests import databases
from tests.browser.audit import violations

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
SLUG = "forum-2014-gender"
REGISTER = f"/events/{SLUG}/register/"
#: An event that no other test looks at takes registrations and asks what the demonstration's next meeting asks.
OPEN = f"""
from datetime import timedelta
from django.utils import timezone
from cms.models import Event
from events_site.demo.loading import forms
from participants.domain.setup import set_up_registration
event, day = Event.objects.get(slug="{SLUG}"), timedelta(days=1)
set_up_registration(event, by=None, data=dict(opens_at=timezone.now() - day, closes_at=timezone.now() + day))
forms.add_form(event)
"""


@pytest.fixture
def asking(site, site_folder):
    database = databases.database_of(site_folder, databases.store.name(f"site_{os.getpid()}"))
    databases.manage(site_folder, database, "shell", "--no-imports", "-v0", "-c", OPEN)


def test_a_form_of_three_steps_on_a_phone(enter, asking):
    page = enter("rapporteur")
    page.set_viewport_size(PHONE)
    page.goto(REGISTER)
    about_oneself(page)
    a_question_that_depends_on_another(page)
    page.get_by_role("button", name="Save and finish later").click()
    gone_on_with(page)
    checked_and_sent(page)


def about_oneself(page: Page) -> None:
    expect(page.get_by_role("heading", name="Step 1 of 4: About you")).to_be_visible()
    page.get_by_label("Expert", exact=True).check()
    page.get_by_label("Institution").fill("Ministry of Rural Affairs")
    page.get_by_label("Country", exact=False).select_option(label="Morocco")
    next_step(page)


def a_question_that_depends_on_another(page: Page) -> None:
    title = page.get_by_label("Working title of the paper")
    expect(page.get_by_role("heading", name="Step 2 of 4: Your contribution")).to_be_visible()
    expect(title).to_be_hidden()
    page.get_by_label("yes", exact=True).check()
    next_step(page)
    expect(page.get_by_role("alert")).to_contain_text("Working title of the paper")
    title.fill("Ten years of village counters")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def gone_on_with(page: Page) -> None:
    expect(page.locator("main")).to_contain_text("You are at step 2; nothing is sent yet.")
    page.get_by_role("link", name="Continue your registration").click()
    expect(page.get_by_label("Working title of the paper")).to_have_value("Ten years of village counters")
    next_step(page)
    page.get_by_label("Step-free access").check()
    page.get_by_label("What else, or more exactly").last.fill("No soy")
    next_step(page)


def checked_and_sent(page: Page) -> None:
    expect(page.locator("main")).to_contain_text("Nothing is sent before you press the button below.")
    page.get_by_role("link", name="Change Your contribution").click()
    page.get_by_label("no", exact=True).check()
    next_step(page)
    next_step(page)
    expect(page.locator("main")).not_to_contain_text("Ten years of village counters")
    assert violations(page) == []
    page.get_by_role("button", name="Send registration").click()
    expect(page).to_have_url(re.compile(f"{REGISTER}$"))
    for words in ("waiting for approval", "Step-free access", "No soy"):
        expect(page.locator("main")).to_contain_text(words)


def next_step(page: Page) -> None:
    page.get_by_role("button", name="Next").click()
