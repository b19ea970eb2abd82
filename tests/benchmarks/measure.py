"""One row measured: a number of requests against the server, and one request in this process for its statements."""

import http.client
import urllib.parse
from dataclasses import asdict, dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events_site import page_cache
from tests.benchmarks.budget import Row
from tests.benchmarks.server import cpu_ms

REQUESTS = 40


@dataclass(frozen=True, slots=True)
class Result:
    """CPU in milliseconds a request.

    `cold` after a change of any public data: nothing that was kept for visitors is found again. Workers have made the
    page before, so that its templates and its SQL are there. `warm` from the store, `unchanged` for a 304.
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
        cold=_mean(parent, lambda: (page_cache.STAMP.renew(), browser.get(path))),
        warm=None if row.role else _mean(parent, lambda: browser.get(path), requests=REQUESTS * 3),
        unchanged=_mean(parent, lambda: browser.get(path, etag), requests=REQUESTS * 3) if etag else None,
        statements=count_statements(client, path),
        kilobytes=round(size / 1000, 1),
    )


def count_statements(client: Client, path: str) -> int:
    client.get(path)
    page_cache.STAMP.renew()
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def _mean(parent: int, request, requests: int = REQUESTS) -> float:
    request()
    before = cpu_ms(parent)
    for _ in range(requests):
        request()
    return round((cpu_ms(parent) - before) / requests, 2)
