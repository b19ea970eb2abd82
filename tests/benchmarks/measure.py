"""One row measured: a number of requests against the server, and one request in this process for its statements."""

import http.client
import urllib.parse
from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events_site import page_cache
from tests.benchmarks.budget import Row
from tests.benchmarks.server import cpu_ms

BATCHES = 5
REQUESTS = 20
#: So that each thread of each worker has its connection, and has made the page.
WARMING = 40


@dataclass(frozen=True, slots=True)
class Result:
    """CPU in milliseconds a request.

    `cold` after a change of any public data: nothing that was kept for visitors is found again. Workers have made the
    page before, so that its templates and its SQL are there. `warm` from the store, `unchanged` for a 304. Each is the
    mean of the best of some batches: whatever else the machine does only adds to it.
    """

    name: str
    cold: float | None
    warm: float | None
    unchanged: float | None
    statements: int
    kilobytes: float

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


class Browser:
    """One connection that keeps its cookies, as cheap as can be, so that only the server's work counts."""

    def __init__(self, address: str, cookie: str = "") -> None:
        self.host = urllib.parse.urlsplit(address).netloc
        self.connection = http.client.HTTPConnection(self.host, timeout=60)
        self.cookie = cookie

    def get(self, path: str, etag: str = "") -> tuple[int, str, int]:
        """Status, ETag and bytes of the answer."""
        headers = {"Cookie": self.cookie} if self.cookie else {}
        headers |= {"If-None-Match": etag} if etag else {}
        self.connection.request("GET", path, headers=headers)
        answer = self.connection.getresponse()
        return answer.status, answer.headers.get("ETag", ""), len(answer.read())


def measure(row: Row, path: str, browser: Browser, parent: int, client: Client) -> Result:
    status, etag, size = browser.get(path)
    if status != 200:
        raise RuntimeError(f"{path} answered {status}")
    return Result(
        name=row.name,
        cold=_best(parent, lambda: (page_cache.STAMP.renew(), browser.get(path))),
        warm=None if row.role else _best(parent, lambda: browser.get(path)),
        unchanged=_best(parent, lambda: browser.get(path, etag)) if etag else None,
        statements=count_statements(client, path),
        kilobytes=round(size / 1000, 1),
    )


def count_statements(client: Client, path: str) -> int:
    client.get(path)
    page_cache.STAMP.renew()
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def _best(parent: int, request: Callable[[], object]) -> float:
    for _ in range(WARMING):
        request()
    return round(min(_mean(parent, request) for _ in range(BATCHES)), 2)


def _mean(parent: int, request: Callable[[], object]) -> float:
    before = cpu_ms(parent)
    for _ in range(REQUESTS):
        request()
    return (cpu_ms(parent) - before) / REQUESTS
