"""Every public page: no violation of the rules that axe knows, by day, in the dark and right to left; never too wide."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.benchmarks.firstview import kilobytes
from tests.browser.audit import Watched, astray, too_wide, violations, violations_beside_colours, violations_in_the_dark
from tests.browser.conftest import patient

pytestmark = pytest.mark.browser
FORUM, UPCOMING = "/events/public-service-forum-2014/", "/events/egm-digital-inclusion/"


def send_empty(page: Page) -> None:
    page.locator("main form[method=post] [type=submit]").first.click()
    page.wait_for_selector(".error-summary")


def ask_for_a_letter(page: Page) -> None:
    page.locator("[name=email]").fill("nobody.here@example.org")
    page.locator("main form[method=post] [type=submit]").first.click()
    page.wait_for_load_state()


def first_link(selector: str) -> Callable[[Page], None]:
    def follow(page: Page) -> None:
        page.goto(page.locator(selector).first.get_attribute("href"))

    return follow


def star_two_at_once(page: Page) -> None:
    for star in page.locator(".parallel").first.locator("button.star").all()[:2]:
        if star.get_attribute("aria-pressed") != "true":  # from a visit before
            star.click()
    page.goto(page.get_by_role("main").locator("a[href*='/programme/mine/']").first.get_attribute("href"))
    page.wait_for_selector(".overlaps")


def decline_a_review(page: Page) -> None:
    """As far as the question why."""
    first_link("main a[href*='/me/reviews/']")(page)
    first_link("main a[href$='/decline/']")(page)


class Case(NamedTuple):
    name: str
    path: str
    role: str = ""
    then: Callable[[Page], None] | None = None


CASES = [
    Case("home", "/"),
    Case("events", "/events/"),
    Case("no-event-found", "/events/?q=nothing-has-this-name"),
    Case("forum", FORUM),
    Case("expert-group-meeting", UPCOMING),
    Case("workshop", "/events/workshop-citizens-anti-corruption-2011/"),
    Case("programme", f"{FORUM}programme/"),
    Case("programme-to-come", f"{UPCOMING}programme/"),
    Case("no-programme", "/events/public-service-forum-2012/programme/"),
    Case("programme-by-subject", f"{FORUM}programme/?by=theme&as=grid"),
    Case("programme-grid", f"{FORUM}programme/?as=grid"),
    Case("programme-filtered", f"{FORUM}programme/?q=service&tz=America/New_York&room=none"),
    Case("my-programme", f"{FORUM}programme/", then=star_two_at_once),
    Case("speakers", f"{FORUM}speakers/"),
    Case("my-calendar-made", "/me/calendar/", "expert", lambda page: page.locator("main [name=renew]").click()),
    Case("session", f"{FORUM}programme/", then=first_link(".session-row:has(.roles) h3 a")),
    Case("speaker", f"{FORUM}programme/", then=first_link(".session-row .roles a")),
    Case("papers", f"{FORUM}papers/"),
    Case("paper", f"{FORUM}papers/", then=first_link("main a[lang][href*='/papers/']")),
    Case("library", "/papers/?q=public"),
    Case("call", f"{UPCOMING}call/"),
    Case("experts", "/experts/?language=fr"),
    Case("expert", "/experts/", then=first_link("main h3 a[href*='/experts/']")),
    Case("expert-profile", "/me/expert/", "expert"),
    Case("networks", "/networks/"),
    Case("network", "/networks/e-governance-islands/", "expert"),
    Case(
        "network-topic",
        "/networks/e-governance-islands/",
        "expert",
        first_link("main a[href*='/topics/']:not([href$='/topics/']):not([href$='/new/'])"),
    ),
    Case("network-members", "/networks/e-governance-islands/members/", "organiser"),
    Case("paper-new", f"{UPCOMING}papers/new/", "expert"),
    Case("paper-refused", f"{UPCOMING}papers/new/", "expert", send_empty),
    Case("my-reviews", "/me/reviews/", "expert"),
    Case("review", "/me/reviews/", "expert", first_link("main a[href*='/me/reviews/']")),
    Case("review-declined", "/me/reviews/", "expert", decline_a_review),
    Case("participants", f"{FORUM}participants/"),
    Case("register", f"{UPCOMING}register/"),
    Case("register-form", f"{UPCOMING}register/", "rapporteur"),
    Case("register-errors", f"{UPCOMING}register/", "rapporteur", send_empty),
    Case("registered", f"{UPCOMING}register/", "expert"),
    Case("registration-change", f"{UPCOMING}register/change/", "expert"),
    Case("registration-withdraw", f"{UPCOMING}register/withdraw/", "expert"),
    Case("registration-closed", f"{FORUM}register/"),
    Case("me", "/me/", "expert"),
    Case("my-data", "/me/data/", "expert"),
    Case("profile", "/me/profile/", "expert"),
    Case("post", "/me/posts/add/", "expert"),
    Case("recommendations", "/recommendations/"),
    Case("recommendation", "/recommendations/", then=first_link("main .rec a[href*='/recommendations/']")),
    Case("documents", f"{FORUM}outputs/"),
    Case("sign-in", "/accounts/login/"),
    Case("sign-in-errors", "/accounts/login/", then=send_empty),
    Case("sign-up", "/accounts/signup/"),
    Case("sign-up-errors", "/accounts/signup/", then=send_empty),
    Case("reset", "/accounts/password/reset/"),
    Case("reset-code", "/accounts/password/reset/", then=ask_for_a_letter),
    Case("sign-out", "/accounts/logout/", "expert"),
    Case("addresses", "/accounts/email/", "expert"),
    Case("password", "/accounts/password/change/", "expert"),
    Case("not-found", "/events/no-such-meeting/"),
]
#: Set by the template of another case: nothing about them is new in the dark, or from right to left.
SET_ALIKE = {
    "no-event-found", "expert-group-meeting", "workshop", "programme-to-come", "programme-by-subject",
    "programme-filtered", "register-errors", "paper-refused", "sign-in-errors", "sign-up-errors", "registration-closed",
}  # fmt: skip


def each(cases: list[Case]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases, ids=[case.name for case in cases])


@pytest.fixture(scope="module")
def windows(browser: Browser, browser_context_args: dict, base_url: str, signed_in_state: Callable) -> Callable:
    """One window for each role, kept for all pages."""
    opened: dict[str, Watched] = {}

    def window(role: str) -> Watched:
        if role not in opened:
            state = {"storage_state": signed_in_state(role)} if role else {}
            context = patient(browser.new_context(**browser_context_args, **state))
            opened[role] = Watched(context.new_page())
        return opened[role]

    return window


def show(watched: Watched, case: Case, prefix: str = "") -> Page:
    watched.take()
    watched.page.goto(prefix + case.path)
    if case.then:
        case.then(watched.page)
    return watched.page


@each(CASES)
def test_page(case, windows):
    watched = windows(case.role)
    page = show(watched, case)
    complaints = watched.take()
    found = violations(page) if case.name in SET_ALIKE else violations(page) + violations_in_the_dark(page)
    assert found == []
    assert too_wide(page) == []
    assert complaints == []


@each([case for case in CASES if case.name not in SET_ALIKE])
def test_page_right_to_left(case, windows):
    watched = windows(case.role)
    page = show(watched, case, "/ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.wait_for_load_state()
    assert watched.take() == []
    assert violations_beside_colours(page) == []
    assert (too_wide(page), astray(page)) == ([], [])


@pytest.mark.parametrize(
    "path", [case.path for case in CASES if not (case.role or case.then or case.name == "not-found")]
)
def test_first_view_is_small(path, base_url):
    assert kilobytes(base_url, path)["scripts and styles"] < 100
