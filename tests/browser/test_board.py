"""The board of a document: by mouse, by keyboard, merged on a page of its own, and undone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.audit import violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def board(enter) -> Page:
    """That of a document of the forum which no other test begins, so that nothing is decided on it yet."""
    page = enter("organiser")
    page.goto("/admin/")
    page.get_by_role("link", name=re.compile("Public Service Forum, Day and Awards")).first.click()
    page.get_by_role("link", name=re.compile("^Outcome documents")).click()
    page.get_by_label("Document").select_option(label="Outcome document")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Decide what becomes of each").click()
    return page


def test_clauses_are_taken_up_dragged_moved_merged_and_undone(board):
    left, right = board.locator("section[aria-labelledby=board-left]"), board.locator(".assembly-document")
    board.get_by_label("Under the heading").fill("Islands")
    left.get_by_role("button", name=re.compile("^Take up")).nth(1).press("Enter")
    expect(board.get_by_role("status").filter(has_text="taken up")).to_have_count(1)
    expect(right.locator(".assembly-card")).to_have_count(1)
    left.locator(".assembly-card").first.drag_to(right.locator(".assembly-card"), target_position={"x": 60, "y": 12})
    expect(right.locator(".assembly-card")).to_have_count(2)
    first = right.locator(".assembly-card").first.get_attribute("data-key")
    right.get_by_role("button", name=re.compile("^Down")).first.press("Enter")
    expect(right.locator(".assembly-card").nth(1)).to_have_attribute("data-key", first)
    assert violations(board) == []
    left.get_by_text("like this").first.click()
    board.get_by_role("link", name=re.compile("^Merge the two")).first.click()
    board.get_by_label("Text").fill("do both of these things together")
    board.get_by_role("button", name="Keep the clause").click()
    expect(right).to_contain_text("do both of these things together")
    undo = board.get_by_role("button", name=re.compile("^Undo"))
    for what, left_over in (("merged", 2), ("moved", 2), ("taken up", 1), ("taken up", 0)):
        expect(undo).to_contain_text(what)
        undo.click()
        expect(right.locator(".assembly-card")).to_have_count(left_over)
