"""The addresses of signing in through an institution's server; there are none where no server is set."""

from django.urls import include, path

from participants.views import oidc

urlpatterns = [
    path("3rdparty/", include("allauth.socialaccount.urls")),
    path("oidc/<slug:provider_id>/login/", oidc.login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", oidc.callback, name="openid_connect_callback"),
]
