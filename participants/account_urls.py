"""The addresses of signing in: allauth's, and those of the institution's server only where one is set."""

from django.conf import settings
from django.urls import include, path

from participants.views import sign_ins

urlpatterns = [
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("sessions/<int:pk>/end/", sign_ins.end, name="account_end_session"),
]
if settings.OIDC_SERVER_URL:
    urlpatterns += [path("", include("participants.oidc_urls"))]
