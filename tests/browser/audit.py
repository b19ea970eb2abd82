"""What every page must be: readable by everyone, no wider than the screen, and without a complaint of the browser."""

import re
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Error, Page, Response

NARROW = (390, 320)
REFUSED = re.compile(r"status of (409|422) ")  # what a script sent was not accepted, and its page says so
EDITED_PAGE = re.compile(r"/admin/pages/\d+/edit/")
#: Wagtail was about to save by itself what has been published meanwhile (see its `mixins.py`).
OVERTAKEN = "invalid_revision"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: A colour that is still on its way is not what the page looks like.
RUN = """async (options) => {
  const ending = document.getAnimations().filter((each) => each.effect.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map((each) => each.finished));
  const found = await axe.run(document, options);
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 300)} ${node.any.map((check) => check.message)}`));
}"""
WIDER = """() => [...document.querySelectorAll("body *")]
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 || each.getBoundingClientRect().left < -1)
  .map((each) => each.outerHTML.slice(0, 150)).slice(0, 5)"""

ASTRAY = """() => [...document.querySelectorAll("main [dir=auto]:not(.prose, blockquote, input, textarea)")]
  .filter((each) => getComputedStyle(each).textAlign === "start" && !each.matches(`:dir(${document.dir})`))
  .map((each) => each.outerHTML.slice(0, 150)).slice(0, 5)"""


class Watched:
    """Keeps what a page complains of: scripts that fail, files that are missing, what the security policy forbids."""

    def __init__(self, page: Page, foreseen: str = "") -> None:
        self.page, self.foreseen = page, re.compile(foreseen) if foreseen else None
        self.complaints: list[str] = []
        self.refusals: list[Response] = []
        page.on("console", self.hear)
        page.on("response", self.note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def hear(self, message: ConsoleMessage) -> None:
        is_own = message.location["url"] == self.page.url  # a page that answers 404 or 422 is no fault
        told = f"{message.location['url']} {message.text}"
        is_noted = EDITED_PAGE.search(told) and "status of 400 " in told
        is_awaited = self.foreseen is not None and self.foreseen.search(told)
        is_foreseen = is_own or REFUSED.search(told) or is_noted or is_awaited
        is_answer = message.text.startswith("Failed to load") and is_foreseen
        if message.type in {"error", "warning"} and not is_answer:
            self.complaints.append(f"{self.page.url} {message.text}")

    def note(self, response: Response) -> None:
        """To be read later: an event may not wait for the body of an answer."""
        if response.status == 400 and EDITED_PAGE.search(response.url):
            self.refusals.append(response)

    def take(self) -> list[str]:
        taken = [*self.complaints, *(text for each in self.refusals if OVERTAKEN not in (text := body_of(each)))]
        self.complaints, self.refusals = [], []
        return taken


def body_of(refusal: Response) -> str:
    """The browser forgets what answered a page that was left meanwhile: what was under way then is overtaken by it."""
    try:
        return refusal.text()
    except Error:
        return OVERTAKEN


def violations(page: Page) -> list[str]:
    """What axe finds on the page by day."""
    return found_by_axe(page, {"runOnly": {"type": "tag", "values": STANDARDS}})


def mirrored(page: Page) -> list[str]:
    """What is wrong with the page right to left, at each width; shows it again as it was."""
    address = page.url
    page.goto(f"/ar{urlsplit(address).path}")
    found = [*violations_beside_colours(page), *too_wide(page), *astray(page)]
    if page.evaluate("document.dir") != "rtl":
        found.append(f"{page.url} is not right to left")
    page.goto(address)
    return found


def violations_in_the_dark(page: Page) -> list[str]:
    """Only colours change in the dark."""
    page.emulate_media(color_scheme="dark")
    found = found_by_axe(page, {"runOnly": {"type": "rule", "values": ["color-contrast"]}})
    page.emulate_media(color_scheme="light")
    return found


def violations_beside_colours(page: Page) -> list[str]:
    """For another language of a page whose colours have been looked at."""
    tags = {"type": "tag", "values": STANDARDS}
    return found_by_axe(page, {"runOnly": tags, "rules": {"color-contrast": {"enabled": False}}})


def found_by_axe(page: Page, options: dict) -> list[str]:
    page.wait_for_load_state()  # right after a click, what is there may be the beginning of the next page
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN, options | {"resultTypes": ["violations"], "selectors": False})


def astray(page: Page) -> list[str]:
    """Names and titles in another script that begin at the other side of the page than its lines."""
    return page.evaluate(ASTRAY)


def too_wide(page: Page) -> list[str]:
    """The widths at which the page scrolls sideways, and what stands out there."""
    page.wait_for_load_state()
    size, found = page.viewport_size, []
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{width}: {page.evaluate(WIDER)}")
    page.set_viewport_size(size)
    return found
