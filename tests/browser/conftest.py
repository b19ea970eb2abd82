from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.audit import Watched
from tests.browser.letters import Letters
from tests.browser.people import sign_in

PATIENCE = 15_000  # milliseconds; a busy machine is slow, and a wrong page is wrong at once
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def base_url(site: str) -> str:
    return site


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return browser_context_args | {"reduced_motion": "reduce", "viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="session")
def letters(site_folder: Path) -> Letters:
    return Letters(site_folder / "mail")


@pytest.fixture(scope="session")
def signed_in_state(browser: Browser, browser_context_args: dict) -> Callable[[str], dict]:
    """The cookies of somebody who has signed in, made once for each role of the demonstration."""
    states: dict[str, dict] = {}

    def state_of(role: str) -> dict:
        if role not in states:
            context = browser.new_context(**browser_context_args)
            sign_in(patient(context).new_page(), role)
            states[role] = context.storage_state()
            context.close()
        return states[role]

    return state_of


@pytest.fixture
def enter(new_context: Callable[..., BrowserContext], signed_in_state: Callable) -> Iterator[Callable[..., Page]]:
    """Opens the site in a browser of its own, signed in as `role` if there is one. No page may complain, but of what is
    `foreseen`: a pattern.
    """
    watched: list[Watched] = []

    def enter(role: str = "", *, foreseen: str = "", **options: object) -> Page:
        state = {"storage_state": signed_in_state(role)} if role else {}
        page = patient(new_context(**state, **options)).new_page()
        watched.append(Watched(page, foreseen))
        return page

    yield enter
    assert [complaint for each in watched for complaint in each.take()] == []


def patient(context: BrowserContext) -> BrowserContext:
    context.set_default_timeout(PATIENCE)
    return context
