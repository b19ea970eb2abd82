"""Every page is asked with nonsense in its address, and every form on it is sent with nonsense in its fields."""

from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from tests.matrix import table, world
from tests.matrix.test_matrix import site, unchanged

__all__ = ["site"]

NONSENSE = ("9" * 5000, str(2**63), "-1", "²", "a\0b", "<b>{0.__class__}%s%(x)s\u202e</b>", "x" * 20_000, "[1", "")
#: What addresses of ours are asked with, and what scripts send.
PARAMETERS = (
    *("p", "page", "id", "q", "sort", "order", "view", "after", "done", "status", "from", "to", "kind", "category"),
    *("show", "action", "whom", "which", "tag", "template", "state", "day", "room", "theme", "since", "place", "step"),
    *("column", "next", "all", "code", "what", "section", "seen", "up", "down", "on", "year", "country", "language"),
)
ROWS = {row.view: row for row in table.ROWS if not row.label}.values()


def forms_of(response, path: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Where each form of a page is sent, with its fields; where it has none, the page itself."""
    is_page = response.status_code == 200 and response["Content-Type"].startswith("text/html")
    forms = html.fromstring(response.content).forms if is_page and not response.streaming and response.content else []
    sent = [(form.action or path, form) for form in forms if form.method == "POST"]
    for target, form in sent:
        if target.startswith("/") and "logout" not in target:
            yield target, [field.name for field in form.inputs if field.name not in (None, "csrfmiddlewaretoken")]
    if not sent:
        yield path, PARAMETERS


def nonsense(names: Sequence[str], start: int) -> dict[str, str]:
    """Another value for each field, and others in the next form."""
    values = islice(cycle(NONSENSE), start % len(NONSENSE), None)
    return dict(zip(names, values, strict=False))


def in_address(names: Sequence[str], start: int) -> dict[str, str]:
    """Without NUL, for which any address is refused."""
    return {name: value.replace("\0", "") for name, value in nonsense(names, start).items()}


@pytest.mark.parametrize("role", ["organiser", "expert"])
def test_nonsense_is_refused_and_never_an_error_of_the_program(role, site):
    client, errors = Client(raise_request_exception=False), []
    client.force_login(site.people[role])
    open_rows = [row for row in ROWS if dict(zip(world.ROLES, row.expected, strict=True))[role] in "RGP"]
    for number, row in enumerate(open_rows):
        path = reverse(row.view, args=row.args(site))
        asked = ask(client.get, path, in_address(PARAMETERS, number))
        errors += [path] if asked.status_code >= 500 else []
        page = asked if asked.status_code == 200 else ask(client.get, path)
        for target, names in forms_of(page, path):
            sent = ask(client.post, target, nonsense(names, number))
            errors += [(target, names)] if sent.status_code >= 500 else []
    assert errors == []


def ask(method: Callable[..., Any], *args: Any) -> Any:
    """What it wrote is taken back; a file is read to its end, which closes it."""
    with unchanged():
        response = method(*args)
    if response.streaming:
        list(response)
    return response
