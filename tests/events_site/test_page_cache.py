"""What is kept, for whom, and when it is forgotten."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory
from wagtail.models import PageViewRestriction

from cms.models import EventKind
from events_site.page_cache import PageCacheMiddleware
from tests.factories.cms import EventFactory, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    """A site of one page that counts how often it was made."""
    made = []

    def view(request):
        made.append(request.path)
        response = HttpResponse(f"page {len(made)}")
        if "/private/" in request.path:
            response["Cache-Control"] = "private, no-store"
        if "/form/" in request.path:
            response.set_cookie("csrf", "x")
        if "/missing/" in request.path:
            response.status_code = 404
        return response

    middleware = PageCacheMiddleware(view)

    def get(path="/events/", method="get", **kwargs):
        cookies = kwargs.pop("cookies", {})
        request = getattr(RequestFactory(), method)(path, **kwargs)
        request.COOKIES.update(cookies)
        request.user = AnonymousUser()
        return middleware(request)

    return get


def test_second_visitor_gets_the_kept_page_with_its_headers(site):
    first, second = site(), site()
    assert (first.content, second.content) == (b"page 1", b"page 1")
    assert dict(first.headers) == dict(second.headers)


@pytest.mark.parametrize(
    "path", ["/private/", "/form/", "/missing/", "/me/", "/admin/pages/", "/accounts/login/", "/calendars/x.ics"]
)
def test_what_is_personal_or_failed_is_never_kept(site, path):
    assert [site(path).content, site(path).content] == [b"page 1", b"page 2"]


@pytest.mark.parametrize(
    "visitor", [{"cookies": {"sessionid": "x"}}, {"cookies": {"messages": "x"}}, {"HTTP_AUTHORIZATION": "Bearer x"}]
)
def test_somebody_known_neither_reads_nor_fills_the_store(site, visitor):
    assert [site(**visitor).content, site().content, site(**visitor).content] == [b"page 1", b"page 2", b"page 3"]


def test_query_host_and_language_are_pages_of_their_own(site):
    made = [site("/events/"), site("/events/?kind=forum"), site("/ar/events/"), site("/events/", HTTP_HOST="localhost")]
    assert [page.content for page in made] == [b"page 1", b"page 2", b"page 3", b"page 4"]


def test_unchanged_page_is_answered_304_with_its_policy(site):
    etag = site()["ETag"]
    answer = site(HTTP_IF_NONE_MATCH=etag)
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)


@pytest.mark.django_db(transaction=True)
def test_a_change_is_seen_when_it_is_committed_and_not_before(site):
    site()
    with transaction.atomic():
        EventKind.objects.create(slug="summit", name="Summit")
        assert site().content == b"page 1"
    assert site().content == b"page 2"
    EventKind.objects.filter(slug="summit").delete()


@pytest.mark.django_db(transaction=True)
def test_page_made_private_is_not_served_from_what_was_kept(client):
    page = publish(EventFactory(slug="closing"))
    assert client.get("/events/closing/").status_code == 200
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/events/closing/").status_code == 302
