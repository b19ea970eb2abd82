"""The doors. Paths of the apps come before Wagtail's pages, which take whatever is left."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_safe
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from events_site.health import healthz


@require_safe
def robots(request) -> HttpResponse:
    return HttpResponse("User-agent: *\nDisallow: /admin/\nDisallow: /me/\nDisallow: /accounts/\n", "text/plain")


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("robots.txt", robots, name="robots"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]

if settings.DEBUG:
    from django.conf.urls.static import static

    from events_site.styleguide import StyleGuide

    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
    urlpatterns += [path("styleguide/", StyleGuide.as_view())]

urlpatterns += i18n_patterns(
    path("accounts/", include("allauth.urls")),
    path("", include("participants.urls")),
    path("", include("sessions.urls")),
    path("", include("outputs.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
