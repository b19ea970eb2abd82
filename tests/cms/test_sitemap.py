import re

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from cms.views import sitemap
from tests.factories.cms import EventFactory, event_index, published_event

pytestmark = pytest.mark.django_db


def addresses():
    response = sitemap(RequestFactory().get("/sitemap.xml", headers={"host": "localhost"}))
    return [address.removeprefix("http://localhost") for address in re.findall("<loc>(.*?)</loc>", response.text)]


def test_public_pages_and_nothing_else():
    event_index()
    EventFactory(slug="draft")
    for visibility in ("private", "unlisted", "public"):
        published_event(slug=visibility, visibility=visibility)
    assert addresses() == ["/", "/events/", "/events/public/"]


def test_queries_do_not_grow_with_the_events():
    counts = []
    for number in (2, 18):
        for _ in range(number):
            published_event()
        addresses()  # fills Wagtail's cache of the site's root
        with CaptureQueriesContext(connection) as queries:
            addresses()
        counts.append(len(queries))
    assert counts[0] == counts[1]
