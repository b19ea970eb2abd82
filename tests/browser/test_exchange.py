"""A programme from a file, as an organiser takes it in."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
TABLE = """Title;Date;Start;End;Room
A session from a table;{day};08:00;08:30;Library
A session that ends too early;{day};11:00;10:00;Library
"""


def test_bad_rows_are_told_and_the_others_written(enter):
    page = enter("organiser")
    page.goto("/admin/programme/public-service-forum-2014/")
    page.get_by_role("link", name="From a file").click()
    table = TABLE.format(day="24 June 2014").encode()
    page.get_by_label("File").set_input_files({"name": "table.csv", "mimeType": "text/csv", "buffer": table})
    page.get_by_role("button", name="Read the file").click()
    bad = page.get_by_role("row").filter(has_text="A session that ends too early")
    expect(bad).to_contain_text("The session ends before it begins.")
    expect(page.get_by_text("Room Library")).to_be_visible()

    page.get_by_role("button", name="Write 1 row into the programme").click()
    expect(page.locator("body")).to_contain_text("Some rows cannot be taken.")
    page.get_by_label("Leave out the 1 row that cannot be taken").check()
    page.get_by_role("button", name="Write 1 row into the programme").click()
    expect(page.locator("body")).to_contain_text("The rows are in the programme.")
    page.get_by_role("link", name="To the programme").click()
    expect(page.get_by_role("link", name="A session from a table", exact=True)).to_be_visible()
    expect(page.get_by_text("A session that ends too early")).to_have_count(0)
