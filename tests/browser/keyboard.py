"""Getting about with the keys alone."""

import pytest
from playwright.sync_api import Locator, Page

STOPS = 150
IS_FOCUSED = "(each) => each === document.activeElement"


def tab_to(target: Locator, *, key: str = "Tab") -> None:
    """From stop to stop, as long as the page has some; `key` may lead backwards."""
    wanted = target.element_handle()
    for _ in range(STOPS):
        target.page.keyboard.press(key)
        if wanted.evaluate(IS_FOCUSED):
            return
    pytest.fail(f"no way by keyboard to {target}")


def press_enter_on(target: Locator) -> None:
    tab_to(target)
    target.page.keyboard.press("Enter")


def type_into(target: Locator, text: str) -> None:
    tab_to(target)
    target.page.keyboard.type(text)


def keys(page: Page, *pressed: str) -> None:
    for key in pressed:
        page.keyboard.press(key)
