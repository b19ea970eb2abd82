"""Public views of the cms app that are no pages."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.models import Page

from cms.models import Event, EventPage

HOME_DEPTH = 2


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
