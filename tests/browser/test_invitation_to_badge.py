"""A participant from the invitation to the badge, on a phone, while the organisers fill the event and its waiting list moves."""

import io
import os
import re

import pikepdf
import pypdf
import pytest
import segno
from playwright.sync_api import Page, expect

from tests import databases
from tests.browser.audit import mirrored, too_wide, violations
from tests.browser.letters import Letters
from tests.browser.people import send_from_outbox, sign_up

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
SLUG, GUEST, NAME = "village-counters", "amal.haddad@example.org", "Amal Haddad"
REGISTER, LIST = f"/events/{SLUG}/register/", f"/admin/registrations/{SLUG}/"
MAKING = 60_000  # milliseconds
LINE = re.compile(r"^(\S+) \S+ m\n(\S+) \S+ l$", re.MULTILINE)
#: An event of three places that asks what the demonstration's next meeting asks. All three are taken, nobody is decided.
FULL = f"""
from datetime import timedelta
from django.utils import timezone
from cms.domain.team import grant_role
from events_site.demo.loading import forms
from participants.models import User
from tests.factories.cms import published_event
from tests.factories.participants import PersonFactory, RegistrationFactory, RegistrationSetupFactory
day = timezone.localdate() + timedelta(days=60)
event = published_event(slug="{SLUG}", title="Counters in the village", start_date=day, end_date=day)
grant_role(event, user=User.objects.get(email="paloma.irazabal@example.org"), role="organiser", by=None)
RegistrationSetupFactory(event=event, capacity=3, has_waiting_list=True)
for name in ("Bea Invented", "Cleo Invented", "Dan Invented"):
    RegistrationFactory(event=event, person=PersonFactory(name=name), status="submitted")
forms.add_form(event)
"""


@pytest.fixture
def full(site, site_folder):
    database = databases.database_of(site_folder, databases.store.name(f"site_{os.getpid()}"))
    databases.manage(site_folder, database, "shell", "--no-imports", "-v0", "-c", FULL)


def test_from_the_invitation_over_the_waiting_list_to_the_badge(enter, letters, full):
    office, page = enter("organiser"), enter()
    page.set_viewport_size(PHONE)
    link = is_invited(office, letters)
    accepts(page, link, letters)
    about_oneself(page)
    a_question_that_depends_on_another(page)
    page.get_by_role("button", name="Save and finish later").click()
    gone_on_with(page)
    checked_and_sent(page)
    page.goto(link)
    expect(page.get_by_role("heading", name="This link opens nothing")).to_be_visible()
    decide(office, "Approve", ["Bea Invented", "Cleo Invented"], "2 registrations approved.")
    decide(office, "Decline", ["Dan Invented"], "1 registration declined.")
    the_place_is_offered(office)
    the_place_is_accepted(page, letters)
    expect(in_list(office, NAME)).to_contain_text("approved")
    assert_badges(badges(office), office)


def is_invited(office: Page, letters: Letters) -> str:
    office.goto(f"/admin/ways/{SLUG}/invitations/new/")
    office.get_by_label("Full name").fill(NAME)
    office.get_by_label("E-mail").fill(GUEST)
    office.get_by_label("Personal note").fill("Bring your paper on libraries.")
    office.get_by_role("button", name="Invite").click()
    return send_from_outbox(office, SLUG, NAME, GUEST, letters)


def accepts(page: Page, link: str, letters: Letters) -> None:
    page.goto(link)
    expect(page).to_have_url(re.compile("/invitations/answer/$"))
    expect(page.locator("main")).to_contain_text(f"{NAME}, you are invited to take part.")
    assert (violations(page), too_wide(page), mirrored(page)) == ([], [], [])
    page.get_by_role("button", name="Create an account").click()
    sign_up(page, letters, NAME, GUEST)
    page.get_by_role("button", name="Accept the invitation").click()
    expect(page.locator("body")).to_contain_text("Thank you for accepting.")


def about_oneself(page: Page) -> None:
    expect(page.get_by_role("heading", name="Step 1 of 4: About you")).to_be_visible()
    page.get_by_label("Expert", exact=True).check()
    page.get_by_label("Institution").fill("Ministry of Rural Affairs")
    page.get_by_label("Country", exact=False).select_option(label="Morocco")
    next_step(page)


def a_question_that_depends_on_another(page: Page) -> None:
    title = page.get_by_label("Working title of the paper")
    expect(page.get_by_role("heading", name="Step 2 of 4: Your contribution")).to_be_visible()
    assert mirrored(page) == []
    expect(title).to_be_hidden()
    page.get_by_label("Yes", exact=True).check()
    next_step(page)
    expect(page.get_by_role("alert")).to_contain_text("Working title of the paper")
    title.fill("Ten years of village counters")
    assert (violations(page), too_wide(page)) == ([], [])


def gone_on_with(page: Page) -> None:
    expect(page.locator("main")).to_contain_text("You are at step 2; nothing is sent yet.")
    page.get_by_role("link", name="Continue your registration").click()
    expect(page.get_by_label("Working title of the paper")).to_have_value("Ten years of village counters")
    next_step(page)
    page.get_by_label("Step-free access").check()
    page.get_by_label("What else, or more exactly").last.fill("No soy")
    next_step(page)


def checked_and_sent(page: Page) -> None:
    """All places are taken by now: the registration goes to the waiting list."""
    expect(page.locator("main")).to_contain_text("Nothing is sent before you press the button below.")
    page.get_by_role("link", name="Change Your contribution").click()
    page.get_by_label("No", exact=True).check()
    next_step(page)
    next_step(page)
    expect(page.locator("main")).not_to_contain_text("Ten years of village counters")
    assert (violations(page), mirrored(page)) == ([], [])
    page.get_by_role("main").get_by_role(
        "button", name=re.compile("^(Send registration|Join the waiting list)$")
    ).click()
    expect(page).to_have_url(re.compile(f"{REGISTER}$"))
    for words in ("You are number 1 on the waiting list", "Step-free access", "No soy"):
        expect(page.locator("main")).to_contain_text(words)


def next_step(page: Page) -> None:
    page.get_by_role("button", name="Next").click()


def decide(office: Page, decision: str, names: list[str], said: str) -> None:
    office.goto(LIST)
    for name in names:
        office.get_by_role("row").filter(has_text=name).get_by_role("checkbox").check()
    office.get_by_role("button", name=f"{decision}…").click()
    if decision == "Decline":
        office.get_by_label("Reason", exact=True).fill("The meeting is for those who work in the field.")
    office.get_by_role("button", name=decision, exact=True).click()
    expect(office.locator("body")).to_contain_text(said)


def in_list(office: Page, name: str):
    office.goto(LIST)
    return office.get_by_role("row").filter(has_text=name)


def the_place_is_offered(office: Page) -> None:
    office.goto(f"{LIST}waiting/")
    expect(office.locator("main")).to_contain_text("3 of 3 places are taken.")
    expect(office.get_by_role("row").filter(has_text=NAME)).to_contain_text("Expert")
    expect(office.locator("main")).to_contain_text("Nobody is on the waiting list.")


def the_place_is_accepted(page: Page, letters: Letters) -> None:
    letters.about(page, GUEST, "A place is free for you")
    page.goto(REGISTER)
    assert (violations(page), too_wide(page), mirrored(page)) == ([], [], [])
    page.get_by_role("button", name="Accept the place").click()
    expect(page.locator("main")).to_contain_text("Your place is confirmed")


def badges(office: Page) -> bytes:
    office.goto("/admin/")
    office.get_by_role("link", name="Counters in the village").first.click()
    office.get_by_role("link", name=re.compile("^Printed papers")).click()
    office.get_by_role("button", name="Make the badges").click()
    link = office.get_by_role("link", name=re.compile("^PDF of 3"))
    expect(link).to_be_visible(timeout=MAKING)
    return office.request.get(link.get_attribute("href")).body()


def assert_badges(content: bytes, office: Page) -> None:
    """On the sheet stand the name, and the QR of the code that check-in looks for."""
    listed = office.request.get(f"/events/{SLUG}/check-in/people.json").json()["people"]
    (code,) = (one["code"] for one in listed if one["name"] == NAME)
    drawn = dashes(segno.make(code, error="m").svg_inline(border=2))
    with pikepdf.open(io.BytesIO(content)) as file:
        page = file.pages[0].Contents.read_bytes().decode("latin-1")
    assert drawn in " ".join(f"{float(end) - float(start):g}" for start, end in LINE.findall(page))
    assert NAME in pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()


def dashes(svg: str) -> str:
    """The lengths of all dark bars, row by row."""
    return " ".join(re.findall(r"h(\d+)", svg))
