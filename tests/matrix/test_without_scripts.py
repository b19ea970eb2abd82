"""B-038: without JavaScript every form of the site can be sent and every link leads somewhere."""

import pytest
from django.urls import reverse
from lxml import html

from tests.matrix import table, world
from tests.matrix.test_matrix import site, unchanged

__all__ = ["site"]

ROWS = {row.view: row for row in table.ROWS if not row.label and row.method == "get"}.values()
FILLED = ".//input[not(@type='hidden')] | .//select | .//textarea"
SENDS = ".//button[not(@type) or @type='submit'] | .//input[@type='submit' or @type='image']"


def dead_ends(page: html.HtmlElement) -> list[str]:
    """Forms with something to fill in and no button that sends them, and links that only a script would follow."""
    elsewhere = {button.get("form") for button in page.xpath("//button[@form and not(@hidden)]")}
    forms = [form for form in page.forms if form.xpath(FILLED) and form.get("id", "") not in elsewhere]
    stuck = [form.get("action") or "form" for form in forms if not shown(form.xpath(SENDS))]
    return stuck + [str(link) for link in page.xpath("//a/@href") if link == "#" or link.startswith("javascript:")]


def shown(buttons: list[html.HtmlElement]) -> list[html.HtmlElement]:
    return [each for each in buttons if not each.xpath("ancestor-or-self::*[@hidden]") and not each.get("disabled")]


@pytest.mark.parametrize("role", ["visitor", "expert", "organiser"])
def test_b038_everything_works_without_scripts(role, site, client):
    if site.people[role]:
        client.force_login(site.people[role])
    found, seen = {}, 0
    for row in ROWS:
        path = reverse(row.view, args=row.args(site))
        if path.startswith("/admin/") or dict(zip(world.ROLES, row.expected, strict=True))[role] != "R":
            continue
        with unchanged():
            response = client.get(path)
        content = b"".join(response) if response.streaming else response.content
        if content and response["Content-Type"].startswith("text/html"):
            seen += 1
            found |= {path: ends} if (ends := dead_ends(html.fromstring(content))) else {}
    assert (found, seen > 20) == ({}, True)
