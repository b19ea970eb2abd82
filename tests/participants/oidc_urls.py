"""The site's addresses with those of an institution's server, as they are where one is set."""

from django.urls import include, path

from events_site.urls import urlpatterns as site

urlpatterns = [path("accounts/", include("participants.oidc_urls")), *site]
