"""The pages that everybody visits, found in one query where Wagtail's way down the tree takes nine; and the sitemap."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import Exists
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet
from wagtail.views import serve as wagtail_serve

from cms.models import Event, EventIndexPage, EventPage, HomePage
from cms.prepared import prepared
from cms.querysets import read_with_event

HOME_DEPTH = 2


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return _serve(request, _home_pages())


@require_safe
def event_index(request: HttpRequest) -> HttpResponse:
    return _serve(request, _event_indexes())


@require_safe
def event_page(request: HttpRequest, slug: str) -> HttpResponse:
    return _serve(request, _pages_of_event(slug))


@prepared
def _home_pages() -> PageQuerySet:
    return _live(HomePage.objects.all())


@prepared
def _event_indexes() -> PageQuerySet:
    return _live(EventIndexPage.objects.all())


@prepared
def _pages_of_event(slug: str) -> PageQuerySet:
    with_it = [f"event__{name}" for name in ("venue__country", "kind", "series", *read_with_event)]
    return _live(EventPage.objects.select_related("forumpage", *with_it).filter(event__slug=slug))


def _live(pages: PageQuerySet) -> PageQuerySet:
    """Those that are published, with what decides which of them is served."""
    restricted = Exists(PageViewRestriction.objects.all())
    return pages.live().select_related("locale").annotate(some_are_restricted=restricted)


def _serve(request: HttpRequest, live: list[Page]) -> HttpResponse:
    """The live page in the visitor's language, else in the default one, else in any; Wagtail serves all others.

    Those others are redirects and what there is not; and every page, once Wagtail's privacy settings restrict one.
    """
    page = min(live, key=_distance_in_language, default=None)
    if page is None or page.some_are_restricted:
        return wagtail_serve(request, request.path_info.removeprefix(f"/{get_language()}").lstrip("/"))
    return _with_all_its_fields(page).serve(request)


def _distance_in_language(page: Page) -> int:
    wanted = [get_language(), settings.LANGUAGE_CODE]
    code = page.locale.language_code
    return wanted.index(code) if code in wanted else len(wanted)


def _with_all_its_fields(page: Page) -> Page:
    """The forum's page has fields of its own; those of all other kinds are in the common table."""
    forum = getattr(page, "forumpage", None)
    if forum is None:
        return page
    forum.event, forum.locale = page.event, page.locale
    return forum


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The addresses that search engines may read: listed events and what the apps add under the hook `sitemap_paths`.

    A function of that hook takes the listed events as a queryset and yields paths.
    """
    lines = "".join(f"<url><loc>{escape(request.build_absolute_uri(path))}</loc></url>" for path in _paths(request))
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{lines}</urlset>'
    return HttpResponse(f'<?xml version="1.0" encoding="UTF-8"?>{body}', content_type="application/xml")


def _paths(request: HttpRequest) -> Iterator[str]:
    listed = Event.objects.listed()
    first_levels = Page.objects.live().public().filter(depth__in=[HOME_DEPTH, HOME_DEPTH + 1])
    of_events = EventPage.objects.live().public().filter(event__in=listed)
    for pages in (first_levels, of_events):
        for page in pages.select_related("locale"):
            yield page.get_url(request)
    for register in hooks.get_hooks("sitemap_paths"):
        yield from register(listed)
