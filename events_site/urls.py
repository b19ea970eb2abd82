"""The doors. Paths of the apps come before Wagtail's pages, which take whatever is left."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.views import sitemap
from events_site.health import healthz

# Wagtail's own sign-in forms know no limits on wrong passwords.
sign_in_elsewhere = RedirectView.as_view(pattern_name="account_login", query_string=True)


@require_safe
def robots(request) -> HttpResponse:
    closed = ("admin", "me", "accounts", "calendars", "invitations")
    return HttpResponse("User-agent: *\n" + "".join(f"Disallow: /{each}/\n" for each in closed), "text/plain")


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("admin/login/", sign_in_elsewhere),
    path("_util/login/", sign_in_elsewhere),
    path("admin/record/", include("sessions.admin.record.urls")),
    path("admin/recommendations/", include("sessions.admin.record.register")),
    path("admin/programme/<slug:slug>/editor/", include("sessions.admin.programme.editor.urls")),
    path("admin/", include("cms.admin.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # Renditions of pictures on pages, and nothing else of the media folder.
    path("media/images/<path:path>", serve, {"document_root": settings.MEDIA_ROOT / "images"}, name="rendition"),
]

if settings.DEBUG:
    from events_site.styleguide import StyleGuide

    urlpatterns += [path("styleguide/", StyleGuide.as_view())]

urlpatterns += i18n_patterns(
    path("", include("cms.urls")),  # few, and asked for most
    path("accounts/", include("participants.account_urls")),
    path("", include("participants.urls")),
    path("", include("sessions.urls")),
    path("", include("outputs.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
